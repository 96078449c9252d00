import base64
import os

import pytest

from incidents.errors import KeyRingError, SealBroken
from incidents.services import sealing


def write_ring(settings, *lines):
    settings.RECORD_KEYS_FILE.write_text("\n".join(lines) + "\n")
    os.utime(settings.RECORD_KEYS_FILE, ns=(0, hash(lines) % 10**15))


def line(name, byte):
    return f"{name} {base64.b64encode(bytes([byte]) * 32).decode()}"


def test_what_is_sealed_is_opened_with_its_key_and_purpose():
    key = sealing.new_key()
    sealed = sealing.seal(key, b"the account", "revision/1")
    assert sealing.unseal(key, sealed, "revision/1") == b"the account"
    assert sealing.unseal(memoryview(key), memoryview(sealed), "revision/1") == b"the account"


def test_the_same_bytes_are_never_sealed_the_same_way():
    key = sealing.new_key()
    assert sealing.seal(key, b"x", "p") != sealing.seal(key, b"x", "p")
    assert b"the account" not in sealing.seal(key, b"the account", "p")


def test_another_purpose_or_another_key_opens_nothing():
    key = sealing.new_key()
    sealed = sealing.seal(key, b"the account", "revision/1")
    for wrong_key, purpose in ((key, "revision/2"), (sealing.new_key(), "revision/1")):
        with pytest.raises(SealBroken):
            sealing.unseal(wrong_key, sealed, purpose)


def test_every_changed_byte_of_sealed_bytes_and_of_a_wrapped_key_is_found():
    key = sealing.new_key()
    sealed = sealing.seal(key, b"the account", "p")
    for place in range(len(sealed)):
        with pytest.raises(SealBroken):
            sealing.unseal(key, sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], "p")
    for place in range(len(key)):
        with pytest.raises(SealBroken):
            sealing.unseal(key[:place] + bytes([key[place] ^ 1]) + key[place + 1 :], sealed, "p")
    for short in (b"", b"\x01", sealed[:20]):
        with pytest.raises(SealBroken):
            sealing.unseal(key, short, "p")
        with pytest.raises(SealBroken):
            sealing.unseal(short, sealed, "p")


def test_a_new_master_key_opens_what_the_old_one_wrapped_while_both_are_in_the_file(settings):
    write_ring(settings, line("old", 1))
    key = sealing.new_key()
    sealed = sealing.seal(key, b"x", "p")
    write_ring(settings, line("new", 2), line("old", 1))
    assert sealing.unseal(key, sealed, "p") == b"x"
    again = sealing.rewrapped(key)
    write_ring(settings, line("new", 2))
    assert sealing.unseal(again, sealed, "p") == b"x"
    with pytest.raises(SealBroken):
        sealing.unseal(key, sealed, "p")


@pytest.mark.parametrize(
    "lines",
    [
        [""],
        ["k1"],
        ["k1 tooshort"],
        ["k1 !!!"],
        [line("k1", 1), line("k1", 2)],
        [line("k1", 1) + " more"],
        ["k1 " + "QUJD" * 4],
    ],
)
def test_a_key_file_that_cannot_be_used_is_refused_without_showing_a_key(settings, lines):
    write_ring(settings, *lines)
    with pytest.raises(KeyRingError) as caught:
        sealing.new_key()
    assert not any(word in str(caught.value) for word in lines[0].split()[1:] if len(word) > 7)


def test_a_missing_key_file_stops_with_its_name(settings):
    settings.RECORD_KEYS_FILE.unlink()
    with pytest.raises(KeyRingError, match="record_keys"):
        sealing.new_key()
