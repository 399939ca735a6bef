# ruff: noqa: E501 - a fault is one line, and stands here as it is told
"""A file that cannot be used is told in one line with its place, and never stops the program."""

import os
import sys
from pathlib import Path

import pytest

from simulation.files.document import LONGEST_LINE, MOST_BYTES, read_document
from simulation.files.faults import Fault, Problem, StudyError
from tests.experiment.files import Folder, told


def faults(folder: Folder, text: str | bytes) -> list[Fault]:
    """Return everything that is wrong with a file, whether reading went on or not."""
    try:
        return read_document(folder.write(text)).faults
    except StudyError as error:
        return error.faults


def fault(folder: Folder, text: str | bytes) -> str:
    (found,) = faults(folder, text)
    return told(found)


def file_fault(path: Path | str) -> str:
    with pytest.raises(StudyError) as caught:
        read_document(path)
    (found,) = caught.value.faults
    return told(found)


def test_a_file_is_read_with_the_place_of_every_key_and_value(folder):
    document = read_document(folder.write("name: a\nvillage:\n  owners:   60\n  groups: [{share: 1}]\n"))
    assert document.plain() == ({"name": "a", "village": {"owners": 60, "groups": [{"share": 1}]}}, [])
    owners = document.fault(Problem(("village", "owners"), "x"))
    assert (owners.line, owners.column) == (3, 13)
    key = document.fault(Problem(("village", "owners"), "x", at_key=True))
    assert (key.line, key.column) == (3, 3)
    share = document.fault(Problem(("village", "groups", 0, "share"), "x"))
    assert (share.line, share.column, share.path) == (4, 20, "village.groups[0].share")
    missing = document.fault(Problem(("village", "name"), "x"))
    assert (missing.line, missing.column, missing.path) == (2, 1, "village.name")


def test_numbers_and_words_follow_yaml_1_2(folder):
    text = "a: 017\nb: 0x1F\nc: 50_000_000\nd: yes\ne: 1e-3\nf: '12'\ng: null\nh: true\ni: 1:30\n"
    value, _ = read_document(folder.write(text)).plain()
    assert value == {
        "a": 17, "b": 31, "c": 50_000_000, "d": "yes", "e": 0.001, "f": "12", "g": None, "h": True, "i": "1:30",
    }  # fmt: skip


def test_a_byte_order_mark_at_the_start_is_fine(folder):
    document = read_document(folder.write(b"\xef\xbb\xbfname: a\n"))
    assert document.plain()[0] == {"name": "a"}
    assert document.fault(Problem(("name",), "x")).column == 7


def test_windows_line_ends_are_fine(folder):
    assert read_document(folder.write("a: 1\r\nb: 2\r\n")).plain()[0] == {"a": 1, "b": 2}


def test_an_alias_repeats_a_value(folder):
    assert read_document(folder.write("a: &x {b: 1}\nc: *x\n")).plain()[0] == {"a": {"b": 1}, "c": {"b": 1}}


class TestTheFile:
    def test_may_be_missing(self, folder):
        assert file_fault(folder.path / "none.yaml") == "none.yaml: there is no such file"

    def test_may_be_a_directory(self, folder):
        assert file_fault(folder.path) == f"{folder.path.name}: is a directory; allowed: a YAML file"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
    def test_may_be_a_pipe_nobody_writes_to(self, folder):
        os.mkfifo(folder.path / "pipe")
        assert file_fault(folder.path / "pipe") == "pipe: is not a regular file; allowed: a YAML file"

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
    def test_may_have_no_end(self):
        assert "is not a regular file" in file_fault("/dev/zero")

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read")
    def test_may_be_forbidden(self, folder):
        file = folder.write("a: 1")
        file.chmod(0)
        assert file_fault(file) == "x.yaml: cannot be read: Permission denied"

    def test_may_have_an_impossible_name(self):
        assert "cannot be read" in file_fault("a\0b")

    def test_may_be_too_large(self, folder):
        assert "larger than 1 MB" in fault(folder, b"#" * (MOST_BYTES + 1))

    @pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
    def test_may_be_empty(self, folder, text):
        assert fault(folder, text) == "x.yaml: the file is empty"

    @pytest.mark.parametrize("text", ["- a\n- b\n", "5\n", "a text\n", "--- \n...\n"])
    def test_may_be_no_mapping(self, folder, text):
        assert "the file is not a mapping of 'key: value' lines" in fault(folder, text)

    def test_may_be_no_utf_8(self, folder):
        found = fault(folder, b"a: 1\nb: \xff\xfe")
        assert (
            found == "x.yaml:2:4: not UTF-8 text: byte 8 of the file is 0xff; allowed: a file saved as UTF-8"
        )

    def test_may_be_utf_16(self, folder):
        assert "x.yaml:1:1: not UTF-8 text" in fault(folder, "a: 1".encode("utf-16"))

    def test_may_hold_a_nul(self, folder):
        assert fault(folder, b"a: 1\nb: \0").startswith("x.yaml:2:4: a NUL character")

    def test_may_hold_control_characters(self, folder):
        assert fault(folder, "a: 1\x1b[2J").startswith("x.yaml:1:5: the control character U+001B")

    def test_may_hold_two_documents(self, folder):
        assert fault(folder, "a: 1\n---\nb: 2\n").startswith("x.yaml:2:1: a second document begins here")

    def test_may_hold_an_endless_line(self, folder):
        assert fault(folder, "a: " + "!" * LONGEST_LINE).startswith(
            f"x.yaml:1:1: a line of {LONGEST_LINE + 3}"
        )


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", "3:2", "a bracket that is not closed, or a comma that is missing"),
        ("a: 1\nb: 'x\n", "2:4", "the file ends inside a quoted text: a quotation mark is not closed"),
        ("a: 1\nb: c: 2\n", "2:5", "a ':' where none can stand; check the indentation"),
        ("a:\n\tb: 1\n", "2:1", "indent with spaces, never with tabs"),
        ("a:\n  - b\n c: 1\n", "3:2", "the indentation does not fit the lines above"),
        ("a: @x\n", "1:4", "a character no value can start with"),
        ('a: "\\UFFFFFFFF"\n', "1:2", "something the reader does not understand"),
        ("%YAML 1." + "9" * 5000 + "\n---\na: 1\n", "1:1", "something the reader does not understand"),
    ],
)
def test_what_is_not_yaml_is_told_in_plain_words(folder, text, place, words):
    found = fault(folder, text)
    assert found.startswith(f"x.yaml:{place}: not readable as YAML: ")
    assert words in found


