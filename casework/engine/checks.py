"""Checks that many kinds of law file share: known keys, texts in both languages, days, words of a list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.engine.trace import Text
from casework.engine.yaml_files import LawFiles, day_of


@dataclass(frozen=True, slots=True)
class Checker:
    """Notes faults of one file under the key where they are."""

    files: LawFiles
    file: str
    prefix: str = ""

    def at(self, key: str) -> "Checker":
        return Checker(self.files, self.file, f"{self.prefix}.{key}" if self.prefix else key)

    def fault(self, message: str, key: str = "") -> None:
        where = ".".join(part for part in (self.prefix, key) if part)
        self.files.problem(self.file, where, message)

    def mapping(self, value: Any, required: Iterable[str], optional: Collection[str] = ()) -> dict[str, Any]:
        """The value if it is a mapping with the keys it must have and no others; faults are noted."""
        if not isinstance(value, dict):
            self.fault("should be a mapping of keys to values")
            return {}
        needed = tuple(required)
        for key in needed:
            if key not in value:
                self.fault(f"`{key}` is missing: add it", key)
        for key in value:
            if key not in needed and key not in optional:
                self.fault(
                    f"unknown key `{key}`: remove it or correct its spelling (known: {', '.join((*needed, *optional))})",
                    str(key),
                )
        return value

    def text(self, value: Any, key: str) -> Text:
        """A text in both languages."""
        languages = {"en", "es"}
        if (
            not isinstance(value, dict)
            or set(value) != languages
            or not all(isinstance(one, str) and one.strip() for one in value.values())
        ):
            self.fault("should be a text in both languages: {en: ..., es: ...}", key)
            return {"en": "", "es": ""}
        return {language: " ".join(value[language].split()) for language in ("en", "es")}

    def word(self, value: Any, key: str, allowed: Collection[str]) -> str:
        if value not in allowed:
            self.fault(f"`{value}` is not known here: use one of {', '.join(sorted(allowed))}", key)
        return str(value)

    def words(self, value: Any, key: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault("should be a list of texts", key)
            return ()
        return tuple(value)

    def day(self, value: Any, key: str) -> date:
        found = day_of(value)
        if found is None:
            self.fault(f"`{value}` is no day: write YYYY-MM-DD", key)
        return found or date.min

    def rows(self, value: Any, key: str) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("should be a list", key)
            return []
        return value
