#!/usr/bin/env python3
"""Checks what an instance of Threshold exported, without that instance. Python's standard library alone; no network.

    python3 verify.py [--key KEY]... [--head COUNT:DIGEST]... [--file ORIGINAL]... PATH...

PATH: files or folders, in any order: `ledger.jsonl` (the exported entries), `*.checkpoint` (signed checkpoints, from wherever
you kept them), `consistency-*.json`, `proof-*.json`, `keys.txt`, `*.tsr` (timestamps, checked with --tsa CERTIFICATES by the
program openssl, where it is installed). KEY: a public key that you were given by another way than with these files.
COUNT:DIGEST: a head of the ledger that somebody noted. ORIGINAL: a file that one of the entries should name. Exit code 0:
nothing is wrong. 1: something is.

One file on purpose, so that it can be read whole and handed on; the server checks with it too.

Standards: RFC 6962 section 2.1 (Merkle tree), RFC 9162 sections 2.1.3.2 and 2.1.4.2 (proofs), RFC 8032 (Ed25519), RFC 8785
(canonical JSON, here over Unicode NFC), C2SP signed-note and tlog-checkpoint (form of a checkpoint).
"""

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Set, Tuple

GENESIS = "0" * 64
EMPTY_ROOT = hashlib.sha256(b"").digest()
CLOCK_APART = timedelta(minutes=5)
KEY_ACT = "ledger.key_put_in_use"


# --- Merkle tree: RFC 6962, section 2.1 -------------------------------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """The root of a tree that grows leaf by leaf; it holds the complete subtrees at its right edge, at most one a level."""

    def __init__(self) -> None:
        self.size = 0
        self.edge: List[bytes] = []

    def push(self, leaf: bytes) -> None:
        node, left = leaf, self.size
        while left & 1:
            node, left = node_hash(self.edge.pop(), node), left >> 1
        self.edge.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self.edge:
            return EMPTY_ROOT
        root = self.edge[-1]
        for node in reversed(self.edge[:-1]):
            root = node_hash(node, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    tree = Growing()
    for leaf in leaves:
        tree.push(leaf)
    return tree.root()


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> Optional[bytes]:
    """The root that leaf `index` of `size` leads to by its proof; None where no such proof can be (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or any(len(one) != 32 for one in (leaf, *proof)):
        return None
    place, last, root = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(one, root)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, one)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    """Whether the tree of `first` leaves is the beginning of the tree of `second` (RFC 9162, 2.1.4.2)."""
    if not 0 <= first <= second or any(len(one) != 32 for one in (first_root, second_root, *proof)):
        return False
    if first in (0, second):
        return not proof and first_root == (EMPTY_ROOT if first == 0 else second_root)
    steps = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not steps:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for one in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, one)
        place, last = place >> 1, last >> 1
    return last == 0 and before == first_root and after == second_root


# --- Ed25519: RFC 8032, section 5.1; only what a check needs, on points as (X, Y, Z, T) ---------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = Tuple[int, int, int, int]


def _add(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point, factor = _add(point, point), factor >> 1
    return result


def _point(encoded: bytes) -> Optional[Point]:
    """Section 5.1.3: a point from its 32 bytes; None where these are none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if len(encoded) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


_BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = _point(_BASE_Y.to_bytes(32, "little"))


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Section 5.1.7: whether the signature over the message is by this key (no prehash)."""
    key, first = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or first is None or BASE is None or len(signature) != 64 or scalar >= ORDER:
        return False
    factor = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = _times(scalar, BASE), _add(first, _times(factor, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- Signed notes and checkpoints: C2SP signed-note, tlog-checkpoint ----------------------------------------------------------


class Wrong(ValueError):
    """Something is not as its form or its proof says."""


@dataclass(frozen=True)
class Key:
    """A public key as `NAME+ID+BASE64`; the id is the start of SHA-256 over name, newline, 0x01 and the 32 bytes of the key."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n\x01" + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"


def key_of(text: str) -> Key:
    """Raises Wrong."""
    try:
        name, _identifier, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise Wrong("this is no key: it should read NAME+ID+BASE64") from None
    key = Key(name, raw[1:])
    if not name or len(raw) != 33 or str(key) != text.strip():
        raise Wrong("this key does not agree with its own id")
    return key


@dataclass(frozen=True)
class Note:
    """A signed text. `signatures`: (name, key id, signature)."""

    text: str
    signatures: Tuple[Tuple[str, bytes, bytes], ...]

    def signers(self, keys: Iterable[Key]) -> List[Key]:
        """The keys among these that signed it. Raises Wrong where a signature by one of them does not hold."""
        found = []
        for key in keys:
            for name, identifier, signature in self.signatures:
                if (name, identifier) != (key.name, key.id):
                    continue
                if not is_signed(key.public, self.text.encode(), signature):
                    raise Wrong("the signature does not fit: the checkpoint was changed after it was signed")
                found.append(key)
        return found


def note_of(content: str) -> Note:
    """Raises Wrong."""
    text, blank, rest = content.rpartition("\n\n")
    lines = rest.splitlines()
    if not blank or not lines or not rest.endswith("\n") or any(ord(c) < 32 and c != "\n" for c in content):
        raise Wrong("this is no signed note")
    return Note(text + "\n", tuple(_signature(line) for line in lines))


def _signature(line: str) -> Tuple[str, bytes, bytes]:
    words = line.split(" ")
    try:
        raw = base64.b64decode(words[2], validate=True) if len(words) == 3 and words[0] == "—" else b""
    except ValueError:
        raw = b""
    if len(raw) < 5 or not words[1] or "+" in words[1] or base64.b64encode(raw).decode() != words[2]:
        raise Wrong("a signature line is not as it should be")
    return words[1], raw[:4], raw[4:]


@dataclass(frozen=True)
class Checkpoint:
    """What was signed: which ledger, how many entries, the root over them, the digest of the last of them, and when."""

    origin: str
    size: int
    root: bytes
    head: str
    at: str
    note: Note

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.at.replace("Z", "+00:00"))


