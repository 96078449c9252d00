"""Words for an evaluation, made from its stored form (evaluation/1) and the law alone: nothing is evaluated again."""

from collections.abc import Iterator, Mapping
from typing import Any

from casework.engine.law import Law
from casework.engine.results import INDICATED, NOT_APPLICABLE, NOT_INDICATED, NOT_RAISED, POSSIBLE
from casework.engine.wording import LISTS, STATUS_WORDS, WORDS

Row = Mapping[str, Any]
TOLD = (INDICATED, POSSIBLE, NOT_INDICATED)
INDENT = "  "


class Explainer:
    """Writes evaluations as an outline in one language."""

    def __init__(self, law: Law, language: str = "en") -> None:
        self.law, self.language, self.words = law, language, WORDS[language]

    def text(self, evaluation: Row, file: str) -> str:
        """One evaluation as text: what is raised or answered in full, the rest in a line each."""
        results = sorted(
            evaluation["results"], key=lambda row: TOLD.index(row["status"]) if row["status"] in TOLD else len(TOLD)
        )
        lines = [self._heading(evaluation, file), *self._place(evaluation)]
        lines += [line for row in results if row["status"] in TOLD for line in ["", *self.result(row)]]
        for status, word in ((NOT_RAISED, "rest_of"), (NOT_APPLICABLE, "outside")):
            names = [self._name(row) for row in results if row["status"] == status]
            lines += ["", f"{self.words[word]}: {', '.join(names)}"] if names else []
        if evaluation["questions"]:
            lines += ["", f"{self.words['ask_first']}:", *(f"{INDENT}{path}" for path in evaluation["questions"][:5])]
        return "\n".join(lines)

    def _place(self, evaluation: Row) -> Iterator[str]:
        """A county that was derived, and what is not on file for the place."""
        drawn = evaluation.get("county_by_coordinates")
        if drawn:
            word = "drawn" if drawn["county"] else "drawn_near" if drawn["near"] else "drawn_nowhere"
            yield self.words[word].format(**{**drawn, "near": ", ".join(drawn["near"])})
        absent = [self.words[f"part_{one['part']}"].format(name=one["name"]) for one in evaluation.get("not_on_file", ())]
        if absent:
            yield f"{self.words['not_on_file']}: {'; '.join(absent)}"

    def _heading(self, evaluation: Row, file: str) -> str:
        return self.words["heading"].format(
            file=file,
            places=" › ".join(evaluation["places"]),
            day=evaluation["incident_day"],
            as_of=evaluation["as_of"],
            release=evaluation["release"][:12],
        )

    def _name(self, row: Row) -> str:
        return f"{row['code']} {row['subject']}" if row["subject"] else str(row["code"])

    def result(self, row: Row) -> list[str]:
        """One result: its status, its trace, its authorities and what is open."""
        title = row["trace"]["label"][self.language]
        about = f" ({self.words['subject'].format(subject=row['subject'])})" if row["subject"] else ""
        lines = [f"{row['code']}{about}: {title}", f"{INDENT}{self.words[row['status']]}"]
        if row["support"]:
            lines.append(f"{INDENT}{self.words['support']}: {self.words[row['support']]}")
            lines.append(f"{INDENT}{self.words['established']}: {self.words.get(row['clearly_established'], '')}")
        lines.append(f"{INDENT}{self.words['actors']}: {self._actors(row)}")
        for part in row["trace"]["children"]:
            if part["children"]:
                lines.append(f"{INDENT}{self.words[part['kind']]}")
                lines += [line for child in part["children"] for line in self.outline(child, 2)]
        return lines + list(self._after(row))

    def _actors(self, row: Row) -> str:
        names = ", ".join(row["actors"])
        if not names:
            return self.words["unknown_actor"]
        return names if row["actors_certain"] or len(row["actors"]) == 1 else self.words["one_of"].format(names=names)

    def _after(self, row: Row) -> Iterator[str]:
        if row["authorities"]:
            yield f"{INDENT}{self.words['authorities']}"
            yield from (f"{INDENT * 2}{self.authority(one)}" for one in row["authorities"])
        if row["rule_out"]:
            yield f"{INDENT}{self.words['rule_out']}"
            yield from (f"{INDENT * 2}- {self._note(one['note'])}" for one in row["rule_out"])
        if row["rests_on"]:
            yield f"{INDENT}{self.words['rests']}: {', '.join(row['rests_on'])}"
        if row["conflicts"]:
            yield f"{INDENT}{self.words['conflicts']}: {', '.join(row['conflicts'])}"
        if row["open_questions"]:
            yield f"{INDENT}{self.words['questions']}"
            yield from (f"{INDENT * 2}{one['path']}: {one['question'][self.language]}" for one in row["open_questions"])

    def _note(self, note: Any) -> str:
        return str(note[self.language] if isinstance(note, dict) else note)

    def authority(self, row: Row) -> str:
        """An authority as it stands behind a result: role, citation, days, and how far its text has been read."""
        one, words = self.law.authorities[row["id"]], STATUS_WORDS[self.language]
        days = self.words["status"].format(
            on_day=words.get(row["status_on_day"], row["status_on_day"]),
            today=words.get(row["status_today"], row["status_today"]),
        )
        read = {"memory": f" [{self.words['unverified']}]", "account": f" [{self.words['account_read']}]"}.get(one.checked, "")
        binds = self.words["binds" if row["binds"] else "persuades"]
        return f"- {self.words[row['role']]}: {one.title}, {one.citation} ({binds}; {days}){read}"

    def outline(self, node: Row, depth: int, above: str = "") -> Iterator[str]:
        """A step of the trace and what decides it, one line each, the deeper the further in."""
        if self._is_plumbing(node, above):
            for child in deciding(node):
                yield from self.outline(child, depth, above)
            return
        yield f"{INDENT * depth}{self._mark(node['value'])} {self._said(node)}"
        for child in deciding(node):
            yield from self.outline(child, depth + 1, node["kind"])

    def _is_plumbing(self, node: Row, above: str) -> bool:
        """A step that only holds others together: one alone, or a conjunction within what is one already."""
        bare = node["label"] is None and not node["name"] and not node["facts"]
        return bare and (len(node["children"]) <= 1 or (node["kind"] == "all" and above not in ("any", "some", "none")))

    def _mark(self, value: bool | None) -> str:
        return f"[{self.words['unknown' if value is None else str(value).lower()]}]"

    def _said(self, node: Row) -> str:
        kind, name = node["kind"], node["name"]
        said = node["label"][self.language] if node["label"] else self._kind(kind, name)
        if node["presumed"]:
            word = "presumed_true" if node["presumed"]["value"] else "presumed_false"
            said = f"{said} ({self.words[word].format(citing=node['presumed']['citing'])})"
        facts = "; ".join(self._fact(fact) for fact in node["facts"])
        return f"{said}  — {facts}" if facts else said

    def _kind(self, kind: str, name: str) -> str:
        if kind == "authority" or (kind == "fact" and not name.startswith("others:")):
            return name
        if name.startswith("others:"):
            return self.words["others"]
        if name in self.words:
            return self.words[name]
        if kind in ("some", "none"):
            return self.words[kind].format(name=LISTS[self.language].get(name, name))
        if kind == "count":
            return self.words[kind].format(name=name)
        return name or self.words.get(kind, kind)

    def _fact(self, fact: Row) -> str:
        value = self._value(fact["value"])
        if "account" in fact:
            return self.words["account"].format(account=fact["account"], value=value)
        return f"{fact['path']}: {value}"

    def _value(self, value: Any) -> str:
        if value is None:
            return self.words["not_recorded"]
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def deciding(node: Row) -> list[Row]:
    """The steps below that carry the value: one that settles an alternative, or those that fail a conjunction; else all."""
    children: list[Row] = node["children"]
    if node["kind"] in ("any", "some") and node["value"] is True:
        return [child for child in children if child["value"] is True]
    if node["kind"] == "all" and node["value"] is False:
        return [child for child in children if child["value"] is False]
    if node["kind"] == "presumed":
        return [child for child in children[1:] if child["children"] or child["facts"]]
    return children
