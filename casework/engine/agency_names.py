"""Names of agencies: which spellings are one name, which could be one body, and which are two for sure.

A key holds what tells a body from others: "Ft. Myers Police Dept" and "Fort Myers Police Department" have one key, "Davie
Police" and "Town of Davie Police" have two that could be one body, "Palm Beach Police" and "West Palm Beach Police" two.
"""

import re
import unicodedata
from functools import lru_cache

ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "co": "county", "cnty": "county", "dept": "department",
    "twp": "township", "univ": "university", "sheriffs": "sheriff", "constables": "constable", "marshals": "marshal",
    "pd": "police", "so": "sheriff", "hwy": "highway", "corr": "corrections",
}  # fmt: skip
EMPTY_WORDS = frozenset({"department", "office", "of", "the", "and", "s"})
KINDS = ("sheriff", "police", "constable", "marshal", "corrections", "patrol", "guard", "jail", "prosecutor", "attorney")
PLACES = frozenset({"city", "town", "township", "village", "borough", "county", "parish"})
GENERIC = PLACES | {*KINDS, "public", "safety", "municipal", "metropolitan", "law", "enforcement", "state"}
# What one state department does and another does not.
DUTIES = frozenset({"corrections", "safety", "enforcement", "patrol", "guard"})
# Two slips of the pen: one letter more, one less, one wrong, two that changed places.
SLIPS = 2


@lru_cache(maxsize=40_000)
def plain(name: str) -> str:
    """Words in lower case without accents and marks, abbreviations written out: "St. Johns Co." is "saint johns county"."""
    folded = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(one for one in folded if not unicodedata.combining(one) and one not in "'’‘`´")
    return " ".join(ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", letters))


@lru_cache(maxsize=40_000)
def key_of(name: str) -> str:
    """What is the same for every spelling of one name; empty for a name without letters or figures."""
    return " ".join(word for word in plain(name).split() if word not in EMPTY_WORDS)


def kind_of(key: str) -> str | None:
    words = set(key.split())
    return next((kind for kind in KINDS if kind in words), None)


@lru_cache(maxsize=40_000)
def own_words(key: str) -> frozenset[str]:
    """The words that belong to this body alone: the place, mostly."""
    return frozenset(key.split()) - GENERIC


def county_of(written: str | None) -> str:
    """A county in plain words without its type; empty for what a sheet writes where there is none."""
    words = [word for word in plain(written or "").split() if word not in PLACES]
    return "" if words in ([], ["n", "a"], ["na"], ["none"]) else " ".join(words)


def names_its_county(key: str) -> bool:
    return bool({"county", "parish"} & set(key.split()))


def kinds_differ(one: str, other: str) -> bool:
    duties = DUTIES.intersection(one.split()), DUTIES.intersection(other.split())
    return (None not in (kind_of(one), kind_of(other)) and kind_of(one) != kind_of(other)) or (
        all(duties) and not duties[0] & duties[1]
    )


def same_but_for_generic_words(one: str, other: str) -> bool:
    """ "Davie Police" and "Town of Davie Police"; not "Baltimore City Police" and "Baltimore County Police"."""
    places = set(one.split()) & PLACES, set(other.split()) & PLACES
    apart = places[0] and places[1] and places[0] != places[1]
    return bool(own_words(one)) and own_words(one) == own_words(other) and not apart and not kinds_differ(one, other)


def one_goes_on(one: str, other: str) -> bool:
    """Whether one key is the beginning of the other, as in "Tennessee Department of Safety" and "... / THP"."""
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) > 1 and short == long[: len(short)] and not kinds_differ(one, other)


def could_be_meant(said: str, listed: str) -> bool:
    """Whether somebody who says one key could mean the body of the other: all own words of one stand in the other."""
    mine, theirs = own_words(said), own_words(listed)
    return not kinds_differ(said, listed) and (mine <= theirs or theirs <= mine)


def slips_between(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped between two texts, counted up to `SLIPS` + 1."""
    if abs(len(one) - len(other)) > SLIPS:
        return SLIPS + 1
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 1)
    one, other = one[max(start - 1, 0) :], other[max(start - 1, 0) :]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i] + [SLIPS + 1] * len(other)
        for j in range(max(1, i - SLIPS), min(len(other), i + SLIPS) + 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > SLIPS:
            return SLIPS + 1
    return min(row[-1], SLIPS + 1)
