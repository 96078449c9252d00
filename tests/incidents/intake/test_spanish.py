"""Every page of the intake speaks Spanish whole."""

from pathlib import Path

import polib
import pytest

import incidents


@pytest.mark.assurance("2.4")
def test_no_text_of_the_incidents_is_untranslated_or_doubtful():
    catalogue = polib.pofile(str(Path(incidents.__file__).parent / "locale/es/LC_MESSAGES/django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
