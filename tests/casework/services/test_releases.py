"""A proposed release of the law: weighed over what is on file, put in force by an attorney, and evaluated under afterwards."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from casework.errors import ChangedMeanwhile, NotAllowed, NotWeighed
from casework.models import FactSheet, LawText, ReleaseAdoption, WeighedChange, Weighing
from casework.services import evaluation, releases, weighing
from casework.services import law as laws
from casework.tasks import weigh_release
from incidents.models import Incident, LedgerEntry
from tests.builders import record_incident
from tests.casework.fixtures import entry_document

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("5.4")]
ON = date(2026, 11, 20)
ENTRY = "FA-ENTRY"


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    """The law files of an instance, which a new version may replace."""
    settings.LAW_DIR = Path(shutil.copytree(settings.LAW_DIR, tmp_path / "law"))
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(laws, "_shelf", laws.Shelf())
    monkeypatch.setattr(laws, "LOOK_AGAIN", 0.0)
    releases.adopt_first()
    return settings.LAW_DIR


@pytest.fixture
def on_file(folder, coordinator):
    """Three homes that were entered, evaluated under the law in force."""
    made = [record_incident(coordinator, entry_document(f"entered {number}")) for number in range(3)]
    for incident in made:
        evaluation.current(incident, on=ON)
    return made


def changed_file(folder, name, old, new):
    file = folder / name
    written = file.read_text()
    assert old in written
    file.write_text(written.replace(old, new, 1))


def findings(incident):
    return {
        (result["code"], result["status"])
        for result in evaluation.content_of(evaluation.current(incident, on=ON))["results"]
        if result["status"] in ("indicated", "possible")
    }


def test_what_lies_on_the_disk_is_proposed_and_not_in_force(folder):
    before = laws.current_law().digest
    assert releases.proposed() is None
    changed_file(folder, f"rules/{ENTRY}.yaml", "examples:", "# an edit\nexamples:")
    assert laws.current_law().digest == before
    assert releases.proposed().digest == laws.law_on_disk().digest != before


def test_the_first_law_is_adopted_once_by_nobody_and_kept_with_its_files(folder):
    assert releases.adopt_first() is None
    [row] = ReleaseAdoption.objects.all()
    assert row.adopted_by is None
    assert LawText.objects.get().release == row.release
    assert LedgerEntry.objects.get(act="law.adopted").detail["first"] is True


def test_a_kept_release_is_read_back_to_the_same_law(folder):
    digest = laws.current_law().digest
    changed_file(folder, f"rules/{ENTRY}.yaml", "examples:", "# an edit\nexamples:")
    assert laws.laid_out(digest).is_relative_to(folder.parent / "var")
    assert laws.current_law().digest == digest


def test_files_that_cannot_be_read_leave_the_adopted_release_in_force(folder):
    digest = laws.current_law().digest
    changed_file(folder, f"rules/{ENTRY}.yaml", "examples:", "# an edit\nexamples:")
    assert laws.current_law().digest == digest
    (folder / "rules" / f"{ENTRY}.yaml").write_text("code: [")
    assert laws.current_law().digest == digest
    assert releases.proposed() is None


@pytest.fixture
def ruling(folder):
    """A made-up ruling: no rule speaks of entries into homes any more."""
    (folder / "rules" / f"{ENTRY}.yaml").unlink()
    return releases.proposed()


def test_a_made_up_ruling_is_weighed_adopted_and_followed(on_file, ruling, attorney, figure):
    assert all((ENTRY, "indicated") in findings(incident) for incident in on_file)
    found = weighing.weigh(ruling, on=ON)
    gone = found.changes.filter(code=ENTRY, kind="vanishes")
    assert (found.done, found.total, gone.count()) == (3, 3, 3)
    assert {change.before.split(" · ")[0] for change in gone} == {"indicated"}
    assert all((ENTRY, "indicated") in findings(incident) for incident in on_file), "nothing is applied before it is adopted"
    releases.adopt(actor=attorney, digest=ruling.digest, reason="The ruling of the made-up court")
    assert laws.current_law().digest == ruling.digest
    assert evaluation.pending(ON).count() == 3
    assert all(code != ENTRY for incident in on_file for code, _status in findings(incident))
    assert evaluation.pending(ON).count() == 0
    entry = LedgerEntry.objects.filter(act="law.adopted").latest("sequence")
    assert (entry.actor_id, entry.detail["release"], entry.detail["vanishes"]) == (
        attorney.pk,
        ruling.digest,
        found.changes.filter(kind="vanishes").count(),
    )
    figure(f"3 incidents weighed: {found.changes.count()} results would differ, {gone.count()} of {ENTRY} vanish")


def test_the_weighing_agrees_with_what_evaluation_says_afterwards(on_file, ruling, attorney):
    before = {incident.pk: findings(incident) for incident in on_file}
    found = weighing.weigh(ruling, on=ON)
    releases.adopt(actor=attorney, digest=ruling.digest, reason="as weighed")
    for incident in on_file:
        after = findings(incident)
        told = {(one.code, one.before.split(" · ")[0]) for one in found.changes.filter(incident=incident, kind="vanishes")}
        assert before[incident.pk] - after == told


def test_a_release_is_not_put_in_force_before_it_is_weighed_or_in_place_of_another(
    on_file, ruling, folder, attorney, coordinator
):
    with pytest.raises(NotWeighed):
        releases.adopt(actor=attorney, digest=ruling.digest, reason="too soon")
    weighing.weigh(ruling, on=ON)
    for person in (coordinator,):
        with pytest.raises(NotAllowed):
            releases.adopt(actor=person, digest=ruling.digest, reason="not theirs")
    changed_file(folder, "rules/FA-DETAINER.yaml", "examples:", "# another edit\nexamples:")
    with pytest.raises(ChangedMeanwhile):
        releases.adopt(actor=attorney, digest=ruling.digest, reason="not what lies there")
    assert ReleaseAdoption.objects.count() == 1


@pytest.mark.assurance("F10")
def test_an_interrupted_weighing_goes_on_and_one_that_is_delivered_twice_counts_nothing_twice(on_file, ruling, monkeypatch):
    monkeypatch.setattr(weighing, "BY_COLUMNS", 1)
    monkeypatch.setattr(weighing, "CLOSER", 1)
    whole = weighing.differences
    read = []

    def dies(incident, law, on):
        read.append(incident)
        if len(read) == 2:
            raise KeyboardInterrupt
        return whole(incident, law, on)

    monkeypatch.setattr(weighing, "differences", dies)
    assert weighing.weigh(ruling, on=ON, batches=2).done == 2
    with pytest.raises(KeyboardInterrupt):
        weighing.weigh(ruling, on=ON)
    held = Weighing.objects.get()
    assert (held.done, held.read, held.weighed_at is None, held.finished_at) == (3, 1, False, None)
    monkeypatch.setattr(weighing, "differences", whole)
    for _ in range(3):
        assert weigh_release() == 3
    assert WeighedChange.objects.filter(code=ENTRY).count() == 3
    weighing.begin_again(ruling, on=ON)
    assert weigh_release() == 3
    assert WeighedChange.objects.filter(code=ENTRY).count() == 3


def test_columns_and_the_closer_reading_say_the_same(on_file, ruling, figure):
    """The first pass knows no support; all else is as the second finds it."""
    while weighing.begin(ruling, on=ON).weighed_at is None:
        weighing.weigh(ruling, on=ON, batches=1)
    told = WeighedChange.objects.values_list("incident", "code", "subject", "kind", "before", "after")
    first = {(*row[:4], *(said.split(" · ")[0] for said in row[4:])) for row in told}
    weighing.weigh(ruling, on=ON)
    assert {(*row[:4], *(said.split(" · ")[0] for said in row[4:])) for row in told.exclude(kind="text")} == first
    figure(f"{len(first)} changes by columns, the same when read one by one")


def test_what_was_evaluated_has_a_sheet_and_weighing_opens_no_record(on_file, ruling, monkeypatch):
    assert set(FactSheet.objects.values_list("incident_id", "revision")) == {(one.pk, 1) for one in on_file}
    assert weighing.weigh(ruling, on=ON, batches=1).made == 0


def test_a_rule_that_asks_a_new_number_has_the_records_read_again_and_says_so(on_file, folder):
    changed_file(
        folder,
        f"rules/{ENTRY}.yaml",
        "elements:\n",
        'elements:\n  - {name: adults, label: {en: "Many", es: "Muchos"}, when: present.adults > 3}\n',
    )
    found = weighing.weigh(releases.proposed(), on=ON, batches=1)
    assert (found.done, found.made) == (3, 3)
    assert set(found.changes.filter(code=ENTRY).values_list("before", "after")) == {("indicated", "not_indicated")}


def test_a_change_of_words_touches_no_code(on_file, folder):
    changed_file(folder, f"rules/{ENTRY}.yaml", "examples:", "# an edit\nexamples:")
    found = weighing.weigh(releases.proposed(), on=ON)
    assert (found.finished_at is None, found.read, found.changes.count()) == (False, 0, 0)


def test_a_record_that_cannot_be_opened_is_counted_and_stops_nothing(on_file, ruling):
    Incident.objects.filter(pk=on_file[0].pk).update(key_wrapped=b"\x01\x02k1" + bytes(60))
    found = weighing.weigh(ruling, on=ON)
    assert (found.done, found.unreadable, found.changes.filter(code=ENTRY).count()) == (3, 1, 2)


def test_an_attorney_sees_the_counts_of_all_and_the_incidents_that_are_theirs(
    on_file, ruling, attorney, coordinator, administrator
):
    from casework.services import cases

    case = cases.open_case(actor=coordinator, title="Theirs", incident=on_file[0], lead=attorney)
    client = Client()
    client.force_login(attorney)
    assert "Weigh it now" in client.get("/law/releases/").text
    assert "What they would change" in client.get("/law/places/").text
    client.post("/law/releases/weigh/")
    page = client.get("/law/releases/").text
    assert "3 of 3 incidents weighed" in page
    assert page.count(f"/cases/{case.pk}/incidents/{on_file[0].pk}/") >= 1
    assert str(on_file[1].pk) not in page
    assert "removed" in page
    answer = client.post("/law/releases/adopt/", {"digest": ruling.digest, "reason": "Read and weighed"})
    assert answer.status_code == 302
    assert laws.current_law().digest == ruling.digest
    assert "No other law files lie ready" in client.get("/law/releases/").text
    client.force_login(administrator)
    other = client.get("/law/releases/").text
    assert "Read and weighed" in other
    assert str(on_file[0].pk) not in other


def test_an_administrator_sees_that_files_lie_ready_and_no_counts_by_place(on_file, ruling, administrator):
    client = Client()
    client.force_login(administrator)
    client.post("/law/releases/weigh/")
    page = client.get("/law/releases/").text
    assert "3 of 3 incidents weighed" in page
    assert "Would vanish" not in page
    assert client.post("/law/releases/adopt/", {"digest": ruling.digest, "reason": "x"}).status_code == 404


def test_the_command_weighs_prints_and_adopts(on_file, ruling, attorney, coordinator, capsys):
    call_command("law_impact", "--texts")
    said = capsys.readouterr().out
    assert f"changed  rules/{ENTRY}.yaml" in said
    assert "3 would vanish" in said
    assert "Nothing was put in force" in said
    with pytest.raises(CommandError, match="no attorney"):
        call_command("law_impact", "--adopt", "--as", coordinator.email, "--reason", "x")
    call_command("law_impact", "--adopt", "--as", attorney.email, "--reason", "weighed")
    assert laws.current_law().digest == ruling.digest
    call_command("law_impact")
    assert "no other lies here" in capsys.readouterr().out


def test_an_adopted_release_that_cannot_be_read_any_more_gives_way_to_the_disk_and_is_told(
    on_file, folder, attorney, monkeypatch
):
    changed_file(folder, f"rules/{ENTRY}.yaml", "examples:", "# an edit\nexamples:")
    monkeypatch.setattr(laws, "laid_out", lambda digest: folder / "nowhere")
    laws.forget()
    assert laws.current_law().digest == laws.law_on_disk().digest
    client = Client()
    client.force_login(attorney)
    assert "cannot be read by this version" in client.get("/law/releases/").text
    client.post("/law/releases/weigh/")
    client.post("/law/releases/adopt/", {"digest": laws.law_on_disk().digest, "reason": "the only one there is"})
    assert laws.adopted_digest() == laws.law_on_disk().digest