def origin_of(first_digest: str) -> str:
    """What a ledger is called: by the digest of its first entry, which says nothing of who keeps it."""
    return f"threshold/ledger/{first_digest[:16]}"


def checkpoint_text(origin: str, size: int, root: bytes, head: str, at: str) -> str:
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\nhead {head}\ntime {at}\n"


def checkpoint_of(content: str) -> Checkpoint:
    """Raises Wrong. The signatures are checked by `Note.signers`."""
    note = note_of(content)
    lines = note.text.splitlines()
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        said = dict(line.split(" ", 1) for line in lines[3:])
        found = Checkpoint(origin, size, root, said["head"], said["time"], note)
        written = checkpoint_text(origin, size, root, found.head, found.at)
        if written != note.text or len(root) != 32 or found.time.tzinfo is None:
            raise ValueError
    except (ValueError, KeyError, IndexError):
        raise Wrong("this is no checkpoint of a ledger") from None
    return found


# --- Entries and documents ----------------------------------------------------------------------------------------------------


def canonical(value: Any) -> str:
    """RFC 8785 over text in Unicode NFC."""
    if isinstance(value, dict):
        named = {unicodedata.normalize("NFC", name): member for name, member in value.items()}
        ordered = sorted(named, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(named[name])}" for name in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return json.dumps(unicodedata.normalize("NFC", value), ensure_ascii=False)
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value)


def _number(value: float) -> str:
    """As ECMAScript writes a number (RFC 8785, section 3.2.2.3)."""
    if value == 0:
        return "0"
    _sign, figures, exponent = Decimal(repr(abs(value))).normalize().as_tuple()
    digits, point = "".join(map(str, figures)), len(figures) + int(exponent)
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + f"e{point - 1:+d}"
    return f"-{text}" if value < 0 else text


