"""Every way to a status, in the order of precedence, under the small law."""

from typing import Any

from tests.casework.engine.conftest import Bench, LawFolder, part

MET: dict[str, Any] = {
    "entry": {"entered": True},
    "encounter": {"judicial_warrant_existed": False},
    "consent": {"response": "refused"},
}


def test_indicated_where_every_element_is_met(small: Bench) -> None:
    result = small.one("T-HOME", **MET)
    assert (result.status, result.support, result.clearly_established) == ("indicated", "binding", "yes")


def test_not_applicable_outside_the_scope_even_where_elements_fail(small: Bench) -> None:
    assert small.one("T-HOME", place={"state": "TX", "premises": "jail"}, entry={"entered": False}).status == "not_applicable"


def test_an_unknown_scope_caps_at_possible(small: Bench) -> None:
    result = small.one("T-HOME", place={"state": "TX"}, **MET)
    assert result.status == "possible"
    assert "/place/premises" in [one.path for one in result.open_questions]


def test_a_false_element_is_not_indicated(small: Bench) -> None:
    assert small.one("T-HOME", **{**MET, "entry": {"entered": False}}).status == "not_indicated"


def test_an_unknown_element_without_a_trigger_is_not_raised(small: Bench) -> None:
    assert small.one("T-HOME", entry={"entered": True}).status == "not_raised"


def test_an_unknown_element_with_a_trigger_is_possible(small: Bench) -> None:
    assert small.one("T-HOME", entry={"entered": True}, consent={"response": "refused"}).status == "possible"


def test_a_true_defeater_takes_it_away_and_shows_what_permits_it(small: Bench) -> None:
    result = small.one("T-HOME", **MET, exigency={"emergency_observed": True})
    assert result.status == "not_indicated"
    assert [row["role"] for row in result.authorities] == ["defeats"]


def test_an_unknown_defeater_that_nobody_raised_leaves_the_status_and_is_asked(small: Bench) -> None:
    result = small.one("T-HOME", **MET)
    assert [one.path for one in result.open_questions] == ["/exigency/emergency_observed", "/exigency/claimed"]
    assert result.rests_on == ("/exigency/emergency_observed",)


def test_an_unknown_defeater_that_was_raised_leaves_it_possible(small: Bench) -> None:
    assert small.one("T-HOME", **MET, exigency={"claimed": True}).status == "possible"


def test_a_defeater_that_must_be_excluded_needs_a_recorded_no(small: Bench) -> None:
    def status(**agency: Any) -> str:
        agencies = [{"key": "A1", "level": "county", "actions": ["arrested"], **agency}]
        return str(small.one("T-AGENCY", "A1", agencies=agencies).status)

    assert status() == "possible"
    assert status(criminal_matter=False) == "indicated"
    assert status(criminal_matter=True) == "not_indicated"


def test_a_presumption_is_listed_where_the_result_rests_on_it(small: Bench) -> None:
    yes = {**MET, "consent": {"response": "explicit_yes"}}
    presumed = small.one("T-HOME", **yes)
    assert (presumed.status, presumed.rests_on) == ("not_indicated", ("/consent/after_threat",))
    recorded = small.one("T-HOME", **{**MET, "consent": {"response": "explicit_yes", "after_threat": False}})
    assert (recorded.status, recorded.rests_on) == ("not_indicated", ())


def test_a_recorded_value_governs_over_a_presumption(small: Bench) -> None:
    threatened = {**MET, "consent": {"response": "explicit_yes", "after_threat": True}}
    assert small.one("T-HOME", **threatened).status == "indicated"


def test_a_presumption_is_no_trigger(law_folder: LawFolder) -> None:
    law_folder.rule()["triggers"] = [part("consent", "consent")]
    bench = Bench(law_folder.load())
    result = bench.one("T-HOME", entry={"entered": True}, consent={"response": "explicit_yes"})
    assert result.status == "not_indicated"
    law_folder.rule()["elements"] = law_folder.rule()["elements"][:2]
    bench = Bench(law_folder.load())
    assert bench.one("T-HOME", entry={"entered": True}, consent={"response": "explicit_yes"}).status == "not_raised"


def test_what_accounts_differ_on_is_unknown_and_told(small: Bench) -> None:
    accounts = [
        {"key": "C1", "source": "S1", "facts": {"/entry/entered": True}},
        {"key": "C2", "source": "S2", "facts": {"/entry/entered": False}},
    ]
    result = small.one(
        "T-HOME", encounter={"judicial_warrant_existed": False}, consent={"response": "refused"}, accounts=accounts
    )
    assert (result.status, result.conflicts) == ("possible", ("/entry/entered",))
    told = [fact for element in result.trace.children[1].children for fact in element.children[0].facts if "account" in fact]
    assert [(fact["account"], fact["value"]) for fact in told] == [("C1", True), ("C2", False)]


def test_actors_are_those_that_the_record_names_else_one_of_those_listed(small: Bench) -> None:
    agencies = [{"key": "A1", "level": "federal"}, {"key": "A2", "level": "county", "actions": ["entered_home"]}]
    named = small.one("T-HOME", **{**MET, "entry": {"entered": True, "by": ["A1"]}}, agencies=agencies)
    assert (named.actors, named.actors_certain) == (("A1",), True)
    doing = small.one("T-HOME", **MET, agencies=agencies)
    assert (doing.actors, doing.actors_certain) == (("A2",), True)
    nobody = small.one("T-HOME", **MET, agencies=[{"key": "A1", "level": "federal"}, {"key": "A2", "level": "county"}])
    assert (nobody.actors, nobody.actors_certain) == (("A1", "A2"), False)
