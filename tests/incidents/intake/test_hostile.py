"""Every field of every screen against every hostile value: refused at the field with nothing lost, or kept as it was sent."""

import unicodedata
from html import escape

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from incidents.format import get
from incidents.intake.observing import own_values
from incidents.models import Incident, Revision
from incidents.services import record as records
from tests.incidents.intake import hostile
from tests.incidents.intake.conftest import ACCOUNT, record, sign_in
from tests.incidents.intake.hostile import HARMLESS, REFUSED, VALUES, arrived, first_screens, incident_screens, post, taken_back

pytestmark = pytest.mark.django_db
TYPED = (forms.TextInput, forms.Textarea, forms.NumberInput, forms.EmailInput)


@pytest.fixture
def web(volunteer):
    return sign_in(Client(raise_request_exception=False), volunteer)


@pytest.fixture
def incident(web):
    """With a group of officers, a person and a paper, so that every topic has a page."""
    made = record(web)
    web.post(reverse("incident-add", kwargs={"identifier": made.pk, "list_name": "documents"}), {"what": "judge"})
    made.refresh_from_db()
    return made


@pytest.fixture
def screens(volunteer, incident):
    return [*first_screens(volunteer), *incident_screens(incident)]


def shown(client, screen):
    """The form that a screen shows."""
    address = screen.prepare()
    page = client.get(address)
    return page.context["form"] if screen.name != "account" else client.get(reverse("incident-new")).context["form"]


def answer(client, screen, sent):
    """What comes of a request; a screen of the first record answers on the page that it leads to."""
    address = screen.prepare()
    result = post(client, address, {**screen.sent, **sent})
    if result.status_code == 302 and result.url.endswith("?check=1"):
        return client.get(result.url)
    return result


def faults(result, screen, sent):
    """What is wrong with an answer, in words; empty where it is as promised."""
    if result.status_code >= 500:
        return [f"{screen.name}: {result.status_code}"]
    form = result.context.get("form") if result.context else None
    if result.status_code not in (409, 422) or form is None:
        return []
    lost = []
    if not form.errors and not result.context.get("hits") and not result.context.get("problems"):
        lost.append(f"{screen.name}: refused without a word")
    page = result.content.decode()
    for name, value in sent.items():
        if name in form.fields and isinstance(form.fields[name].widget, TYPED):
            typed = arrived(value)
            if form[name].value() != typed or escape(typed) not in page:
                lost.append(f"{screen.name}: {name} was lost")
    return lost


@pytest.mark.assurance("B8")
@pytest.mark.assurance("B10")
@pytest.mark.assurance("B11")
def test_every_hostile_value_in_all_fields_of_every_screen_at_once(web, screens, figure):
    wrong, requests = [], 0
    for screen in screens:
        names = list(shown(web, screen).fields)
        for value in VALUES.values():
            sent = dict.fromkeys(names, value)
            with taken_back():
                wrong += faults(answer(web, screen, sent), screen, sent)
            requests += 1
    assert wrong == []
    figure(f"{requests} requests on {len(screens)} screens, 500s: 0")


@pytest.mark.slow
@pytest.mark.assurance("B8")
@pytest.mark.assurance("B10")
@pytest.mark.assurance("B11")
def test_every_field_of_every_screen_alone_with_every_hostile_value(web, volunteer, screens, figure):
    wrong, requests, fields = [], 0, 0
    for screen in screens:
        names = [*shown(web, screen).fields, *screen.extra]
        fields += len(names)
        for name in names:
            for value in VALUES.values():
                with taken_back():
                    wrong += faults(answer(web, screen, {name: value}), screen, {name: value})
                requests += 1
    assert wrong == []
    figure(f"{requests} requests, {fields} fields of {len(screens)} screens one by one, 500s: 0")


@pytest.mark.assurance("B10")
@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_record_can_hold_is_kept_as_it_was_typed(web, incident, volunteer, name):
    text = HARMLESS[name]
    kept = unicodedata.normalize("NFC", text.strip())
    screen = next(first_screens(volunteer))
    sent = {"narrative": text, "address": text, "city": text}
    assert answer(web, screen, sent).status_code == 302
    document = records.read(Incident.objects.exclude(pk=incident.pk).get())
    assert [document["narrative"], document["place"]["address"], document["place"]["city"]] == [kept] * 3
    harm = reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "harm"})
    assert post(web, harm, {"base": incident.head, "harm.injuries": text}).status_code == 302
    incident.refresh_from_db()
    assert get(records.read(incident), "/harm/injuries") == kept


