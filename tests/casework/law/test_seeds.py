"""The systems that this project was asked for, each by its name: what a document or a place and day brings up."""

from datetime import date
from typing import Any

import pytest

from casework.engine import Law, Register, Result, load_law
from casework.engine import evaluate as evaluate_document
from casework.engine.applicable import Applicable, Asked, applicable
from tests.builders import minimal_document
from tests.casework.law.cases import ROOT

TODAY = date(2026, 11, 22)
POLICE = {"key": "A1", "level": "municipal", "component": "police", "name": "City Police"}
ICE = {"key": "A2", "level": "federal", "component": "ice_ero", "actions": ["arrested"]}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(ROOT / "casework" / "law")


def results(law: Law, day: str, place: dict[str, Any], agreements: list[dict[str, Any]] | None = None, **facts: Any) -> Any:
    document = minimal_document(occurred_at=f"{day}T09:00:00-05:00", place=place, **{"agencies_complete": True, **facts})
    found = evaluate_document(document, law, agreements=Register.of(agreements or []), as_of=TODAY).results
    return {(one.code, one.subject): one for one in found}


def ids(result: Result) -> dict[str, str]:
    return {one["id"]: one["role"] for one in result.authorities}


def on_file(law: Law, state: str, day: str, name: str, **asked: Any) -> Applicable:
    answer = applicable(law, Asked(state=state, day=date.fromisoformat(day), as_of=TODAY, **asked))
    return next(one for one in answer.rows if one.record.id == name)


def local(law: Law, day: str, place: dict[str, Any], code: str, agreements: Any = None, **agency: Any) -> Result:
    """City police at an immigration operation that concerned no crime."""
    given = {**POLICE, "criminal_matter": False, "requested_by_immigration": True, **agency}
    return results(law, day, place, agreements, agencies=[given])[code, "A1"]  # type: ignore[no-any-return]


