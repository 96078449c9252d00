"""The same population after a change: who then stands as whom in the declared table, and which routes lead nowhere."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from accounts.models import Role
from accounts.services import factors, standing
from casework.models import Case
from casework.services import cases, walls
from incidents.models import EvidenceCopy, EvidenceInspection, Incident
from incidents.services import readers
from tests.access.population import Population
from tests.access.table import NOBODY, Row
from tests.access.words import WHO
from tests.builders import full_document, record_incident


class State(NamedTuple):
    """`make` brings it about. `stands`: who has exactly what the table gives to whom; `closed`: rows open to nobody in it."""

    make: Callable[[Population], object]
    stands: Mapping[str, str] = {}
    closed: frozenset[str] = frozenset()

    def asked(self) -> set[str]:
        """Whoever the change is about, with those who had most; everybody where nothing is changed."""
        return {*self.stands, "maker", "attorney"} if self.stands or self.closed else set(WHO)

    def declared(self, row: Row, method: str, who: str) -> bool:
        allowed = {"GET": row.get, "HEAD": row.get, "POST": row.post, "PATCH": row.change, "DELETE": row.change}.get(
            method, NOBODY
        )
        return row.name not in self.closed and self.stands.get(who, who) in allowed


def _in_texas(made: Population) -> None:
    Incident.objects.update(state="TX")


def _wall_lifted(made: Population) -> None:
    walls.lift_wall(actor=made.people["attorney"], case=Case.objects.get(), user=made.people["walled"])


def _reviewer_walled(made: Population) -> None:
    walls.raise_wall(actor=made.people["attorney"], case=Case.objects.get(), user=made.people["reviewer"], reason="kin")


def _no_longer_joined(made: Population) -> None:
    readers.withdraw(actor=made.people["maker"], incident=Incident.objects.get(), user=made.people["joined"])


def _put_on_the_case(made: Population) -> None:
    cases.add_member(actor=made.people["attorney"], case=Case.objects.get(), user=made.people["off"])


def _made_an_attorney(made: Population) -> None:
    standing.change_role(actor=made.people["administrator"], person=made.people["volunteer"], role=Role.ATTORNEY)


def _locked_out(made: Population) -> None:
    standing.lock_out(actor=made.people["administrator"], person=made.people["maker"])


def _factor_removed(made: Population) -> None:
    factors.remove_all(actor=made.people["administrator"], person=made.people["attorney"])


def _not_looked_into(made: Population) -> None:
    EvidenceCopy.objects.all().delete()
    EvidenceInspection.objects.all().delete()


def _in_no_case(made: Population) -> None:
    """Another record with the same people around it, in no case and without a file."""
    other = record_incident(made.people["maker"], full_document("in no case"))
    for name in ("joined", "attorney"):
        readers.grant(actor=made.people["maker"], incident=other, user=made.people[name])
    made.values.update(incident=other.pk, identifier=other.pk)


ELSEWHERE = frozenset(
    {"case-incident", "case-others", "case-settle", "evidence-file", "evidence-copy", "evidence-original"}
) | {"evidence-prove", "evidence-custody", "api-upload"}
STATES = {
    "as it is": State(lambda made: None),
    "the record lies in another region": State(_in_texas, {"coordinator": "far", "far": "coordinator"}),
    "the wall is lifted": State(_wall_lifted, {"walled": "off"}, frozenset({"case-lift-wall"})),
    "the reviewer is walled": State(
        _reviewer_walled, {"reviewer": "idle"}, frozenset({"case-change-lead", "case-remove-member"})
    ),
    "joining is taken back": State(_no_longer_joined, {"joined": "volunteer"}),
    "another attorney is put on the case": State(_put_on_the_case, {"off": "attorney"}),
    "a volunteer becomes an attorney": State(_made_an_attorney, {"volunteer": "pending"}),
    "the maker is locked out": State(_locked_out, {"maker": "gone", "maker's key": "gone"}),
    "the attorney's factor is removed": State(_factor_removed, {"attorney": "pending", "attorney's key": "gone"}),
    "the file is not looked into": State(_not_looked_into, closed=frozenset({"evidence-copy"})),
    "the record is in no case": State(_in_no_case, closed=ELSEWHERE),
}
