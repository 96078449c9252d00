"""Laws at random: rules and authorities written with every operation of the language, over the project's atoms and terms."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from casework.engine import Law, Rule
from casework.engine.authorities import days_named
from casework.engine.columns import layout_for
from casework.engine.columns.conditions import Compiler as Columns
from casework.engine.columns.conditions import NotInColumns, Scope
from casework.engine.conditions import Condition
from casework.engine.context import Acting
from casework.engine.fields import fields
from casework.engine.language import Compiler
from casework.engine.law import Authority, Element, Exemption, Period, Way

DAYS = [None, date(2017, 5, 1), date(2018, 1, 1), date(2026, 3, 10), date(2026, 3, 11)]
STATUSES = ["in_force", "contested", "enjoined", "stayed", "repealed"]
LISTED = {"agencies": 3, "persons": 2, "documents": 1, "custody": 1}
DOING = {"by": ["entry.by"], "doing": ["entered_home", "searched"]}
ARRESTING = {"by": ["persons[].arrested_by", "consent.asked_by"], "doing": ["arrested"]}


def _of_field(path: str) -> st.SearchStrategy[str]:
    field = fields()[path]
    if field.kind == "tri":
        return st.sampled_from([f"{path} = true", f"{path} = false", f"{path} != true"])
    if field.kind == "number":
        return st.sampled_from([f"{path} > 48", f"{path} <= 5", f"{path} >= 0"])
    words = st.lists(st.sampled_from(field.values), min_size=1, max_size=3, unique=True).map(", ".join)
    if field.kind == "values":
        one = st.sampled_from(field.values)
        any_of = words.map(lambda found: f"{path} contains any [{found}]")
        return any_of | one.map(lambda word: f"{path} contains {word}") | one.map(lambda word: f"{path} lacks {word}")
    return words.map(lambda found: f"{path} in [{found}]") | words.map(lambda found: f"{path} not in [{found}]")


RANDOM = ("FA-CURTILAGE", "FA-FORCE", "SL-RESOURCES")
ASKED = sorted(path for path, field in fields().items() if field.kind in ("tri", "number", "values", "enum"))
facts = st.sampled_from(ASKED).flatmap(_of_field)
others = st.sampled_from(
    [
        "agencies[].name != none",
        "place.city != none",
        "place.state = CA",
        {"clock": ["22:00", "06:00"]},
        {"circuit": "ruse", "is": ["strong", "weighs"]},
        {"agreement": "in_force", "models": ["task_force"]},
        {"agreement": "not_in_force"},
        {"agreement": "unclear"},
        {"result": "FA-ENTRY"},
        {"result": "SL-DETAINER"},
        {"open": {"en": "open", "es": "abierto"}},
        {"some": "agencies", "where": [{"some": "persons", "where": ["persons[].arrested_by names agencies"]}]},
        {"some": "documents", "where": [{"none": "persons", "where": ["persons[].named_in_document names documents"]}]},
    ]
)


def conditions(names: list[str]) -> st.SearchStrategy[Any]:
    named = st.sampled_from(names)
    return st.recursive(facts | facts | named | others, _nested, max_leaves=7)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    quantified = st.fixed_dictionaries(
        {"some": st.sampled_from(list(LISTED)), "where": several}, optional={"closed": st.booleans()}
    )
    none = st.fixed_dictionaries({"none": st.sampled_from(list(LISTED)), "where": several})
    acting = st.fixed_dictionaries(
        {"some": st.just("agencies"), "acting": st.sampled_from([DOING, ARRESTING]), "where": several}
    )
    presumed = st.fixed_dictionaries(
        {"presumed": inner, "value": st.booleans(), "citing": st.just("us/scotus/payton-v-new-york-1980")},
        optional={"when": inner, "unless": inner},
    )
    counted = several.map(lambda parts: {"counted": parts, "at_least": (len(parts) + 1) // 2})
    return st.one_of(
        several.map(lambda parts: {"all": parts}),
        several.map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        inner.map(lambda part: {"unsaid": part}),
        *(quantified, none, acting, presumed, counted),
    )


class Drawn:
    """A law at random. Plain, since a failing example is printed, and a whole law takes minutes to print."""

    def __init__(self, law: Law) -> None:
        self.law = law

    def __repr__(self) -> str:
        return f"a law with {[self.law.rules[code] for code in RANDOM]}"


@st.composite
def laws(draw: st.DrawFn, real: Law) -> Drawn:
    """Three rules at random beside three of the project's; some authorities with ways, exceptions and histories at random."""
    defined = {**real.atoms, **real.terms}
    compiler = Compiler(
        defined, defined, lambda name: defined[name].condition.reads, presumptions=True, triggers=True, code="SL-DETAINER"
    )
    written = conditions(_askable(real))

    def condition(strategy: st.SearchStrategy[Any] = written) -> Condition:
        return compiler.compile(draw(strategy))

    changed = _rewritten(draw, real, compiler)
    tables = {
        name: {code: tuple(changed.get(one.id, one) for one in rows) for code, rows in getattr(real, name).items()}
        for name in ("limits", "orders", "compels")
    }
    rules = {code: _rule(draw, real.rules[code], condition) for code in RANDOM}
    kept = {code: real.rules[code] for code in ("FA-ENTRY", "SL-DETAINER", "CO-ORDER")}
    everything = {**real.authorities, **changed}
    return Drawn(
        replace(real, rules={**kept, **rules}, authorities=everything, days=days_named(everything), digest="random", **tables)
    )


