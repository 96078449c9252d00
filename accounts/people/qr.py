"""A QR code as what a template draws: the side in modules and one SVG path, so that nothing inline is needed."""

from dataclasses import dataclass
from itertools import groupby

import segno

BORDER = 4  # modules of quiet zone: ISO/IEC 18004


@dataclass(frozen=True)
class Code:
    side: int
    path: str


def code_of(text: str) -> Code:
    """The code at error correction level M; dark modules as horizontal strokes of one module."""
    symbol = segno.make(text, error="m", micro=False)
    strokes = []
    for y, row in enumerate(symbol.matrix):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x + BORDER} {y + BORDER}.5h{length}")
            x += length
    return Code(int(symbol.symbol_size(border=BORDER)[0]), "".join(strokes))