def entry_digest(entry: Dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of all that an entry says but its own digest."""
    said = {name: value for name, value in entry.items() if name != "digest"}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def leaf_of(entry: Dict[str, Any]) -> bytes:
    """An entry's leaf in the tree: the leaf hash of the 32 bytes of its digest."""
    return leaf_hash(bytes.fromhex(entry["digest"]))


def document_root(leaves: List[Dict[str, Any]]) -> str:
    """The root over the facts of a document: each shown as path, value and salt, or withheld as its digest."""
    return root_of(_fact(leaf) for leaf in leaves).hex()


def _fact(leaf: Dict[str, Any]) -> bytes:
    if "digest" in leaf:
        return bytes.fromhex(leaf["digest"])
    return leaf_hash(bytes.fromhex(leaf["salt"]) + canonical([leaf["path"], leaf["value"]]).encode())


# --- What was given, and what comes of it -------------------------------------------------------------------------------------


@dataclass
class Given:
    """What lies in the files. A checkpoint, a step (a consistency proof) and a proof stand beside the name of their file."""

    ledger: Optional[Path] = None
    keys: List[Key] = field(default_factory=list)
    checkpoints: List[Tuple[str, Checkpoint]] = field(default_factory=list)
    steps: List[Tuple[str, Dict[str, Any]]] = field(default_factory=list)
    proofs: List[Tuple[str, Dict[str, Any]]] = field(default_factory=list)
    stamps: List[Path] = field(default_factory=list)


@dataclass
class Report:
    """`wrong` is empty where all is as it was signed. `noted` is no fault of the ledger, and somebody should know."""

    right: List[str] = field(default_factory=list)
    wrong: List[str] = field(default_factory=list)
    noted: List[str] = field(default_factory=list)


@dataclass
class Read:
    """The ledger as it was read: roots and last digests at the sizes that were asked for, keys by the entry that names them."""

    count: int = 0
    head: str = GENESIS
    first: str = ""
    roots: Dict[int, bytes] = field(default_factory=dict)
    heads: Dict[int, str] = field(default_factory=dict)
    latest: Dict[int, datetime] = field(default_factory=dict)
    keys: List[Tuple[int, bytes]] = field(default_factory=list)
    files: Dict[str, int] = field(default_factory=dict)


def check(
    paths: Sequence[Path],
    pinned: Sequence[Key] = (),
    originals: Sequence[Path] = (),
    authority: Optional[Path] = None,
    heads: Sequence[Tuple[int, str]] = (),
) -> Report:
    """Holds everything in these files against everything else in them, and against what was noted of it elsewhere."""
    report = Report()
    given = gather(paths, report)
    read = read_ledger(given, report, [count for count, _digest in heads]) if given.ledger else None
    trusted = check_signatures(given, read, list(pinned), report)
    check_checkpoints(given, report)
    if read is not None:
        check_against_ledger(given, read, report)
        check_heads(heads, read, report)
    check_steps(given, report)
    check_stamps(given, authority, report)
    files = dict(read.files) if read else {}
    for name, proof in given.proofs:
        files.update(check_proof(name, proof, trusted, report))
    check_originals(originals, files, report)
    return report


def gather(paths: Sequence[Path], report: Report) -> Given:
    given = Given()
    for path in paths:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            try:
                _take(given, file)
            except (Wrong, OSError, ValueError, KeyError, TypeError) as broken:
                report.wrong.append(f"{file.name}: {broken}")
    given.checkpoints.sort(key=lambda one: (one[1].size, one[1].at))
    return given


def _take(given: Given, file: Path) -> None:
    if file.suffix == ".jsonl":
        if given.ledger is not None:
            raise Wrong("there is more than one exported ledger here; give one at a time")
        given.ledger = file
    elif file.suffix == ".checkpoint":
        given.checkpoints.append((file.name, checkpoint_of(file.read_text(encoding="utf-8"))))
    elif file.suffix == ".tsr":
        given.stamps.append(file)
    elif file.name == "keys.txt":
        given.keys.extend(key_of(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    elif file.suffix == ".json":
        content = json.loads(file.read_text(encoding="utf-8"))
        kinds = {"threshold-consistency/1": given.steps, "threshold-proof/1": given.proofs}
        kinds[content["format"]].append((file.name, content))


def read_ledger(given: Given, report: Report, noted: Sequence[int] = ()) -> Read:
    """Reads the entries once: each against its own digest, the one before it and the clock."""
    read, tree, sizes = Read(), Growing(), {*noted, *(one.size for _name, one in given.checkpoints)}
    clock = Clock((one.size, one.time) for _name, one in given.checkpoints)
    for entry in _entries(given.ledger, report):
        sequence = entry["sequence"]
        if sequence != read.count + 1:
            report.wrong.append(f"entry {read.count + 1} is missing")
        if entry_digest(entry) != entry["digest"]:
            report.wrong.append(f"entry {sequence} does not match its own digest: it was changed after it was written")
        elif sequence == read.count + 1 and entry["previous"] != read.head:
            report.wrong.append(f"entry {sequence} does not follow from the one before it")
        tree.push(leaf_of(entry))
        read.count, read.head = sequence, entry["digest"]
        read.first = read.first or entry["digest"]
        clock.see(sequence, _time(entry["at"]))
        _note_what_it_names(read, entry)
        if sequence in sizes:
            read.roots[sequence], read.heads[sequence], read.latest[sequence] = tree.root(), entry["digest"], clock.latest
    report.noted.extend(
        f"clock: entries {first} to {last} carry times more than five minutes before what was written or signed earlier; "
        "their order stands, their times do not"
        for first, last in clock.runs
    )
    report.right.append(f"{read.count} entries read; the last is {read.count}:{read.head}")
    return read


def _entries(file: Optional[Path], report: Report) -> Iterator[Dict[str, Any]]:
    if file is None:
        return
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                entry = json.loads(line)
                if not isinstance(entry["sequence"], int) or len(bytes.fromhex(entry["digest"])) != 32:
                    raise ValueError
                _time(entry["at"]), entry["previous"], entry["detail"], entry["act"]
                if entry["act"] == KEY_ACT:
                    base64.b64decode(entry["detail"]["public"], validate=True)
            except (ValueError, KeyError, TypeError):
                report.wrong.append(f"line {number} of the ledger cannot be read as an entry")
                continue
            yield entry


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _note_what_it_names(read: Read, entry: Dict[str, Any]) -> None:
    detail = entry["detail"] if isinstance(entry["detail"], dict) else {}
    if entry["act"] == KEY_ACT:
        read.keys.append((entry["sequence"], base64.b64decode(detail["public"], validate=True)))
    if isinstance(detail.get("sha256"), str):
        read.files.setdefault(detail["sha256"], entry["sequence"])


class Clock:
    """Where times lie more than five minutes before what was written or signed earlier: `runs` of entries, first and last.

    `signed`: (size, time) of checkpoints. `latest` is the latest time up to the entry that was seen last.
    """

    def __init__(self, signed: Iterable[Tuple[int, datetime]]) -> None:
        self.signed = sorted(signed, reverse=True)
        self.latest = datetime.fromisoformat("0001-01-02T00:00:00+00:00")
        self.runs: List[Tuple[int, int]] = []

    def see(self, sequence: int, at: datetime) -> None:
        while self.signed and self.signed[-1][0] < sequence:
            self.latest = max(self.latest, self.signed.pop()[1])
        if at < self.latest - CLOCK_APART:
            goes_on = self.runs and self.runs[-1][1] == sequence - 1
            first = self.runs.pop()[0] if goes_on else sequence
            self.runs.append((first, sequence))
        self.latest = max(self.latest, at)


def check_signatures(given: Given, read: Optional[Read], pinned: List[Key], report: Report) -> List[Key]:
    """The keys that are trusted: those given by hand, else those in keys.txt, and each that an entry under them names."""
    trusted = list(dict.fromkeys(pinned or given.keys))
    if given.checkpoints and not pinned:
        report.noted.append("no --key was given: the key was taken from keys.txt itself. Compare it with one from elsewhere")
    for name, one in given.checkpoints:
        try:
            signers = one.note.signers(trusted)
        except Wrong as broken:
            report.wrong.append(f"{name}: {broken}")
            continue
        if not signers:
            report.wrong.append(f"{name}: signed by no key that is trusted here")
        elif read is not None and read.roots.get(one.size) == one.root:
            named = [Key(one.origin, public) for sequence, public in read.keys if sequence <= one.size]
            trusted.extend(key for key in named if key not in trusted)
    return trusted


def check_checkpoints(given: Given, report: Report) -> None:
    """Checkpoints against each other: one ledger, one root for each size, times in the order of sizes."""
    origins = {one.origin for _name, one in given.checkpoints}
    if len(origins) > 1:
        report.wrong.append(f"the checkpoints are of {len(origins)} ledgers: it was begun anew, or files were mixed")
    roots: Dict[int, Checkpoint] = {}
    for name, one in given.checkpoints:
        other = roots.setdefault(one.size, one)
        if (other.root, other.head) != (one.root, one.head):
            report.wrong.append(f"{name}: two different histories of {one.size} entries were signed")
    for (before, earlier), (name, later) in zip(given.checkpoints, given.checkpoints[1:]):
        if later.time < earlier.time - CLOCK_APART:
            report.noted.append(f"clock: {name} says it was signed before {before}, which holds fewer entries")


def check_against_ledger(given: Given, read: Read, report: Report) -> None:
    agreed = 0
    for name, one in given.checkpoints:
        if one.size > read.count:
            report.wrong.append(f"{name}: {one.size} entries were signed and {read.count} are there: the end is cut off")
        elif read.roots.get(one.size) != one.root or read.heads.get(one.size) != one.head:
            report.wrong.append(
                f"{name}: the first {one.size} entries are not those that were signed: the ledger was written anew "
                f"somewhere from entry {agreed + 1} on"
            )
        else:
            agreed = one.size
            if read.latest[one.size] > one.time + CLOCK_APART:
                report.noted.append(f"clock: {name} says it was signed more than five minutes before an entry in it was made")
        if read.first and one.origin != origin_of(read.first):
            report.wrong.append(f"{name}: it is a checkpoint of another ledger, or the first entry was exchanged")
    if agreed:
        report.right.append(f"the first {agreed} entries are as they were signed")


def check_heads(heads: Sequence[Tuple[int, str]], read: Read, report: Report) -> None:
    for count, digest in heads:
        if count > read.count:
            report.wrong.append(f"head {count}: {read.count} entries are there: the end is cut off")
        elif count and read.heads.get(count) != digest:
            report.wrong.append(f"head {count}: entry {count} has another digest: the ledger was written anew before it")
        else:
            report.right.append(f"entry {count} is the one that was noted")


def head_of(text: str) -> Tuple[int, str]:
    """COUNT:DIGEST. Raises Wrong."""
    count, _colon, digest = text.strip().partition(":")
    if not count.isdecimal() or len(digest) != 64:
        raise Wrong(f"{text}: a head reads COUNT:DIGEST")
    return int(count), digest


def check_steps(given: Given, report: Report) -> None:
    roots: Dict[int, Set[bytes]] = {}
    for _name, one in given.checkpoints:
        roots.setdefault(one.size, set()).add(one.root)
    shown = 0
    for name, step in given.steps:
        try:
            first, second, proof = step["first"], step["second"], [bytes.fromhex(one) for one in step["proof"]]
            pairs = [(before, after) for before in roots.get(first, ()) for after in roots.get(second, ())]
            holds = all(is_consistent(first, second, proof, *pair) for pair in pairs)
        except (KeyError, TypeError, ValueError):
            pairs, holds = [], False
        if not holds:
            report.wrong.append(f"{name}: the smaller checkpoint is not shown to be the beginning of the larger one")
        shown += bool(pairs and holds)
    if shown:
        report.right.append(f"{shown} steps: each checkpoint is the beginning of the next")
    if given.ledger is None and shown < len(roots) - 1:
        report.noted.append("not every checkpoint is joined to the next: give the exported ledger, or the files consistency-*")


def check_stamps(given: Given, authority: Optional[Path], report: Report) -> None:
    """Timestamps (RFC 3161) of checkpoints, by openssl: who signed them, what for, and whether the times agree."""
    program = shutil.which("openssl")
    if given.stamps and (authority is None or program is None):
        report.noted.append(f"{len(given.stamps)} timestamps not checked: give --tsa CERTIFICATES and have openssl installed")
        return
    times = {name: one.time for name, one in given.checkpoints}
    for stamp in given.stamps:
        point = stamp.with_suffix(".checkpoint")
        asked = [str(program), "ts", "-verify", "-data", str(point), "-in", str(stamp), "-CAfile", str(authority)]
        if point.name not in times or subprocess.run(asked, capture_output=True).returncode:
            report.wrong.append(f"{stamp.name}: not a timestamp of {point.name} by this authority")
            continue
        at = _stamped_at([str(program), "ts", "-reply", "-in", str(stamp), "-text"])
        report.right.append(f"{point.name} was there at {at:%Y-%m-%d %H:%M:%S} UTC, says the timestamp authority")
        if at < times[point.name] - CLOCK_APART:
            report.noted.append(f"clock: {point.name} says it was signed after the time that the authority saw it")


def _stamped_at(asked: List[str]) -> datetime:
    said = subprocess.run(asked, capture_output=True, text=True, env={"LC_ALL": "C"}).stdout
    words = next(line for line in said.splitlines() if line.startswith("Time stamp:")).split()[2:]
    text = " ".join([words[0], words[1], words[2].split(".")[0], words[3]])
    return datetime.strptime(text + " +0000", "%b %d %H:%M:%S %Y %z")


def check_proof(name: str, proof: Dict[str, Any], trusted: Sequence[Key], report: Report) -> Dict[str, int]:
    """Entries, and facts of a document under one of them, against a signed checkpoint. Files that the entries name."""
    try:
        return _proved(name, proof, trusted, report)
    except Wrong as broken:
        report.wrong.append(f"{name}: {broken}")
    except (KeyError, TypeError, ValueError):
        report.wrong.append(f"{name}: this is no proof, or part of it is missing")
    return {}


def _proved(name: str, proof: Dict[str, Any], trusted: Sequence[Key], report: Report) -> Dict[str, int]:
    one = checkpoint_of(proof["checkpoint"])
    if not trusted:
        trusted = [key_of(text) for text in proof["keys"]]
        report.noted.append(f"{name}: the key is the proof's own. Compare it with one from elsewhere: {trusted[0]}")
    if not one.note.signers(trusted):
        raise Wrong("signed by no key that is trusted here")
    entries, files = {}, {}
    for part in proof["entries"]:
        entry = part["entry"]
        if entry_digest(entry) != entry["digest"]:
            raise Wrong(f"entry {entry['sequence']} does not match its own digest")
        steps = [bytes.fromhex(step) for step in part["inclusion"]]
        if root_by_inclusion(leaf_of(entry), entry["sequence"] - 1, one.size, steps) != one.root:
            raise Wrong(f"entry {entry['sequence']} is not shown to be under the checkpoint")
        entries[entry["sequence"]] = entry
        if isinstance(entry["detail"].get("sha256"), str):
            files[entry["detail"]["sha256"]] = entry["sequence"]
    report.right.append(
        f"{name}: entries {', '.join(map(str, sorted(entries)))} of {one.size} under the checkpoint of {one.at}"
    )
    if "document" in proof:
        report.right.append(f"{name}: {_document(proof['document'], entries)}")
    return files


def _document(document: Dict[str, Any], entries: Dict[int, Dict[str, Any]]) -> str:
    leaves, sequence = document["leaves"], document["entry"]
    if document_root(leaves) != entries[sequence]["detail"]["leaf_root"]:
        raise Wrong("the facts shown are not those that were recorded")
    facts = [(leaf["path"], json.dumps(leaf["value"], ensure_ascii=False)) for leaf in leaves if "digest" not in leaf]
    shown = "".join(f"\n    {path}: {value}" for path, value in facts)
    return f"{len(facts)} facts are shown, and were recorded so by entry {sequence}; others may be withheld:{shown}"


def check_originals(originals: Sequence[Path], files: Dict[str, int], report: Report) -> None:
    for original in originals:
        digest = hashlib.sha256()
        with original.open("rb") as content:
            for part in iter(lambda: content.read(1 << 20), b""):
                digest.update(part)
        if digest.hexdigest() in files:
            report.right.append(f"{original.name} is, byte for byte, the file that entry {files[digest.hexdigest()]} names")
        else:
            report.wrong.append(f"{original.name} is not a file that any of these entries names ({digest.hexdigest()})")


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description="Checks what was exported from the ledger of an instance of Threshold.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="exported files, or folders of them")
    parser.add_argument("--key", action="append", default=[], help="a public key that you were given by another way")
    parser.add_argument("--file", action="append", default=[], type=Path, help="an original that an entry should name")
    parser.add_argument("--head", action="append", default=[], help="COUNT:DIGEST, as somebody noted it")
    parser.add_argument("--tsa", type=Path, help="certificates of the timestamp authority, for openssl")
    said = parser.parse_args(arguments)
    try:
        keys, heads = [key_of(text) for text in said.key], [head_of(text) for text in said.head]
        report = check(said.paths, keys, said.file, said.tsa, heads)
    except (Wrong, OSError) as broken:
        parser.error(str(broken))
    for word, lines in (("right", report.right), ("noted", report.noted), ("WRONG", report.wrong)):
        for line in lines:
            print(f"{word}: {line}")
    print("Something is wrong." if report.wrong else "Nothing is wrong." if report.right else "There was nothing to check.")
    return 1 if report.wrong or not report.right else 0


if __name__ == "__main__":
    sys.exit(main())
