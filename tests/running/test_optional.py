"""A part that a study can do without does not take the others along."""

import pytest

from simulation.running.optional import attempted


def fail(error):
    raise error


def test_what_was_made_is_returned():
    assert attempted("report", lambda: 7) == 7


def test_a_failure_is_one_line(caplog):
    assert attempted("report", lambda: fail(ValueError("first\nsecond"))) is None
    assert caplog.messages == ["report: left out (ValueError: first second)"]


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_a_full_disk_and_a_stop_are_no_failure_of_the_part(error):
    with pytest.raises(type(error)):
        attempted("report", lambda: fail(error))
