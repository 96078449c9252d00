"""What is wrong with law files, said so that whoever edits them can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: the file (relative to the law folder), the key inside it, what is wrong and what to do."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class LawError(Exception):
    """The law folder cannot be used; `problems` holds every fault that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ConditionError(ValueError):
    """A condition that the language of rules cannot read; the message says what to write instead."""
