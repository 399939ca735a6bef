"""The folder in which tests of files write theirs."""

from tests.experiment.conftest import folder

__all__ = ["folder"]
