"""Timestamps (RFC 3161) by an authority of the test's own: asked over HTTP, held against the question, checked by openssl."""

import hashlib
import shutil
import subprocess
import sys
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import time_machine
from django.utils import timezone

from config.running import doctor
from incidents.models import CheckpointDelivery, CheckpointPlace, LedgerEntry
from incidents.proofs import timestamps
from incidents.proofs import verify as verifier
from incidents.services import checkpoints, ledger, outside

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.assurance("6.4"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed: no authority to ask"),
]
CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def openssl(*arguments, **more):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **more).stdout


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A folder with a certificate that may stamp, its key, and what openssl needs to answer."""
    folder = tmp_path_factory.mktemp("tsa")
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "tsa.key", "-out", folder / "tsa.pem",
        "-subj", "/CN=Authority of a test", "-days", "2", "-addext", "extendedKeyUsage=critical,timeStamping",
    )  # fmt: skip
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    return folder


def answer_to(authority, question):
    (authority / "question.tsq").write_bytes(question)
    openssl(
        "ts",
        "-reply",
        "-config",
        authority / "tsa.cnf",
        "-queryfile",
        authority / "question.tsq",
        "-out",
        authority / "answer.tsr",
    )
    return (authority / "answer.tsr").read_bytes()


@pytest.fixture
def service(authority, settings):
    """The authority as an address; `asked` are the questions, `refuses` makes it answer with an error."""

    class Handler(BaseHTTPRequestHandler):
        asked, refuses = [], False

        def do_POST(self):
            question = self.rfile.read(int(self.headers["Content-Length"]))
            type(self).asked.append(question)
            self.send_response(503 if type(self).refuses else 200)
            self.end_headers()
            if not type(self).refuses:
                self.wfile.write(answer_to(authority, question))

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    yield Handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def elsewhere(settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path / "elsewhere"
    settings.CHECKPOINT_DIR.mkdir()
    return settings.CHECKPOINT_DIR


def write(subject="agencies:1"):
    ledger.append(actor=None, act="agencies.imported", subject=subject, detail={})


def test_a_question_is_one_that_openssl_reads(tmp_path):
    digest = hashlib.sha256(b"checkpoint").digest()
    (tmp_path / "question.tsq").write_bytes(timestamps.request(digest, 0xFFEEDDCCBBAA9988))
    said = openssl("ts", "-query", "-in", tmp_path / "question.tsq", "-text").decode()
    assert "Hash Algorithm: sha256" in said
    assert "Nonce: 0xFFEEDDCCBBAA9988" in said
    assert "Certificate required: yes" in said


def test_an_answer_is_read_and_one_to_another_question_is_refused(authority):
    digest = hashlib.sha256(b"checkpoint").digest()
    answer = answer_to(authority, timestamps.request(digest, 77))
    assert abs(timestamps.time_of(answer, digest, 77) - timezone.now()) < timedelta(minutes=1)
    for other, nonce in ((hashlib.sha256(b"x").digest(), 77), (digest, 78)):
        with pytest.raises(verifier.Wrong, match="something else"):
            timestamps.time_of(answer, other, nonce)
    for broken in (b"", b"\x30", b"\x30\x80", answer[:200], b"<html>", bytes.fromhex("30053003020102")):
        with pytest.raises(verifier.Wrong):
            timestamps.time_of(broken, digest, 77)


def test_a_checkpoint_is_stamped_once_a_day_carried_and_checked_elsewhere(service, authority, elsewhere, tmp_path, figure):
    write()
    outside.sign_and_carry()
    write("agencies:2")
    outside.sign_and_carry()
    assert len(service.asked) == 1
    assert CheckpointDelivery.objects.filter(place=outside.TIMESTAMP).count() == 1
    [stamp] = elsewhere.glob("*.tsr")
    key = str(checkpoints.public_keys()[0])
    command = [sys.executable, "-I", "-S", verifier.__file__, "--key", key, "--tsa", str(authority / "tsa.pem"), str(elsewhere)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "says the timestamp authority" in done.stdout
    content = stamp.read_bytes()
    refused = 0
    for place in range(0, len(content), 7):
        changed = bytearray(content)
        changed[place] ^= 1
        stamp.write_bytes(bytes(changed))
        refused += subprocess.run(command, capture_output=True, check=False).returncode
    tried = len(range(0, len(content), 7))
    assert refused >= 0.98 * tried  # what is left lies outside of what an authority signs, and changes nothing that is said
    figure(f"{refused} of {tried} changed timestamps refused by openssl")


def test_an_authority_that_does_not_answer_makes_nothing_else_wait(service, elsewhere):
    service.refuses = True
    write()
    outside.sign_and_carry()
    assert CheckpointPlace.objects.get(name=outside.TIMESTAMP).fault == "no_timestamp"
    assert list(elsewhere.glob("*.checkpoint"))
    service.refuses = False
    outside.sign_and_carry()
    assert CheckpointPlace.objects.get(name=outside.TIMESTAMP).fault == ""
    assert list(elsewhere.glob("*.tsr"))


@pytest.mark.assurance("I8")
def test_a_clock_that_was_wrong_all_along_is_flagged_against_the_authority(service, authority, elsewhere, figure):
    """Two days ahead: the server's own entries agree with each other, and only somebody else's clock can tell."""
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        write()
        outside.sign_and_carry()
        assert CheckpointPlace.objects.get(name=outside.TIMESTAMP).fault == "other_time"
        assert any("another time than this server" in one.says for one in doctor._checkpoints() if one.state == doctor.WRONG)
    report = verifier.check([elsewhere], checkpoints.public_keys(), authority=authority / "tsa.pem")
    assert report.wrong == []
    assert any("after the time that the authority saw it" in one for one in report.noted)
    assert LedgerEntry.objects.count() == 2
    figure("a clock two days ahead: flagged by doctor and by the verifier")