class TestAKey:
    def test_may_stand_twice(self, folder):
        found = fault(folder, "a:\n  b: 1\n  c: 2\n  b: 3\n")
        assert found == "x.yaml:4:3: a.b: the key 'b' stands twice, first in line 2"

    @pytest.mark.parametrize(
        "key", ["1", "true", "null", "1.5", "2024-01-01", "? [a, b]\n", "? {a: b}\n", "!!str x"]
    )
    def test_may_be_no_text(self, folder, key):
        (found,) = faults(folder, f"a: 1\n{key}: 2\n")
        assert found.line == 2
        assert found.allowed == "keys of plain text, in quotes if need be"


class TestAValue:
    @pytest.mark.parametrize("number", [".nan", ".NaN", ".inf", "-.inf", "1e999"])
    def test_may_be_no_finite_number(self, folder, number):
        (found,) = faults(folder, f"a: {{b: {number}}}\n")
        assert (found.line, found.column, found.path, found.allowed) == (1, 8, "a.b", "a finite number")

    @pytest.mark.parametrize("date", ["2024-01-01", "2024-01-01T10:00:00Z", "2024-01-01 10:00:00"])
    def test_may_be_a_date(self, folder, date):
        assert (
            fault(folder, f"a: {date}")
            == f"x.yaml:1:4: a: found the date {date}; allowed: a number, or text in quotes"
        )

    def test_may_have_thousands_of_digits(self, folder):
        found = fault(folder, "a: 1\nseed: " + "9" * 5000)
        assert (
            found
            == "x.yaml:2:7: seed: found a whole number of 5000 digits; allowed: numbers of at most 30 digits"
        )

    def test_may_carry_a_tag_and_nothing_is_built_from_it(self, folder):
        found = fault(folder, "a: !!python/object/apply:os.system ['touch x']")
        assert found.startswith("x.yaml:1:4: a: found the YAML tag '!!python/object/apply:os.system'")

    def test_may_be_binary(self, folder):
        assert "found the YAML tag '!!binary'" in fault(folder, "a: !!binary aGFsbG8=")

    @pytest.mark.parametrize("text", [r'"\0"', r'"\e[31m"', r'"\ud800"'])
    def test_may_hide_control_characters(self, folder, text):
        assert "text with a control character" in fault(folder, f"a: {text}")

    def test_is_left_out_and_the_rest_is_read(self, folder):
        document = read_document(folder.write("a: .nan\nb: [1, .inf]\nc: 3\n"))
        assert document.plain() == ({"b": [1], "c": 3}, [("a",), ("b", 1)])
        assert len(document.faults) == 2


class TestAliases:
    def test_may_explode(self, folder):
        lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
        lines += [
            f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ]
        found = fault(folder, "\n".join(lines))
        assert found.startswith("x.yaml:6:8: f[0]: ")
        assert "too many values, aliases (*name) written out; allowed: at most 100000 values" in found

    def test_may_contain_themselves(self, folder):
        assert "x.yaml:1:8: a[0]: the alias *x contains itself" in fault(folder, "a: &x [*x]")

    def test_may_stand_for_nothing(self, folder):
        assert fault(folder, "a: *x") == (
            "x.yaml:1:4: a: the alias *x stands for nothing; allowed: an anchor &x before it"
        )

    def test_may_nest_without_end(self, folder):
        lines = ["a0: &a0 [1]", *(f"a{n + 1}: &a{n + 1} [*a{n}]" for n in range(100))]
        assert "values are nested too deeply" in fault(folder, "\n".join(lines))


@pytest.mark.parametrize("text", ["a: " + "[" * 5000, "a: " + "{b: " * 5000, "- " * 5000, "? " * 5000])
def test_deep_nesting_is_refused(folder, text):
    assert "nested too deeply; allowed: at most 50 levels" in fault(folder, text)


@pytest.mark.parametrize("piece", ["a:\n", "- - ", "!a\n", "x\n", '"', "? a\n", "&a "])
def test_the_work_for_the_worst_files_grows_as_their_size(folder, piece):
    def work(size: int) -> int:
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            assert faults(folder, piece * (size // len(piece)))
        finally:
            sys.setprofile(None)
        return calls

    assert work(4_000) < 2.5 * work(2_000)