@pytest.mark.assurance("B10")
@pytest.mark.assurance("B11")
@pytest.mark.parametrize("name", REFUSED)
def test_what_a_record_cannot_hold_is_refused_at_its_field(web, incident, volunteer, name):
    """By the field's own name, on the same screen, with everything typed still in it."""
    screen = next(first_screens(volunteer))
    page = answer(web, screen, {"address": REFUSED[name], "city": "Houston, east side"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["address"]
    assert "Houston, east side" in page.content.decode()
    assert escape(arrived(REFUSED[name])) in page.content.decode()
    harm = reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "harm"})
    page = post(web, harm, {"base": incident.head, "harm.injuries": REFUSED[name], "harm.treatment": "at a clinic"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["harm.injuries"]
    assert "at a clinic" in page.content.decode()
    assert Incident.objects.count() == 1


def test_the_same_words_composed_and_decomposed_are_one_text(web, incident):
    """Sent once as typed on one keyboard and once as on another: nothing changed, and no conflict."""
    harm = reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "harm"})
    post(web, harm, {"base": incident.head, "harm.injuries": HARMLESS["decomposed"]})
    post(web, harm, {"base": incident.head + 1, "harm.injuries": HARMLESS["composed"]})
    incident.refresh_from_db()
    document = records.read(incident)
    assert get(document, "/harm/injuries") == HARMLESS["composed"]
    assert document["accounts"][0]["facts"]["/harm/injuries"] == HARMLESS["composed"]


@pytest.mark.assurance("B8")
@pytest.mark.parametrize(
    "sent",
    [
        {**ACCOUNT, "narrative": "x" * 10_000_000},
        {**ACCOUNT, **{f"field{number}": "" for number in range(1_001)}},
        {**ACCOUNT, "copied": ["copied_1"] * 1_001},
    ],
    ids=["10 MB of text", "1,001 fields", "1,001 values of one field"],
)
def test_a_form_too_large_is_refused_and_nothing_is_kept(web, screens, sent):
    drafts = Incident.objects.count()
    for screen in screens:
        assert post(web, screen.prepare(), sent).status_code == 413, screen.name
    assert Incident.objects.count() == drafts


@pytest.mark.assurance("B8")
@pytest.mark.parametrize("count", [2, 101])
def test_several_files_at_once_are_refused_and_none_is_kept(web, incident, count, settings):
    where = reverse("incident-evidence-add", kwargs={"identifier": incident.pk})
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in (("kind", "photo"), ("note", "kept"))
    ]
    file = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nbytes\r\n'
    content = "".join([*parts, file * count, "--b--\r\n"])
    page = web.post(where, content.encode(), content_type="multipart/form-data; boundary=b")
    assert page.status_code == 422
    assert "Send one file at a time" in page.content.decode()
    assert 'value="kept"' in page.content.decode()
    assert not incident.evidence_files.exists()
    assert [file for file in settings.EVIDENCE_DIR.rglob("*") if file.is_file()] == []


@pytest.mark.assurance("B13")
@pytest.mark.parametrize(
    "name", [*HARMLESS.values(), "nul\x00.jpg", "\x1b.jpg", "../../x", "C:\\x", "CON", "n" * 300, "a\u202egpj.exe"]
)
def test_a_file_name_is_a_text_of_the_record_and_nothing_else(web, incident, name, settings):
    where = reverse("incident-evidence-add", kwargs={"identifier": incident.pk})
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\r\n", "").encode()
    content = b'--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nphoto\r\n--b\r\nContent-Disposition: form-data; '
    content += b'name="file"; filename="' + quoted + b'"\r\n\r\nbytes\r\n--b--\r\n'
    assert web.post(where, content, content_type="multipart/form-data; boundary=b").status_code in (302, 400, 422)
    for file in incident.evidence_files.all():
        stored = [one for one in settings.EVIDENCE_DIR.rglob("*") if one.is_file()]
        assert [one.name for one in stored] == [file.sha256]


