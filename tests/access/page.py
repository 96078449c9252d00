"""docs/access.md, printed from the table: `python -m tests.access.page` writes it."""

from pathlib import Path

from tests.access.table import ENROLLING, EVERYBODY, NOBODY, ROOMS, SIGNED_IN, STRANGERS
from tests.access.words import WHO

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
HEAD = """# Who may do what

Printed from the table that the running code is held against: every route, as everybody ({people} kinds of people), with every
method. What a person may not see does not exist for them: the answer is that of an address that nobody has.

**All** is everybody, signed in or not; **signed in** is everybody with the second factor that their role needs. A conflict wall
keeps its person out of everything of the case and its records, whatever the table says. An administrator sees people and
settings and no record; an auditor sees the ledger alone.

| in the table | means |
| --- | --- |
{legend}
"""


def printed() -> str:
    legend = "\n".join(f"| {name} | {words} |" for name, words in WHO.items())
    parts = [HEAD.format(people=len(WHO), legend=legend)]
    for room, rows in ROOMS.items():
        parts.append(f"## {room}\n\n| act | route | read | send |\n| --- | --- | --- | --- |")
        parts += [f"| {row.act} | `{row.name}` | {_who(row.get)} | {_who(row.post | row.change)} |" for row in rows]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _who(people: frozenset[str]) -> str:
    """The people of a cell, the largest known group first."""
    for group, words in (
        (EVERYBODY, "all"),
        (ENROLLING, "signed in, or on the way to the second factor"),
        (SIGNED_IN, "signed in"),
    ):
        if people >= group:
            rest = people - group
            return ", ".join([words, *(name for name in WHO if name in rest)])
    if people == NOBODY:
        return "–"
    strangers = ["strangers"] if people >= STRANGERS else []
    rest = people - (STRANGERS if strangers else NOBODY)
    return ", ".join([*(name for name in WHO if name in rest), *strangers])


if __name__ == "__main__":
    PAGE.write_text(printed())
