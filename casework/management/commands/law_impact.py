"""`manage.py law_impact`: what the law files on the disk would change on file, before anybody adopts them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from casework.engine import Law, LawError
from casework.engine.release_difference import Edition, differences_of
from casework.enums import ImpactKind
from casework.errors import NotAllowed
from casework.models import Weighing
from casework.services import releases, weighing
from casework.services.law import current_law, folder_of, law_on_disk
from incidents.models import Incident


class Command(BaseCommand):
    help = "Weighs the proposed release of the law over all incidents on file; interrupted, it goes on where it stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="weigh from the start: incidents came in since")
        parser.add_argument("--texts", action="store_true", help="print the sentences that changed too")
        parser.add_argument("--adopt", action="store_true", help="then put the release in force")
        parser.add_argument("--as", dest="person", metavar="EMAIL", help="the attorney who adopts it")
        parser.add_argument("--reason", default="", help="why; kept with the adoption")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on_disk = law_on_disk()
        except LawError as error:
            raise CommandError(f"The law files cannot be read; correct these first:\n{error}") from error
        law = releases.proposed()
        if law is None:
            self.stdout.write(f"Release {on_disk.digest[:12]} is in force, and no other lies here.")
            return
        self.stdout.write(f"in force  {current_law().digest[:12]}\nproposed  {law.digest[:12]}")
        if options["texts"]:
            self._texts(law)
        self._counts(self._weigh(law, again=options["again"]))
        if options["adopt"]:
            self._adopt(law, options["person"], options["reason"])
        else:
            self.stdout.write("Nothing was put in force. An attorney does it on the page of releases, or: --adopt --as EMAIL")

    def _weigh(self, law: Law, *, again: bool) -> Weighing:
        today = timezone.localdate()
        found = weighing.begin_again(law, on=today) if again else weighing.begin(law, on=today)
        told = False
        while found.finished_at is None:
            found = weighing.weigh(law, on=today, batches=1 if not told else 20)
            if found.weighed_at is None:
                self.stdout.write(f"weighed   {found.done} of {found.total}")
            elif not told:
                told = True
                again_read = f", {found.made} of them from their records" if found.made else ""
                self.stdout.write(f"weighed   {found.done} of {found.total}{again_read}. Statuses:")
                self._counts(found)
            else:
                self.stdout.write(f"read closer, for support and reasons: {found.read}")
        return found

    def _texts(self, law: Law) -> None:
        before = current_law()
        found = differences_of(Edition(folder_of(before), before), Edition(Path(settings.LAW_DIR), law))
        for name in (*found.added, *found.removed):
            self.stdout.write(f"{'added  ' if name in found.added else 'removed'}  {name}")
        for one in (*found.changed, *found.others):
            self.stdout.write("\n".join([f"changed  {one.name}", *one.lines]))

    def _counts(self, found: Weighing) -> None:
        counted: dict[tuple[str, str], dict[str, int]] = {}
        for code, state, kind in found.changes.values_list("code", "incident__state", "kind"):
            row = counted.setdefault((code, state), dict.fromkeys(ImpactKind.values, 0))
            row[kind] += 1
        if not counted:
            self.stdout.write("No result on file would differ.")
        for (code, state), row in sorted(counted.items()):
            said = ", ".join(f"{number} {ImpactKind(kind).label.lower()}" for kind, number in row.items() if number)
            self.stdout.write(f"{code:22} {state:3} {said}")
        late = Incident.objects.count() - found.done
        if found.finished_at and late > 0:
            self.stdout.write(f"{late} incidents came in since it was weighed. --again weighs from the start.")
        if found.unreadable:
            self.stdout.write(f"{found.unreadable} incidents cannot be opened and were not weighed.")

    def _adopt(self, law: Law, email: str | None, reason: str) -> None:
        person = User.objects.filter(email__iexact=email or "").first()
        if person is None:
            raise CommandError("Say who adopts it: --as and the e-mail address of an attorney of this instance.")
        try:
            releases.adopt(actor=person, digest=law.digest, reason=reason)
        except NotAllowed:
            raise CommandError(f"{person.name} is no attorney; only an attorney puts law in force.") from None
        self.stdout.write(f"Release {law.digest[:12]} is in force. What is on file is evaluated under it in the background.")