@cache
def _askable(real: Law) -> list[str]:
    """The atoms and terms that may be asked anywhere; the others speak of the agency in question."""
    compiler = Columns(real, layout_for(real))
    found = []
    for name in sorted({**real.atoms, **real.terms}):
        try:
            compiler.see(real.condition(name), Scope())
        except NotInColumns:
            continue
        found.append(name)
    return found


def _rule(draw: st.DrawFn, real: Rule, condition: Any) -> Rule:
    def part(raised: bool = False) -> Element:
        return Element(
            "part",
            {"en": "", "es": ""},
            condition(),
            raised_by=condition() if raised and draw(st.booleans()) else None,
            must_be_excluded=draw(st.booleans()),
        )

    return replace(
        real,
        scope=(part(),) if draw(st.booleans()) else (),
        elements=(part(), part()) if draw(st.booleans()) else (part(),),
        triggers=(part(),),
        defeaters=(part(True),),
        actors=Acting(("entry.by",), ("searched",)),
        needs=frozenset({"FA-ENTRY", "SL-DETAINER"}),
    )


def _rewritten(draw: st.DrawFn, real: Law, compiler: Compiler) -> dict[str, Authority]:
    """Some authorities of the tables of SL-DETAINER and CO-ORDER, with ways of their own."""
    found = {}
    for table in (real.limits, real.orders, real.compels):
        for code in ("SL-DETAINER", "CO-ORDER"):
            rows = table.get(code, ())
            for number in draw(st.sets(st.integers(0, len(rows) - 1), max_size=2)) if rows else ():
                made = _authority(draw, rows[number], compiler, _askable(real))
                if table is real.compels:  # a statute of a state in which localities have law of their own
                    made = replace(made, binding_in=(draw(st.sampled_from(["us.il", "us.ma"])),), checked="text")
                found[made.id] = made
    return found


# A record's conditions are facts, presumed unless said and quantified; names and tables stand in rules alone.
of_records = st.recursive(
    facts,
    lambda inner: inner.map(lambda part: {"not": part}) | st.lists(inner, min_size=1, max_size=2).map(lambda p: {"any": p}),
    max_leaves=3,
)


def _authority(draw: st.DrawFn, real: Authority, compiler: Compiler, names: list[str]) -> Authority:
    def several(strategy: st.SearchStrategy[Any], most: int) -> tuple[Condition, ...]:
        return tuple(compiler.compile(one) for one in draw(st.lists(strategy, max_size=most)))

    of_agency = st.sampled_from(["agencies[].level in [state, county, municipal]", "agencies[].component = sheriff"])
    of_place = _of_field("place.premises")
    deeds = _of_field("agencies[].actions")
    named = st.sampled_from(names)
    ways = tuple(
        Way(
            None,
            several(of_agency, 1),
            several(of_place, 1),
            several(of_records | deeds | named, 3),
            (),
            draw(st.sampled_from(DAYS)),
            draw(st.sampled_from(DAYS)),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    ways += tuple(replace(way, code="SL-DETAINER") for way in ways[:1])
    exempt = tuple(Exemption((), several(of_records | of_agency | named, 2)) for _ in range(draw(st.integers(0, 1))))
    history = tuple(Period(day, draw(st.sampled_from(STATUSES))) for day in (DAYS[1], DAYS[3]))
    return replace(real, ways=ways, exemptions=exempt, history=history)
