"""Compiling leaves alone what belongs to the whole process."""

import sys
from types import ModuleType

import pytest

import simulation  # noqa: F401 - as always before numba


def test_messages_of_numba_do_not_exchange_the_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes them while it compiles, in a thread of the dashboard too, and others print meanwhile."""
    from numba.core.errors import TypingError

    exchanged: list[object] = []

    class Watched(ModuleType):
        def __setattr__(self, name: str, value: object) -> None:
            if name in ("stdout", "stderr"):
                exchanged.append(value)
            super().__setattr__(name, value)

    monkeypatch.setattr(sys, "__class__", Watched)
    assert "no such rule" in str(TypingError("no such rule"))
    assert exchanged == []
    sys.stdout = sys.stdout
    assert exchanged == [sys.stdout]
