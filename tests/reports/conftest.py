"""What the tests of the reports share: the typefaces, made once for all runs."""

import pytest
from django.conf import settings

from reports.services import fonts as typefaces


@pytest.fixture(scope="session")
def fonts():
    typefaces.make(settings.FONTS_DIR)
    return settings.FONTS_DIR