@pytest.mark.assurance("4.2")
class TestSeeds:
    @pytest.mark.parametrize("name", ["us/usc/8-1226-a", "us/usc/8-1357-a-2", "us/usc/8-1357-g-1", "us/usc/8-1373"])
    def test_8_usc_1226_1357_1373_and_287g_are_federal_law_of_every_place(self, law: Law, name: str) -> None:
        row = on_file(law, "NE", "2026-05-01", name)
        assert row.governs
        assert row.record.checked == "text"

    def test_8_usc_1373_is_contested_since_murphy(self, law: Law) -> None:
        assert on_file(law, "IL", "2018-05-13", "us/usc/8-1373").status_on_day == "in_force"
        assert on_file(law, "IL", "2018-05-14", "us/usc/8-1373").status_on_day == "contested"

    def test_8_usc_1357_a_2_a_warrantless_arrest_of_somebody_unlikely_to_escape(self, law: Law) -> None:
        person = {
            **{"key": "P1", "arrested": True, "arrested_by": ["A2"]},
            **{"arrest_basis": "warrantless_immigration", "likely_to_escape": False},
        }
        found = results(law, "2026-05-01", {"state": "NE", "premises": "public_place"}, agencies=[ICE], persons=[person])
        assert found["ST-1357-A2", "P1"].status == "indicated"
        assert ids(found["ST-1357-A2", "P1"])["us/usc/8-1357-a-2"] == "supports"

    @pytest.mark.parametrize(
        ("model", "status"),
        [
            ("jail_enforcement", "indicated"),
            ("warrant_service_officer", "indicated"),
            ("task_force", "not_indicated"),
        ],
    )
    def test_section_287g_has_three_models_and_two_end_at_the_jail_door(self, law: Law, model: str, status: str) -> None:
        row = {"agency": "City Police", "state": "GA", "model": model, "signed": "2025-03-01"}
        place = {"state": "GA", "premises": "public_place"}
        person = {"key": "P1", "arrested": True, "arrested_by": ["A1"], "arrest_place": "public_place"}
        given = {**POLICE, "criminal_matter": False, "basis": "agreement_287g", "actions": ["arrested"]}
        found = results(law, "2026-05-01", place, [row], agencies=[given], persons=[person])
        result = found["ST-287G-MODEL", "A1"]
        assert (result.status if result.status == "indicated" else "not_indicated") == status

    def test_an_administrative_warrant_opens_no_door_and_a_judges_search_warrant_does(self, law: Law) -> None:
        place = {"state": "GA", "premises": "house"}
        entry = {"entered": True, "manner": "forced_door", "by": ["A2"]}
        paper = {
            "key": "D1",
            "kind": "administrative_removal_warrant",
            "presented": "shown",
            "signed_by": "immigration_officer",
        }
        judge: dict[str, Any] = {"key": "D1", "kind": "judicial_search_warrant", "presented": "shown", "signed_by": "judge"}
        judge.update(address_matches=True, in_date=True, describes_place_and_things=True)
        shared: dict[str, Any] = {"agencies": [ICE], "entry": entry, "documents_complete": True}
        on_its_strength = {**shared, "agencies": [{**ICE, "basis": "administrative_warrant"}]}
        before = results(law, "2026-05-01", place, documents=[paper], **on_its_strength)
        assert before["FA-ADMIN-WARRANT", None].status == "indicated"
        assert "us/scotus/payton-v-new-york-1980" in ids(before["FA-ENTRY", None])
        assert results(law, "2026-05-01", place, documents=[judge], **shared)["FA-ENTRY", None].status == "not_indicated"

    def test_lunn_a_massachusetts_officer_holds_nobody_on_a_detainer(self, law: Law) -> None:
        given = local(law, "2026-05-01", {"state": "MA"}, "SL-DETAINER", actions=["held_on_detainer"])
        assert given.status == "indicated"
        assert ids(given)["ma/sjc/lunn-v-commonwealth-2017"] == "supports"

    def test_marylands_attorney_general_guides_from_its_day(self, law: Law) -> None:
        name = "md/ag/guidance-2025"
        assert not on_file(law, "MD", "2025-01-26", name).governs
        assert on_file(law, "MD", "2025-01-27", name).governs

    @pytest.mark.parametrize(("day", "stands"), [("2025-11-24", False), ("2025-11-25", True)])
    def test_the_colorado_order_on_warrantless_arrests_binds_from_its_day(self, law: Law, day: str, stands: bool) -> None:
        person = {
            **{"key": "P1", "arrested": True, "arrested_by": ["A2"]},
            **{"arrest_basis": "warrantless_immigration", "likely_to_escape": False},
        }
        found = results(law, day, {"state": "CO", "city": "Denver"}, agencies=[ICE], persons=[person])["CO-ORDER", None]
        assert (found.status == "indicated") is stands
        assert ("us/dco/ramirez-ovando-v-noem-2025" in ids(found)) is stands

    def test_providence_asks_nobody_for_status_and_the_town_next_door_has_no_such_law_on_file(self, law: Law) -> None:
        asked: dict[str, Any] = {"actions": ["questioned_about_status"]}
        assert local(law, "2026-05-01", {"state": "RI", "city": "Providence"}, "SL-INQUIRY", **asked).status == "indicated"
        assert local(law, "2026-05-01", {"state": "RI", "city": "Cranston"}, "SL-INQUIRY", **asked).status == "not_applicable"

    def test_bridgeport_has_its_resolution_from_its_day(self, law: Law) -> None:
        name = "ct/bridgeport/resolution/2025-11-03"
        assert not on_file(law, "CT", "2025-11-02", name, city="Bridgeport").governs
        assert on_file(law, "CT", "2025-11-03", name, city="Bridgeport").governs

    def test_center_line_signed_and_withdrew(self, law: Law) -> None:
        name = "mi/center-line/agreement/287g-2025"
        days = ("2025-10-19", "2025-10-20", "2025-11-04", "2025-11-06")
        found = [on_file(law, "MI", day, name, city="Center Line").status_on_day for day in days]
        assert found == ["none", "in_force", "contested", "repealed"]

    def test_arizonas_measure_of_2024_is_contested_and_decides_nothing(self, law: Law) -> None:
        row = on_file(law, "AZ", "2026-05-01", "az/prop/314-2024")
        assert row.status_on_day == "contested"
        assert row.record.codes == ()

    @pytest.mark.parametrize(
        ("state", "name"), [("TX", "tx/statute/gov-752-053"), ("TN", "tn/statute/7-68"), ("IA", "ia/statute/27a")]
    )
    def test_states_that_require_cooperation_are_shown_as_compelling(self, law: Law, state: str, name: str) -> None:
        row = on_file(law, state, "2026-05-01", name)
        assert row.governs
        assert row.record.direction == "compels"

    def test_louisiana_criminalises_interference_from_its_day(self, law: Law) -> None:
        name = "la/statute/act399-2025"
        assert not on_file(law, "LA", "2025-07-31", name).governs
        row = on_file(law, "LA", "2025-08-01", name)
        assert row.governs
        assert row.record.topics == ("interference",)

    def test_supremacy_and_immunity_are_on_every_sheet_and_what_nobody_read_is_marked(self, law: Law) -> None:
        clause = on_file(law, "CA", "2026-05-01", "us/const/art-6-cl-2")
        assert clause.governs
        assert not clause.record.read
        for name in ("us/scotus/egbert-v-boule-2022", "us/scotus/printz-v-us-1997", "us/scotus/murphy-v-ncaa-2018"):
            assert on_file(law, "CA", "2026-05-01", name).governs

    def test_protected_place_guidance_ended_with_its_rescission(self, law: Law) -> None:
        name = "us/policy/dhs-memo-2021-10-27-protected-areas"
        assert on_file(law, "NE", "2025-01-19", name).status_on_day == "in_force"
        assert on_file(law, "NE", "2025-01-20", name).status_on_day == "repealed"
        assert on_file(law, "NE", "2025-01-20", "us/policy/dhs-memo-2025-01-20-protected-areas").governs

    def test_informal_assistance_with_no_agreement_stands_against_1357_g_10(self, law: Law) -> None:
        given = local(law, "2026-05-01", {"state": "NE"}, "ST-287G-NO-AGREEMENT", actions=["arrested"])
        assert given.status == "indicated"
        assert given.support == "contested"
        assert "us/usc/8-1357-g-10" in ids(given)

    def test_a_criminal_joint_task_force_is_no_immigration_function(self, law: Law) -> None:
        agency: dict[str, Any] = {"actions": ["arrested"], "criminal_matter": True, "basis": "criminal_task_force"}
        given = local(law, "2026-05-01", {"state": "NE"}, "ST-287G-NO-AGREEMENT", **agency)
        assert given.status in ("not_indicated", "not_raised")
