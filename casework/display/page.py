"""Everything on the attorney's page of one incident, put together once for a request."""

from collections import Counter
from datetime import date
from typing import Any

from django.utils.functional import cached_property

from accounts.models import User
from casework import access
from casework.display import facts, on_file, words
from casework.display.findings import Question, Reader, RuleOut, Shown, change_words
from casework.enums import RAISED
from casework.forms import DecisionForm, SettleForm
from casework.models import Case, Evaluation, Finding
from casework.selectors import readings_by_text
from casework.services import evaluation, standing
from casework.services.changes import Change
from casework.services.law import current_law
from incidents import format as incident_format
from incidents.models import Incident
from incidents.services import record

# "The few questions that would settle the most": more would be a form again.
ASK_FIRST = 5


class IncidentPage:
    """`reader`: who looks at it, an attorney or a reviewer on the case. `on`: the day whose law is applied."""

    def __init__(self, *, case: Case, incident: Incident, reader: User, on: date) -> None:
        self.case = case
        self.incident = incident
        self.reader = reader
        self.sent_back = ""  # where on the page a form stands that was not taken
        self.evaluation: Evaluation = evaluation.current(incident, on=on, actor=reader)
        self.content = evaluation.content_of(self.evaluation)
        self.document = record.read(incident, self.evaluation.revision)
        self.words = Reader(law=current_law(), document=self.document, readings=readings_by_text(), viewer=reader)
        read = standing.of_incident if access.can_read_notes(reader, case) else standing.without_notes
        self.standings = {(one.finding.code, one.finding.subject): one for one in read(case=case, incident=incident, on=on)}
        self.settle_forms: dict[str, SettleForm] = {}

    @cached_property
    def shown(self) -> list[Shown]:
        """Every result; one whose finding has left the results (its subject is gone from the record) comes from the finding."""
        results = evaluation.results_by_finding(self.content)
        listed = [Shown(self.words, result, self.standings.get(key)) for key, result in results.items()]
        gone = [one for key, one in self.standings.items() if key not in results and one.reviews]
        return listed + [Shown.gone(self.words, one) for one in gone]

    @cached_property
    def first(self) -> list[Shown]:
        """Indicated, then possible, then whatever was decided while it was one of these."""
        order = {"indicated": 0, "possible": 1}
        kept = [one for one in self.shown if one.status in RAISED or (one.standing and one.standing.review)]
        return sorted(kept, key=lambda one: (order.get(one.status, 2), one.title, one.subject))

    @cached_property
    def folded(self) -> list[Shown]:
        """The rest: not indicated first, since somebody may ask why."""
        order = {"not_indicated": 0, "not_applicable": 1, "not_raised": 2}
        rest = [one for one in self.shown if one not in self.first]
        return sorted(rest, key=lambda one: (order.get(one.status, 3), one.title, one.subject))

    @property
    def folded_by_status(self) -> list[tuple[str, int]]:
        return list(Counter(one.status for one in self.folded).items())

    def of_finding(self, finding: Finding) -> Shown | None:
        return next((one for one in self.shown if one.standing and one.standing.finding.pk == finding.pk), None)

    @property
    def notes(self) -> list[str]:
        """What law is not on file for the place, and a county that was read from coordinates."""
        return on_file.notes_of(self.content)

    @property
    def ask_first(self) -> list[Question]:
        asked = {one["path"]: one["question"] for result in self.content["results"] for one in result["open_questions"]}
        return [self.words.question(path, asked.get(path)) for path in self.content["questions"][:ASK_FIRST]]

    @cached_property
    def _topics(self) -> list[facts.Topic]:
        return facts.by_topic(self.document)

    @property
    def topics(self) -> list[facts.Topic]:
        return [topic for topic in self._topics if topic.facts]

    @property
    def silent(self) -> list[facts.Topic]:
        """Topics of which nobody has said anything."""
        return [topic for topic in self._topics if not topic.facts]

    @cached_property
    def differing(self) -> list[facts.Fact]:
        return facts.differing(self.document)

    @property
    def sources(self) -> list[dict[str, Any]]:
        return [
            {
                "key": one["key"],
                "name": facts.source_name(one),
                "how": facts.HOW.get(one.get("perceived") or "", ""),
                "note": one.get("note") or "",
                "taken_at": words.moment(one.get("taken_at") or ""),
            }
            for one in self.document.get("sources", [])
        ]

    @property
    def evidence(self) -> list[dict[str, Any]]:
        return list(self.document.get("evidence", []))

    @property
    def spoken(self) -> list[dict[str, Any]]:
        return list(self.document.get("words_spoken", []))

    def change_words(self, change: Change) -> str:
        return change_words(self.words, change)

    def rule_out_of(self, finding: Finding) -> list[RuleOut]:
        found = self.of_finding(finding)
        return found.rule_out if found else []

    def put_forms(self, *, bound: tuple[Finding, DecisionForm] | None, settle: tuple[str, SettleForm] | None) -> None:
        """Gives every finding its decision form and every unsettled fact its form; bound ones come back as they were sent."""
        for one in self.shown:
            if one.standing is None:
                continue
            finding = one.standing.finding
            if bound and bound[0].pk == finding.pk:
                one.form = bound[1]
                one.form.data = {**one.form.data.dict(), f"{finding.pk}-evaluation": str(self.evaluation.pk)}
            else:
                one.form = DecisionForm(
                    prefix=str(finding.pk), rule_out=one.rule_out, initial={"evaluation": self.evaluation.pk}
                )
        self.settle_forms = {fact.path: self._settle_form(fact) for fact in self.differing if fact.differs}
        if settle:
            self.settle_forms[settle[0]] = settle[1]
            self.sent_back = f"differing{facts.anchor(settle[0])}"
        if bound:
            self.sent_back = f"decide-{bound[0].pk}"

    def _settle_form(self, fact: facts.Fact) -> SettleForm:
        initial = {"path": fact.path, "base": self.evaluation.revision}
        return SettleForm(choices=fact.form_choices, initial=initial, auto_id=f"{fact.anchor}-%s")

    @property
    def to_settle(self) -> list[tuple[facts.Fact, SettleForm | None]]:
        return [(fact, self.settle_forms.get(fact.path)) for fact in self.differing]

    @property
    def title(self) -> str:
        place = self.document["place"]
        parts = [place.get("address"), place.get("city") or place.get("county"), place["state"]]
        return ", ".join(str(part) for part in parts if part)

    @property
    def when(self) -> str:
        return words.moment(str(incident_format.get(self.document, "/occurred_at")))
