"""The colours of the look, computed from the tokens in the stylesheet (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "config" / "static" / "config" / "threshold.css"
TEXT = ["ink", "quiet-ink", "accent", "indicated", "possible", "not-indicated", "unknown", "loss"]
PAIRS = [
    *((colour, ground, 4.5) for colour in TEXT for ground in ("paper", "raised")),
    *(("ink", ground, 4.5) for ground in ("accent-wash", "loss-wash")),
    ("loss", "loss-wash", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-loss", "loss", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "raised", 3.0),
]


def tokens(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(), re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    return light if scheme == "light" else {**light, **dark}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2 of a colour #rrggbb."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_of_black_on_white_is_21():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground", "least"), PAIRS)
def test_a_colour_stands_out_from_its_ground(scheme, colour, ground, least):
    colours = tokens(scheme)
    assert ratio(colours[colour], colours[ground]) >= least


def test_the_dark_scheme_sets_every_colour_anew():
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(), re.DOTALL)
    names = [set(re.findall(r"--([a-z-]+): #", block)) for block in blocks[:2]]
    assert names[0] == names[1]
