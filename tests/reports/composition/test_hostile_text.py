"""Whatever a person types comes out literally: markup, links, control characters, turned text, in every field."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.composition import compose
from reports.composition.cleaning import clean, is_arabic
from reports.composition.faces import typefaces
from tests.reports import builders, reading

HEADS = 400  # characters that running heads and repeated rows of a table take at most
MARKUP = [
    "<b>bold</b>",
    "R&B &amp; &lt;",
    "</para><para>",
    '<font color="[[[].__class__]]">x</font>',
    '<img src="/etc/passwd"/>',
    '<img src="http://example.org/x.png" width="1"/>',
    '<a href="javascript:alert(1)">click</a>',
    '<onDraw name="x" label="y"/>',
    '<seq id="a"/>',
    "<para fontSize=5000>big</para>",
    "<unichar code='0x202e'/>",
    "{case.__class__}",
    "%(name)s %s",
    "(paren\\) ET BT",
    "endstream endobj",
    "=1+1",
]
TEXTS = st.one_of(
    st.sampled_from(MARKUP),
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec=None, categories=["Cc", "Cf", "Cs", "Zs", "Lu", "Mn", "So"]), max_size=30),
    st.builds(lambda a, b: a + b, st.sampled_from(MARKUP), st.text(max_size=20)),
)

# Fifteen batches of about 150 texts for each field. A failure names the texts itself; shrinking batches would take minutes.
BATCHES = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


def expected(value: str, folder) -> str:
    """What must be found on paper. Arabic is left out: its letters change their shape and their order there."""
    said = clean(value, typefaces(folder).covers)
    return reading.packed("".join(character for character in said if not is_arabic(character)))


def found_in(pdf: bytes) -> list[str]:
    """The packed text of each page."""
    return [reading.packed("".join(character for character in said if not is_arabic(character))) for said in reading.pages(pdf)]


def in_a_table(document: dict, values: list[str]) -> None:
    document["words_spoken"] = [{"by": f"W{number}", "words": value} for number, value in enumerate(values)]


def in_the_account(document: dict, values: list[str]) -> None:
    document["narrative"] = "\n".join(values)


@pytest.mark.assurance("B15")
@pytest.mark.parametrize("put", [in_a_table, in_the_account])
def test_any_text_comes_out_literally(fonts, figure, put):
    tried = []

    @settings(BATCHES)
    @given(values=st.lists(TEXTS, min_size=140, max_size=160))
    def every_batch(values):
        content = builders.snapshot()
        put(content["incidents"][0]["document"], values)
        said = found_in(compose(content, fonts))
        tried.append(len(values))
        assert [value for value in values if not shown(value, said, fonts)] == []

    every_batch()
    figure(f"{sum(tried)} texts {put.__name__.replace('_', ' ')}, each literal")
    assert sum(tried) >= 2000


def shown(value: str, pages: list[str], fonts) -> bool:
    """Every line of a text stands on paper. Where marks stack on letters, readers order them freely."""
    lines = [expected(line, fonts) for line in clean(value, typefaces(fonts).covers).split("\n")]
    free = any(is_arabic(character) or unicodedata.category(character) == "Mn" for character in value)
    said = "".join(pages)
    if free:
        return all(character in said for line in lines for character in line)
    return all(line in said or across_pages(line, pages) for line in lines)


def across_pages(line: str, pages: list[str]) -> bool:
    """Whether a page ends with the beginning of a line and the next has the rest after its running heads."""
    return any(
        before.endswith(line[:cut]) and line[cut:] in after[: len(line) + HEADS]
        for before, after in pairwise(pages)
        for cut in range(1, len(line))
    )
