"""Finished folders for the tests of this room."""

from tests.finished_folders import copy, made, small

__all__ = ["copy", "made", "small"]
