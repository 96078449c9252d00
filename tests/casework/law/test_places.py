"""Places and circuits agree with each other and with the records."""

from tests.casework.law.files import LAW, load, places, records

POINTS = [
    *("ruse", "knock_and_talk_to_arrest", "right_to_record", "local_civil_immigration_arrest", "doorway", "home_belief"),
    "detainer_review",
]
VALUES = {
    **{point: {"strong", "weighs", "weak", "open"} for point in POINTS},
    "right_to_record": {"recognized", "recognized_in_part", "open"},
    "home_belief": {"probable_cause", "reasonable_belief", "open"},
    "detainer_review": {"required", "open"},
}


def circuits() -> dict:
    return {path.stem: load(path) for path in (LAW / "circuits").glob("*.yaml")}


def test_every_state_lies_in_a_circuit_that_has_a_file():
    named = {state["circuit"] for state in places()["states"]["states"].values()} - {None}
    assert named == set(circuits())
    assert {one["id"] for one in circuits().values()} == named


def test_every_circuit_answers_all_seven_points_with_a_known_value():
    for name, circuit in circuits().items():
        assert list(circuit["points"]) == POINTS, name
        assert {point for point, said in circuit["points"].items() if said["value"] not in VALUES[point]} == set(), name


def test_authorities_of_a_circuit_exist():
    named = {id_ for circuit in circuits().values() for said in circuit["points"].values() for id_ in said["authorities"]}
    assert named
    assert named - set(records()) == set()


def test_a_district_belongs_to_its_state_and_no_county_to_two_districts():
    states, districts = places()["states"]["states"], places()["districts"]["districts"]
    assert [name for name, one in districts.items() if name not in states[one["state"]]["districts"]] == []
    counties = [(one["state"], county) for one in districts.values() for county in one.get("counties", [])]
    assert len(counties) == len(set(counties))


def test_a_district_that_takes_the_rest_stands_beside_lists_of_all_the_others():
    states, districts = places()["states"]["states"], places()["districts"]["districts"]
    for name, one in districts.items():
        if one.get("rest"):
            assert set(states[one["state"]]["districts"]) <= set(districts), name


def test_an_ice_area_is_the_area_of_its_order():
    for name, area in places()["ice-areas"]["areas"].items():
        reach = {key: area[key] for key in ("states", "counties") if key in area}
        assert records()[area["order"]]["area"] == reach, name


def test_a_locality_has_its_states_id_and_a_county():
    states = places()["states"]["states"]
    for name, one in places()["localities"]["localities"].items():
        assert name.startswith(states[one["state"]]["id"] + "."), name
        assert one["names"], name
        assert one["counties"], name


def test_codes_have_a_title_in_both_languages():
    for code, one in load(LAW / "codes.yaml")["codes"].items():
        assert set(one["title"]) == {"en", "es"}, code
        assert one["unit"] in {"incident", "agency", "person"}, code
