"""Keys on paper: each key file as short lines that can be typed in again, every line with two letters that check it.

    python -m config.recovery FOLDER        types the sheet back into key files, line by line

Runs before Django can start (the settings need these files), so it uses the standard library alone. A line is 25 bytes in
base32 (RFC 4648), which knows no 0, 1, 8 or 9: whoever types one of the first three means O, I or B.
"""

import base64
import binascii
import hashlib
import os
import sys
from pathlib import Path

FILES = ("record_keys", "account_keys", "secret_key", "backup_identity")
LINE_BYTES, GROUP, CHECK = 25, 5, 2
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B", " ": "", "-": ""})


class WrongLine(ValueError):
    """A line is not as it was printed."""


def lines_of(name: str, content: bytes) -> list[str]:
    """The lines of one file: groups of five letters and digits, the last two of each line its check."""
    parts = [content[start : start + LINE_BYTES] for start in range(0, len(content), LINE_BYTES)]
    return [_grouped(_letters(part) + check_of(name, number, part)) for number, part in enumerate(parts, 1)]


def _letters(part: bytes) -> str:
    return base64.b32encode(part).decode().rstrip("=")


def _grouped(text: str) -> str:
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def check_of(name: str, number: int, part: bytes) -> str:
    """Two letters over the file's name, the number of the line, and its bytes."""
    return base64.b32encode(hashlib.sha256(f"{name} {number} ".encode() + part).digest())[:CHECK].decode()


def part_of(name: str, number: int, typed: str) -> bytes:
    """The bytes of a line. Raises WrongLine where the check does not fit."""
    text = typed.upper().translate(MISREAD)
    letters, check = text[:-CHECK], text[-CHECK:]
    try:
        part = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        raise WrongLine from None
    if not part or check_of(name, number, part) != check:
        raise WrongLine
    return part


def mark_of(content: bytes) -> str:
    """Eight letters by which a whole file is known, printed under it."""
    return base64.b32encode(hashlib.sha256(content).digest())[:8].decode()


def type_in(folder: Path) -> list[str]:
    """Asks for each file that is missing, line by line, and writes it once its mark fits. The names of those written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [name for name in FILES if not (folder / name).exists() and _typed(folder, name)]


def _typed(folder: Path, name: str) -> bool:
    say(f"\n{name}: type line 1, or press Enter to leave this file out.")
    content, number = b"", 1
    while line := ask(f"{name} {number}: ").strip():
        if line.upper().translate(MISREAD) == mark_of(content) and content:
            write(folder / name, content)
            say(f"{name}: right, and written.")
            return True
        try:
            content, number = content + part_of(name, number, line), number + 1
        except WrongLine:
            say("This line is not as it was printed. Type it again; after the last line type the mark.")
    if content:
        say(f"{name}: left out; nothing was written of it.")
    return False


def write(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def ask(words: str) -> str:
    sys.stdout.write(words)
    sys.stdout.flush()
    return sys.stdin.readline()


def say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KEYS_DIR") or "var/keys"
    written = type_in(Path(chosen))
    say(f"\n{len(written)} of {len(FILES)} key files written: {', '.join(written) or 'none'}")
