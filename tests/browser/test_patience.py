"""The tests of this folder wait for what they assert: a page on a busy machine is late, not wrong."""

import ast
from pathlib import Path

FILES = sorted(Path(__file__).parent.glob("test_*.py"))
AT_ONCE = {"count", "inner_text", "all_inner_texts", "text_content", "input_value", "get_attribute", "title"}
"""What Playwright reads in the moment it is asked; ``expect(...)`` asks again until it is so."""


def read_at_once(source: str) -> list[int]:
    """Return the lines that assert what a page shows in that moment."""
    return [
        called.lineno
        for asserted in ast.walk(ast.parse(source))
        if isinstance(asserted, ast.Assert)
        for called in ast.walk(asserted)
        if isinstance(called, ast.Call) and not called.args and not called.keywords
        if isinstance(called.func, ast.Attribute) and called.func.attr in AT_ONCE
    ]


def test_no_test_asserts_what_a_page_shows_in_that_moment() -> None:
    assert read_at_once("assert page.locator('p').count() == 1") == [1]
    found = {file.name: read_at_once(file.read_text(encoding="utf-8")) for file in FILES}
    assert {name: lines for name, lines in found.items() if lines} == {}
