"""The recovery sheet: every key on paper, as lines to type in and as a code, with what each opens and how to come back."""

from datetime import date
from pathlib import Path

import segno
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from config import recovery

OPENS: dict[str, Promise] = {
    "record_keys": gettext_lazy(
        "Opens every record, file, identity and report. Without it they can be read by nobody, ever again."
    ),
    "account_keys": gettext_lazy("Opens the second factors. Without it everybody sets up a new one."),
    "secret_key": gettext_lazy("Keeps sessions and forms honest. Without it everybody signs in again."),
    "backup_identity": gettext_lazy("Opens the backups. It is on this sheet alone once the sheet is put away."),
}
LEFT, RIGHT, TOP = 20 * mm, LETTER[0] - 20 * mm, LETTER[1] - 18 * mm
QR_SIDE = 31 * mm
SANS, BOLD, MONO = "sheet-sans", "sheet-bold", "Courier"


def draw(target: Path, keys: Path, fonts: Path, *, origin: str, on: date) -> list[str]:
    """Writes the sheet as a PDF that only its owner can read; the names of the files on it. Raises OSError."""
    pdfmetrics.registerFont(TTFont(SANS, str(fonts / "sans.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(fonts / "sans-bold.ttf")))
    canvas = Canvas(str(target), pagesize=LETTER, initialFontName=SANS, invariant=1)  # type: ignore[arg-type]
    canvas.setTitle(_("Recovery sheet"))
    height = _head(canvas, origin, on)
    names = [name for name in recovery.FILES if (keys / name).is_file()]
    for name in names:
        content = (keys / name).read_bytes()
        height = _file(canvas, height, name, content)
    _steps(canvas, height)
    canvas.save()
    target.chmod(0o600)
    return names


def _head(canvas: Canvas, origin: str, on: date) -> float:
    canvas.setFont(BOLD, 20)
    canvas.drawString(LEFT, TOP - 12, _("Recovery sheet"))
    canvas.setFont(SANS, 9)
    day = formats.date_format(on, pgettext("date format", "j F Y"))
    canvas.drawRightString(RIGHT, TOP - 4, origin)
    canvas.drawRightString(RIGHT, TOP - 16, day)
    words = _(
        "Whoever has this sheet and a backup can read everything. Keep it in a safe place, apart from the server and from the "
        "backups. Do not photograph it."
    )
    return _wrapped(canvas, TOP - 34, words, 9.5, RIGHT - LEFT) - 6


def _file(canvas: Canvas, top: float, name: str, content: bytes) -> float:
    lines = recovery.lines_of(name, content)
    needed = max(QR_SIDE, (len(lines) + 3) * 13 + 14)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, top, RIGHT, top)
    canvas.setFont(BOLD, 11)
    canvas.drawString(LEFT, top - 15, name)
    canvas.setFont(SANS, 8.5)
    canvas.drawString(LEFT + 110, top - 15, str(OPENS[name]))
    height = top - 33
    for number, line in enumerate(lines, 1):
        canvas.setFont(SANS, 8.5)
        canvas.drawRightString(LEFT + 12, height, str(number))
        canvas.setFont(MONO, 10)
        canvas.drawString(LEFT + 20, height, line)
        height -= 13
    canvas.setFont(SANS, 8.5)
    canvas.drawString(LEFT + 20, height - 1, _("Mark:"))
    canvas.setFont(MONO, 10)
    canvas.drawString(LEFT + 52, height - 1, recovery.mark_of(content))
    _code(canvas, RIGHT - QR_SIDE, top - 20 - QR_SIDE, content)
    return top - needed - 22


def _code(canvas: Canvas, left: float, bottom: float, content: bytes) -> None:
    """As a QR code (ISO/IEC 18004): the content of the file itself."""
    matrix = segno.make(content.decode(), error="m", micro=False).matrix
    side = QR_SIDE / len(matrix)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                canvas.rect(left + x * side, bottom + QR_SIDE - (y + 1) * side, side * 1.02, side * 1.02, stroke=0, fill=1)


def _steps(canvas: Canvas, top: float) -> None:
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, top, RIGHT, top)
    canvas.setFont(BOLD, 11)
    canvas.drawString(LEFT, top - 15, _("To come back"))
    steps = (
        _("Install the same version of Threshold on another machine, up to and without making keys (docs/install.md)."),
        _("Type these lines in: python -m config.recovery var/keys. After the last line of a file type its mark."),
        _("Run make setup. It makes what is missing and leaves typed keys as they are."),
        _("Run manage.py restore FILE with the newest backup."),
        _("Run manage.py doctor, sign in, and look at one record. Then print a new sheet and destroy this one."),
    )
    height = top - 31
    for number, step in enumerate(steps, 1):
        canvas.setFont(SANS, 9)
        canvas.drawString(LEFT, height, f"{number}.")
        height = _wrapped(canvas, height, step, 9, RIGHT - LEFT - 14, left=LEFT + 14) - 3


def _wrapped(canvas: Canvas, top: float, words: str, size: float, width: float, left: float = LEFT) -> float:
    """Draws words in lines of a width; where the next line would stand."""
    canvas.setFont(SANS, size)
    line, height = "", top
    for word in words.split():
        longer = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(longer, SANS, size) > width:
            canvas.drawString(left, height, line)
            line, height = word, height - size * 1.35
        else:
            line = longer
    canvas.drawString(left, height, line)
    return height - size * 1.35
