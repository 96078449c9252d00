"""The law of this instance: read once in a process, read again when it changes, and named by its digest.

The law in force here is the release adopted last (`casework.services.releases`); what lies on the disk after an upgrade is only
proposed. Before the first adoption the files on the disk are the law.
"""

import json
import logging
import tempfile
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import rfc8785
from django.conf import settings

from casework.engine import Law, LawError, load_law
from casework.engine.columns import Layout, layout_for
from casework.engine.errors import Problem
from casework.models import LawRelease, LawText, ReleaseAdoption
from casework.services.meaning import digest_of_rule

log = logging.getLogger(__name__)

# How long a process may go on before it looks at the files again, in seconds.
LOOK_AGAIN = 2.0

Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Shelf:
    """The copies of the law that a process holds: that of the files on the disk, and the adopted one where it is another.

    `in_force`: the digest of the release adopted last, empty before the first adoption, None where nobody looked yet.
    """

    law: Law | None = None
    folder: Path | None = None
    stamp: Stamp = ()
    looked_at: float = 0.0
    faulty: bool = False  # the files as they stand cannot be read, and `law` is what they were before
    adopted: Law | None = None
    in_force: str | None = None
    asked_at: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock)


_shelf = Shelf()


def _stamp(folder: Path) -> Stamp:
    files = ((path, path.stat()) for path in sorted(folder.rglob("*.yaml")))
    return tuple((str(path), found.st_mtime_ns, found.st_size) for path, found in files)


def current_law() -> Law:
    """The law in force in this instance, at most `LOOK_AGAIN` seconds late.

    Where this version of the code cannot read the adopted release any more, the files on the disk are the law; the page of
    releases and the doctor say so, and every evaluation names its release. Raises LawError where neither can be read.
    """
    with _shelf.lock:
        adopted = _in_force()
        if _shelf.adopted is not None and _shelf.adopted.digest == adopted:
            return _shelf.adopted
        if not adopted:
            return law_on_disk()
        try:
            if law_on_disk().digest == adopted:
                return law_on_disk()
        except LawError:
            log.exception("the law files on the disk cannot be read; the adopted release stays in force")
        try:
            _shelf.adopted = load_law(laid_out(adopted))
        except LawError:
            log.exception("the adopted release %s cannot be read; the files on the disk are used", adopted)
            return law_on_disk()
        return _shelf.adopted


def adopted_digest() -> str:
    """The digest of the release adopted last; empty before the first adoption."""
    with _shelf.lock:
        return _in_force()


def forget() -> None:
    """Looks at the adoptions again at the next question: somebody has just adopted a release."""
    _shelf.in_force = None


def _in_force() -> str:
    if _shelf.in_force is None or time.monotonic() - _shelf.asked_at >= LOOK_AGAIN:
        newest = ReleaseAdoption.objects.select_related("release").first()
        _shelf.in_force, _shelf.asked_at = newest.release.digest if newest else "", time.monotonic()
    return _shelf.in_force


def law_on_disk() -> Law:
    """The law as the files on the disk stand, at most `LOOK_AGAIN` seconds late: in force, or proposed.

    Raises LawError where they cannot be read. A process that holds a release keeps it while an edit is faulty, and says so
    in the log: whoever decides meanwhile decides under the release that the page names.
    """
    folder = Path(settings.LAW_DIR)
    with _shelf.lock:
        held = _shelf.law if _shelf.folder == folder else None
        if held is None or time.monotonic() - _shelf.looked_at >= LOOK_AGAIN:
            stamp = _stamp(folder)
            held = held if held is not None and stamp == _shelf.stamp else _read(folder, held)
            _shelf.law, _shelf.folder, _shelf.stamp, _shelf.looked_at = held, folder, stamp, time.monotonic()
        return held


def disk_is_faulty() -> bool:
    """Whether the files on the disk, as last looked at, cannot be read."""
    return _shelf.faulty


