"""How long it takes to verify a custody ledger and the record against it, beside a plain chain of SHA-256 in the same run.

Run from the project: `python bench/ledger.py [ENTRIES]`. It makes a database of its own in a temporary folder: incidents with
two revisions, two readers, an identity with an agreement and some looks at it. Prints one JSON object as its last line.
Seconds are processor time, so that a busy machine tells the same; memory is the peak of the process.
"""

import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MILLION = 1_000_000
ENTRIES_AN_INCIDENT = 10


def prepare(folder: Path) -> None:
    """A database and keys of this run's own."""
    os.environ.update(
        {
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
    )
    (folder / "keys").mkdir()
    (folder / "keys" / "secret_key").write_text("bench" * 12)
    (folder / "keys" / "record_keys").write_text("k1 " + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=" + "\n")
    (folder / "keys" / "checkpoint_keys").write_text("c1 " + "Y2hlY2twb2ludHMgYXJlIHNpZ25lZCB3aXRoIHRoaXM=" + "\n")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(incidents: int) -> None:
    """Ten entries an incident, each by the service that writes it in an instance."""
    from django.db import transaction

    from accounts.models import Role, User
    from incidents.services import identities, readers, record
    from tests.builders import full_document

    volunteer = User.objects.create_user("v@example.org", None, name="Vera", role=Role.VOLUNTEER)
    attorneys = [User.objects.create_user(f"a{n}@example.org", None, name="Ada", role=Role.ATTORNEY) for n in range(2)]
    for number in range(incidents):
        with transaction.atomic():
            incident = record.create(actor=volunteer, document=full_document(str(number))).incident
            record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": f"Changed {number}."})
            for attorney in attorneys:
                readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:7")
            identities.enter(actor=volunteer, incident=incident, person="P1", details={"name": "Canary"})
            identities.record_agreement(actor=volunteer, incident=incident, person="P1", recipient="Office", answer="details")
            for _look in range(ENTRIES_AN_INCIDENT - 6):
                identities.look_up(actor=attorneys[0], incident=incident, person="P1", reason="bench")


def plain_chain() -> tuple[int, float]:
    """The floor: the same entries read as bare rows and chained by SHA-256, compared with nothing."""
    from django.db import connection

    start, previous, count = time.process_time(), b"", 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, at, actor_id, act, subject, detail, previous FROM incidents_ledgerentry ORDER BY sequence"
        )
        while rows := cursor.fetchmany(2_000):
            for row in rows:
                previous = hashlib.sha256(repr(row).encode() + previous).digest()
                count += 1
    return count, time.process_time() - start


def chain_alone() -> float:
    """The chain and the replay, without a look at any row."""
    from incidents.services import verification
    from incidents.services.replaying import Replay

    start = time.process_time()
    result = verification.Verification()
    verification._check_chain(result, Replay(), None, verification._silent)
    if result.breaks:
        sys.exit(f"the ledger is not whole: {result.breaks[:3]}")
    return time.process_time() - start


def whole() -> tuple[float, int, int]:
    from incidents.services.verification import verify

    start = time.process_time()
    result = verify()
    if result.breaks:
        sys.exit(f"the record is not whole: {result.breaks[:3]}")
    return time.process_time() - start, result.revisions, result.rows


def signed() -> dict[str, float]:
    """A checkpoint of the whole ledger, and the proof of an entry in its middle: made, checked, how large."""
    from incidents.models import LedgerEntry
    from incidents.proofs.verify import leaf_hash, root_by_inclusion
    from incidents.services import checkpoints

    start = time.process_time()
    checkpoint = checkpoints.make()
    made = time.process_time() - start
    middle = LedgerEntry.objects.get(sequence=checkpoint.size // 2)
    start = time.process_time()
    [proof] = checkpoints.inclusion([middle.sequence], checkpoint)
    proved = time.process_time() - start
    leaf, root = leaf_hash(bytes.fromhex(middle.digest)), checkpoints.said_by(checkpoint).root
    start = time.process_time()
    for _again in range(100):
        if root_by_inclusion(leaf, middle.sequence - 1, checkpoint.size, proof) != root:
            sys.exit("the proof does not hold")
    checked = (time.process_time() - start) / 100
    return {
        "checkpoint_s_per_million": round(made * MILLION / checkpoint.size, 1),
        "proof_made_s_per_million": round(proved * MILLION / checkpoint.size, 1),
        "proof_checked_ms": round(1000 * checked, 3),
        "proof_bytes": 32 * len(proof),
    }


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        fill(max(1, wanted // ENTRIES_AN_INCIDENT))
        before = peak_mb()
        entries, plain = plain_chain()
        checkpoint = signed()
        chain = chain_alone()
        seconds, revisions, rows = whole()
    print(f"{entries} entries, {revisions} revisions opened and compared, {rows} other rows compared")
    figures = {
        "entries": entries,
        "plain_chain_s_per_million": round(plain * MILLION / entries, 1),
        "chain_and_replay_s_per_million": round(chain * MILLION / entries, 1),
        "whole_record_s_per_million": round(seconds * MILLION / entries, 1),
        **checkpoint,
        "revisions": revisions,
        "rows": rows,
        "memory_grown_mb": round(peak_mb() - before, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
