"""Values and documents as they could come in, for property tests."""

from hypothesis import strategies as st

texts = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15, allow_nan=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
tri = st.sampled_from([True, False, None])
ACTIONS = ["knocked", "entered_home", "searched", "arrested", "stood_by"]


def _optional(**fields):
    return st.fixed_dictionaries({}, optional=fields)


agencies = st.fixed_dictionaries(
    {"level": st.sampled_from(["federal", "county", "unknown"])},
    optional={"masked": tri, "name": texts | st.none(), "actions": st.lists(st.sampled_from(ACTIONS), max_size=3)},
)
persons = _optional(arrested=tri, force=st.lists(st.sampled_from(["none", "hands", "handcuffs"]), max_size=2))


def _keyed(members, letter):
    keyed = lambda found: [{"key": f"{letter}{index}", **member} for index, member in enumerate(found, start=1)]  # noqa: E731
    return st.lists(members, max_size=3).map(keyed)


parts = _optional(
    narrative=texts | st.none(),
    agencies_complete=tri,
    agencies=_keyed(agencies, "A"),
    persons=_keyed(persons, "P"),
    entry=_optional(entered=tri, property_damage=tri),
    custody=st.lists(_optional(detainer_lodged=tri, held_past_release_hours=st.integers(0, 99)), max_size=2),
)
documents = parts.map(
    lambda found: {
        "format": "incident/1",
        "id": "6f1c3c1e-7f0e-4b7e-9a53-0c6d6a1f2b34",
        "occurred_at": "2026-01-14T06:20:00-05:00",
        "place": {"state": "MA"},
        **found,
    }
)
