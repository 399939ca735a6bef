"""Libraries of extras are asked for by the extra that brings them."""

import pytest

from simulation.files.extra import need
from simulation.files.faults import StudyError


def test_what_is_there_is_not_asked_for() -> None:
    need("kampung office", "office", "json", "csv")


def test_what_is_missing_is_told_with_its_extra() -> None:
    told = (
        "kampung it: no_such_library is not installed; allowed: the extra 'office': pip install -e .[office]"
    )
    with pytest.raises(StudyError) as error:
        need("kampung it", "office", "json", "no_such_library")
    assert [str(fault) for fault in error.value.faults] == [told]
