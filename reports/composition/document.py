"""Composes a report: frozen content in, the bytes of a PDF out. No clock, no network, no file but the typefaces."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportlab import rl_config

from reports.composition.content import short_digest
from reports.composition.faces import typefaces
from reports.composition.galley import Galley, References
from reports.composition.page import render
from reports.composition.sections import chronology, cover, evidence, findings, method, papers, people, summary, verify, who
from reports.composition.typesetting import Setter
from reports.composition.words import Words

PASSES = 5


def snapshot_bytes(snapshot: Mapping[str, Any]) -> bytes:
    """The frozen content as the bytes that are digested and kept: JSON, sorted keys, no spaces, ASCII."""
    return json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def snapshot_digest(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of `snapshot_bytes`, in hexadecimal."""
    return hashlib.sha256(snapshot_bytes(snapshot)).hexdigest()


def compose(snapshot: Mapping[str, Any], fonts: Path) -> bytes:
    """Sets a snapshot (`report/1`) as a PDF with the typefaces of the folder `fonts`.

    The same snapshot and typefaces give the same bytes, on any machine and in any time zone.
    Raises `faces.FontsMissing` where the folder lacks a typeface.
    """
    # Nothing here reads markup or pictures; should that ever change, no address is trusted.
    rl_config.trustedHosts, rl_config.trustedSchemes = [], []
    # Streams stay as bytes: spelled out in ASCII they are a quarter larger.
    rl_config.useA85 = 0
    digest = snapshot_digest(snapshot)
    setter = Setter(typefaces(fonts))
    before = References()
    pdf = b""
    for _ in range(PASSES):
        galley = Galley(setter, Words(snapshot.get("language")), before)
        _write(galley, snapshot, digest)
        title = str(snapshot["case"].get("title") or "")
        pdf = render(galley, title=title, head=title, foot=galley.words("foot", digest=short_digest(digest)))
        if galley.found == before:
            break
        before = galley.found
    return pdf


def _write(galley: Galley, snapshot: Mapping[str, Any], digest: str) -> None:
    cover.write(galley, snapshot, digest)
    summary.write(galley, snapshot)
    chronology.write(galley, snapshot)
    who.write(galley, snapshot)
    papers.write(galley, snapshot)
    people.write(galley, snapshot)
    findings.write(galley, snapshot)
    evidence.write(galley, snapshot)
    method.write(galley, snapshot)
    verify.write(galley, snapshot, digest)
