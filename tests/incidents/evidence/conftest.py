import pytest

from incidents.evidence.sandbox import Examiner


@pytest.fixture(scope="module")
def examiner():
    """One child for the tests of a file, as one serves a batch."""
    with Examiner() as one:
        yield one