ADDRESSES = [
    "take-back/?path=%00", "take-back/?path=/agencies/A%00", "take-back/?path=/custody/" + "9" * 5_000,
    "take-back/?path=/custody/%D9%A3", "take-back/?path=/custody/-1", "take-back/?path=/custody/%C2%B2",
    "questions/custody/" + "9" * 5_000 + "/", "questions/custody/%D9%A3/", "questions/custody/%C2%B2/", "questions/custody/-1/",
    "questions/vehicles/A1/" + "9" * 30 + "/", "questions/officers/A1/%00/", "questions/agency_seen/%00/",
    "questions/vehicles/A1/0/0/", "questions/vehicles//0/", "join/" + "9" * 30 + "/end/",
    "files/%00/original/", "files/E1%0d%0a/original/", "files/" + "E" * 3_000 + "/original/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_made_by_hand_leads_nowhere(web, incident, address, coordinator):
    coordinator.states = ["TX"]
    coordinator.save()
    for person in (None, coordinator):
        if person is not None:
            sign_in(web, person)
        for method in (web.get, web.post):
            assert method(f"/incidents/{incident.pk}/{address}").status_code in (400, 404, 405), address
    assert Revision.objects.count() == incident.head


def test_how_one_knows_is_taken_from_the_list_alone(web, incident):
    """It stands in the record for every answer of that person: no other word, and not a second time on another page."""
    where = reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "entry"})
    for told_by in ("x" * 5_000, "lives"):
        post(web, where, {"base": 1, "told_by": told_by, "entry.property_damage": "yes"})
    incident.refresh_from_db()
    [observer] = records.read(incident)["extensions"]["observers"].values()
    assert observer["told_by"] == "here"


SENSITIVE = "his number is A123 456 789"


@pytest.mark.assurance("M2")
def test_every_field_of_free_text_warns_before_it_is_saved_and_keeps_it_as_written_when_told_so(web, screens, figure):
    asked = 0
    for screen in screens:
        for name, field in shown(web, screen).fields.items():
            if not isinstance(field.widget, forms.TextInput | forms.Textarea) or isinstance(field, forms.EmailField):
                continue
            if isinstance(field.widget, forms.DateTimeInput | forms.DateInput | forms.TimeInput | forms.NumberInput):
                continue
            with taken_back():
                page = answer(web, screen, {name: SENSITIVE})
                assert page.status_code == 422, (screen.name, name)
                [hit] = page.context["hits"]
                assert f'name="kept_words" value="{hit.words}"' in page.content.decode()
                assert SENSITIVE in page.content.decode()
                again = {name: SENSITIVE, "kept_words": [hit.words]}
                if screen.name == "own account":
                    again["told_by"] = "here"
                assert answer(web, screen, again).status_code == 302, (screen.name, name)
            asked += 1
    assert asked > 25
    figure(f"{asked} of {asked} fields of free text warn, and keep it as written on the second press")


@pytest.mark.assurance("M2")
def test_the_name_of_a_file_and_the_reason_to_open_one_warn_too(web, incident, coordinator):
    where = reverse("incident-evidence-add", kwargs={"identifier": incident.pk})

    def send(filename, **more):
        content = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in {"kind": "photo", **more}.items()
        )
        content += f'--b\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\nbytes\r\n--b--\r\n'
        return web.post(where, content.encode(), content_type="multipart/form-data; boundary=b")

    page = send("A123456789.jpg")
    assert page.status_code == 422
    [hit] = page.context["hits"]
    assert hit.field == "file"
    assert not incident.evidence_files.exists()
    assert send("A123456789.jpg", kept_words=hit.words).status_code == 302
    coordinator.states = ["TX"]
    coordinator.save()
    sign_in(web, coordinator)
    original = reverse("evidence-original", kwargs={"identifier": incident.pk, "key": "E1"})
    page = post(web, original, {"reason": SENSITIVE})
    assert page.status_code == 422
    [hit] = page.context["hits"]
    assert post(web, original, {"reason": SENSITIVE, "kept_words": [hit.words]}).status_code == 200


def test_a_value_of_every_kind_stands_in_the_corpus():
    assert len(VALUES) == len(set(VALUES))
    assert all(arrived(value) != value for value in (REFUSED["lone surrogate"], REFUSED["bytes that are no text"]))
    assert hostile.body({"a": "\ud800"}) == b"a=%ED%A0%80"


def test_own_values_are_read_back_as_they_were_told(web, incident, volunteer):
    harm = reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "harm"})
    post(web, harm, {"base": incident.head, "harm.injuries": HARMLESS["override"]})
    incident.refresh_from_db()
    value, _how = own_values(records.read(incident), volunteer.pk)["/harm/injuries"]
    assert value == HARMLESS["override"]
    assert escape(value) in web.get(harm).content.decode()
