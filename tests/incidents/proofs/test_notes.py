"""Signatures, notes and canonical JSON of the verifier, against published figures and against the libraries of the server."""

import ast
import base64
import json
import secrets
import string
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.format import canonical as by_library
from incidents.proofs import verify
from incidents.proofs.verify import Wrong, canonical, checkpoint_of, is_signed, key_of, note_of

pytestmark = [pytest.mark.assurance("I10"), pytest.mark.assurance("6.4")]

RFC_8032 = [  # section 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
# The example of the reference implementation of signed notes.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_the_signatures_of_rfc_8032_hold_and_no_changed_one_does(public, message, signature):
    key, said, signed = (bytes.fromhex(part) for part in (public, message, signature))
    assert is_signed(key, said, signed)
    assert not is_signed(key, said + b"\x00", signed)
    for byte in range(64):
        other = bytearray(signed)
        other[byte] ^= 1
        assert not is_signed(key, said, bytes(other))
    assert not is_signed(key, said, signed[:-1])
    assert not is_signed(key, said, b"")
    assert not is_signed(b"\xff" * 32, said, signed)


def test_what_the_server_signs_holds_here():
    for _number in range(20):
        key, message = Ed25519PrivateKey.generate(), secrets.token_bytes(70)
        assert is_signed(key.public_key().public_bytes_raw(), message, key.sign(message))


def test_a_scalar_beyond_the_order_is_refused():
    """RFC 8032, 5.1.7: else one signature could be written in two ways."""
    from incidents.proofs.verify import ORDER

    public, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
    larger = int.from_bytes(signature[32:], "little") + ORDER
    assert not is_signed(public, message, signature[:32] + larger.to_bytes(32, "little"))


def test_the_note_of_the_reference_implementation_is_read_and_holds():
    key, note = key_of(KEY), note_of(f"{TEXT}\n{SIGNED}")
    assert str(key) == KEY
    assert note.text == TEXT
    assert note.signers([key]) == [key]


@pytest.mark.parametrize("at", range(0, len(KEY), 3))
def test_a_key_with_a_changed_character_is_refused(at):
    other = "A" if KEY[at] != "A" else "B"
    with pytest.raises(Wrong):
        key_of(KEY[:at] + other + KEY[at + 1 :])


def test_a_changed_note_is_refused_and_a_signature_by_somebody_else_is_nobodys():
    note = note_of(f"{TEXT}\n{SIGNED}".replace("answer", "anwser"))
    with pytest.raises(Wrong, match="does not fit"):
        note.signers([key_of(KEY)])
    stranger = key_of_public("PeterNeumann", Ed25519PrivateKey.generate())
    assert note_of(f"{TEXT}\n{SIGNED}").signers([stranger]) == []


def key_of_public(name, private):
    from incidents.proofs.verify import Key

    return Key(name, private.public_key().public_bytes_raw())


@pytest.mark.parametrize(
    "content",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}{SIGNED}",
        f"{TEXT}\n{SIGNED}"[:-1],
        f"{TEXT}\n- PeterNeumann AAAAAAAA\n",
        f"{TEXT}\n— Peter+Neumann AAAAAAAA\n",
        f"{TEXT}\n— PeterNeumann !!!!\n",
        f"{TEXT}\n— PeterNeumann AA==\n",
        f"\x07{TEXT}\n{SIGNED}",
    ],
)
def test_what_is_no_note_is_refused(content):
    with pytest.raises(Wrong):
        note_of(content)


@pytest.mark.parametrize("text", ["a\n1\n", "a\nx\nAAAA\nhead 0\ntime 2026-01-01T00:00:00Z\n", f"a\n01\n{'A' * 43}=\nhead 0\n"])
def test_a_note_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(Wrong, match="no checkpoint"):
        checkpoint_of(f"{text}\n{SIGNED}")


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(string.printable, max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(values)
def test_the_canonical_json_of_the_verifier_is_that_of_the_server(value):
    assert canonical(json.loads(json.dumps(value))).encode() == by_library(value)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (-0.0, "0"),
        (42.358431, "42.358431"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (-71.06, "-71.06"),
        (4.5, "4.5"),
    ],
)
def test_numbers_are_written_as_rfc_8785_has_them(number, text):
    assert canonical(number) == text


def test_a_signature_is_written_in_one_way_alone():
    """The last letter before `=` has two bits that mean nothing; another one there is refused."""
    with pytest.raises(Wrong):
        note_of(f"{TEXT}\n{SIGNED.replace('nAM=', 'nAN=')}")


def test_the_verifier_is_written_for_older_pythons_and_takes_nothing_but_the_standard_library():
    tree = ast.parse(Path(verify.__file__).read_text(), feature_version=(3, 8))
    taken = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    taken |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in taken} <= sys.stdlib_module_names


def test_a_key_says_its_own_id():
    assert base64.b64decode(KEY.rsplit("+", 1)[1])[0] == 1
    assert key_of(KEY).id.hex() == "c74f20a3"