def _read(folder: Path, held: Law | None) -> Law:
    try:
        _shelf.faulty = False
        return load_law(folder)
    except LawError:
        _shelf.faulty = True
        if held is None:
            raise
        log.exception("the law files cannot be read; release %s stays in use", held.digest)
        return held


def release_of(law: Law) -> LawRelease:
    """The row of a release; made at its first use, with the digest of each rule and authority."""
    known = LawRelease.objects.filter(digest=law.digest).first()
    if known is not None:
        return known
    manifest = {
        "rules": {code: rule_digest(law, code) for code in sorted(law.rules)},
        "authorities": {name: authority.digest for name, authority in sorted(law.authorities.items())},
    }
    release: LawRelease = LawRelease.objects.get_or_create(digest=law.digest, defaults={"manifest": manifest})[0]
    return release


def period_start(law: Law, day: date) -> date:
    """The first day from which the law reads as it does on `day`: between two of its dates, any day reads the same."""
    return max((known for known in law.days if known <= day), default=date.min)


@lru_cache(maxsize=4)
def layout_of(law: Law) -> Layout:
    """The layout of fact sheets that has room for all that a law asks."""
    return layout_for(law)


def rule_digest(law: Law, code: str) -> str:
    """The digest of a rule with all that it is built from; empty for a code that this release has no rule for."""
    rule = law.rules.get(code)
    return digest_of_rule(law, rule) if rule else ""


def authority_digest(law: Law, name: str) -> str:
    authority = law.authorities.get(name)
    return authority.digest if authority else ""


def title_of(law: Law, code: str) -> Mapping[str, str]:
    """The title of a code in both languages; the code itself where this release has no rule for it."""
    rule = law.rules.get(code)
    return rule.title if rule else {"en": code, "es": code}


def is_unread(law: Law, name: str) -> bool:
    """Whether the record of an authority was written from memory: nobody read the text, or an account of it."""
    authority = law.authorities.get(name)
    return authority is None or not authority.read


def signers_of(law: Law, code: str) -> tuple[Mapping[str, Any], ...]:
    """The sign-offs of a rule's file at its present digest: {file, digest, attorney, on}. None: the rule is a draft."""
    rule = law.rules.get(code)
    return tuple(one for one in law.signoffs if rule and one["digest"] == rule.digest)


def archive_of(folder: Path) -> bytes:
    """The law files of a folder as one value: zlib of the canonical JSON {path: text}."""
    files = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}
    return zlib.compress(rfc8785.dumps(files), level=9)


def folder_of(law: Law) -> Path:
    """The folder that a law was read from: that of the disk, or of a release that is kept."""
    return Path(settings.LAW_DIR) if law is _shelf.law else laid_out(law.digest)


def laid_out(digest: str) -> Path:
    """A folder with the files of a release that is kept; written below `VAR_DIR/law` at first need.

    Raises LawError where the release is not kept, or is not what its digest says.
    """
    folder = Path(settings.VAR_DIR) / "law" / digest
    if not folder.is_dir():
        kept = LawText.objects.filter(release__digest=digest).first()
        if kept is None:
            raise LawError(
                [Problem(digest, "", "this release was adopted and its files are not kept: restore the database whole")]
            )
        _lay_out(json.loads(zlib.decompress(bytes(kept.archive))), folder)
    if load_law(folder).digest != digest:
        raise LawError([Problem(str(folder), "", "is not the release of its name: remove the folder, and it is written again")])
    return folder


def _lay_out(files: Mapping[str, str], folder: Path) -> None:
    """All files under another name first, so that nobody reads half a release."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".part-") as work:
        part = Path(work) / "law"
        for name, text in files.items():
            path = (part / name).resolve()
            if not path.is_relative_to(part.resolve()):
                raise LawError([Problem(name, "", "lies outside the law folder")])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        try:
            part.rename(folder)
        except OSError:  # another process was first
            if not folder.is_dir():
                raise
