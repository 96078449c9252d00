"""Which claims and channels a finding leads to: by the place, and by whose officers acted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casework.engine.claim_records import Claim
from casework.engine.places import Place

SIDES = {"federal": "federal", "state": "state_local", "county": "state_local", "municipal": "state_local"}
EITHER = frozenset({"federal", "state_local"})


@dataclass(frozen=True, slots=True)
class Acted:
    """Whose officers acted. `sides`: federal, state_local, or both where nobody knows. `components`: none if one is unknown."""

    sides: frozenset[str]
    components: frozenset[str]
    certain: bool


def acted(document: Mapping[str, Any], actors: Iterable[str], *, certain: bool) -> Acted:
    """The agencies of the document that a result names as actors; all of them where it names none."""
    agencies = {one["key"]: one for one in document.get("agencies", ())}
    named = [agencies[key] for key in actors if key in agencies] or list(agencies.values())
    levels = {one.get("level", "unknown") for one in named}
    sides = frozenset(SIDES[level] for level in levels if level in SIDES)
    unknown = not named or bool(levels - set(SIDES))
    components = {one.get("component") for one in named}
    known = frozenset(str(one) for one in components) if components and None not in components else frozenset[str]()
    return Acted(EITHER if unknown else sides, frozenset() if unknown else known, certain and not unknown)


def choose(claims: Mapping[str, Claim], place: Place, who: Acted) -> list[Claim]:
    """The claims of the place that are open against them, by id."""
    found = (one for _id, one in sorted(claims.items()) if _against(one, who) and place.covers(one.jurisdiction) is True)
    return [one for one in found if not one.components or not who.components or one.components & who.components]


def _against(claim: Claim, who: Acted) -> bool:
    return claim.against == "both" or claim.against in who.sides
