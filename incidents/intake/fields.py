"""Form fields that refuse at the door what a record cannot hold as it was typed, each fault at its field."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 1900  # an earlier year is a slip: "26" typed for 2026 comes as 0026
LOST = "\N{REPLACEMENT CHARACTER}"


def holds_whole(text: str) -> None:
    """Raises where the text has a character that no record can hold, or one that was lost before it came here."""
    for character in text:
        if character == LOST:
            raise ValidationError(
                _("One character of this could not be read when it came here; it stands as “%(character)s”. Type it again."),
                params={"character": LOST},
            )
        if character not in "\t\n\r" and unicodedata.category(character) in ("Cc", "Cs"):
            raise ValidationError(
                _("This has a character that cannot be seen or kept (%(character)s). Delete it, or type the line again."),
                params={"character": f"U+{ord(character):04X}"},
            )


def is_of_this_time(moment: date | datetime) -> None:
    if moment.year < FIRST_YEAR:
        raise ValidationError(_("This is the year %(year)s. Write the year with four digits."), params={"year": moment.year})


class WordsField(forms.CharField):
    """Free text, kept as typed: unseen joiners and marks of direction stay, what cannot be kept is named."""

    def to_python(self, value: Any) -> str:
        if value is not None:
            holds_whole(str(value))  # before the ends are trimmed: some of these count as blanks
        return str(super().to_python(value))


class DayField(forms.DateField):
    default_validators = [is_of_this_time]


class MomentField(forms.DateTimeField):
    default_validators = [is_of_this_time]


def words_of(fields: Mapping[str, forms.Field], data: Any, besides: Sequence[str] = ()) -> dict[str, str]:
    """Everything written in one's own words, by field, as it was sent: what is looked at for what a record should not hold."""
    names = [name for name, field in fields.items() if isinstance(field, WordsField)]
    return {name: str(data.get(name, "")) for name in (*names, *besides)}
