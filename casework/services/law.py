"""The law of this instance: read once in a process, read again when its files change, and named by its digest."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from casework.engine import Law, LawError, load_law
from casework.models import LawRelease
from casework.services.meaning import digest_of_rule

log = logging.getLogger(__name__)

# How long a process may go on before it looks at the files again, in seconds.
LOOK_AGAIN = 2.0

Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Shelf:
    """The one copy of the law that a process holds."""

    law: Law | None = None
    folder: Path | None = None
    stamp: Stamp = ()
    looked_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_shelf = Shelf()


def _stamp(folder: Path) -> Stamp:
    files = ((path, path.stat()) for path in sorted(folder.rglob("*.yaml")))
    return tuple((str(path), found.st_mtime_ns, found.st_size) for path, found in files)


def current_law() -> Law:
    """The law as its files stand, at most `LOOK_AGAIN` seconds late.

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


def _read(folder: Path, held: Law | None) -> Law:
    try:
        return load_law(folder)
    except LawError:
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
