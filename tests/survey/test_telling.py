"""Faults of a file in whole sentences of both languages, and files read from bytes alone."""

import io
import re
import sys
import zipfile
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML

import simulation.survey
from simulation.dashboard.state.starting_point import read_start
from simulation.files.faults import StudyError
from simulation.survey import file_kind
from simulation.survey.findings import NOTES, Finding, Kind, gathered
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import NoInterview, read_wave
from simulation.survey.source import Source
from simulation.survey.telling import refusal, told

SURVEYS = Path(__file__).parents[2] / "experiments" / "surveys"
SENTENCES = YAML(typ="safe").load(
    (Path(simulation.survey.__file__).parent / "sentences.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return Questionnaire.of(read_start(None).config.village)


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def faulty() -> Source:
    files = {path.name: path.read_bytes() for path in sorted((SURVEYS / "made_up_faulty").iterdir())}
    return Source(Path("answers.zip"), zipped(files))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("part", ["found", "remedy", "refused"])
def test_every_sentence_stands_in_both_languages_with_the_same_places(part: str) -> None:
    one, other = SENTENCES["en"][part], SENTENCES["id"][part]
    assert {key: places(text) for key, text in one.items()} == {
        key: places(text) for key, text in other.items()
    }


def test_every_kind_of_finding_has_a_sentence_and_every_fault_a_way_to_mend_it() -> None:
    kinds = set(get_args(Kind))
    assert kinds <= SENTENCES["id"]["found"].keys()
    by_question = {"out_of_scale", "formula", "too_long", "no_group", "no_sector"}
    assert kinds - set(NOTES) - by_question <= SENTENCES["id"]["remedy"].keys()


def test_every_kind_of_file_has_a_name_in_indonesian() -> None:
    source = Path(file_kind.__file__).read_text(encoding="utf-8")
    kinds = set(re.findall(r'"((?:an? |the file is )[^"]+)"', source))
    assert len(kinds) > 15
    assert kinds <= SENTENCES["id"]["file_kinds"].keys()


def test_a_cell_is_told_with_its_place_what_stands_there_and_what_may(asked: Questionnaire) -> None:
    found = told(gathered(read_wave(faulty(), asked).findings), asked, "id")
    by_place = {(each.sheet, each.row): each for each in found}
    scale = by_place["pelaku", "6"]
    assert (scale.column, scale.found) == ("J gotong_royong_1", "“7” bukan jawaban untuk pertanyaan ini.")
    assert scale.remedy.startswith("Pilih salah satu: 1 sangat tidak setuju, 2 tidak setuju")
    assert by_place["pelaku", "9"].remedy == "Isi dengan angka dari 0 sampai 80."
    assert by_place["kontak", "7"].found.endswith("Mungkin maksudnya “Eka Basuki”?")
    # what is to be mended comes first, owners before contacts
    assert [each.fault for each in found] == sorted((each.fault for each in found), reverse=True)
    assert found[0].sheet == "pelaku"


def test_nobody_is_talked_into_consent(asked: Questionnaire) -> None:
    found = told(gathered(read_wave(faulty(), asked).findings), asked, "en")
    refusals = [each for each in found if "consent" in each.found]
    assert [(each.fault, each.remedy) for each in refusals] == [(False, "")]


def test_a_column_of_one_mistake_is_told_once_with_its_rows(asked: Questionnaire) -> None:
    question = asked.column("owners", "gotong_royong_1")
    findings = [
        Finding("out_of_scale", "owners", row, 4, "gr1", f"found '{row}'", "1 to 5", among=8,
                value=str(row), question=question)
        for row in range(2, 10)
    ]  # fmt: skip
    (only,) = told(gathered(findings), asked, "en")
    assert only.row == "2, 3, 4, 5, 6, 7, 8, 9"
    assert only.found.startswith("“2, 3, 4”")


def test_an_answer_that_looks_like_a_template_is_only_text(asked: Questionnaire) -> None:
    (only,) = told([Finding("not_interviewed", "x", 2, 1, value="{value.__class__}")], asked, "en")
    assert only.found == "“{value.__class__}” was not interviewed."


@pytest.mark.parametrize(
    ("name", "data", "language", "sentence"),
    [
        ("a.zip", zipped({"pelaku.csv": b"nama\n", "b.zip": b""}), "id", "Ada arsip di dalam arsip"),
        ("a.zip", zipped({"../pelaku.csv": b"nama\n"}), "en", "leads out of it"),
        ("a.pdf", b"%PDF-1.7", "id", "dokumen PDF"),
        ("a.jpg", b"\xff\xd8\xff", "en", "a photograph"),
        ("a.xlsx", b"\x09\x08\x10\0", "id", "buku kerja Excel lama (.xls)"),
        ("a.csv", b"name,group,sector\nAni\xe9,1,1\n", "id", "CSV UTF-8"),
        ("a.csv", b"nama,kelompok\nAni,1\n", "id", "sector (bidang)"),
        ("a.csv", b"", "id", "berkas kosong"),
        ("a.csv", b"\n\n", "id", "berkas kosong"),
        ("a.csv", b"x,y\n1,2\n", "en", "headings of the form"),
        ("a.txt.exe", b"x\0y", "id", "bukan lembar kerja"),
        ("a.xlsx", b"PK\x03\x04 no more", "en", "damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_read_is_told_in_one_sentence(
    asked: Questionnaire, name: str, data: bytes, language: str, sentence: str
) -> None:
    with pytest.raises(StudyError) as refused:
        read_wave(Source(Path(name), data), asked)
    assert sentence in refusal(refused.value, language)


def test_a_file_without_one_good_interview_keeps_its_findings(asked: Questionnaire) -> None:
    with pytest.raises(NoInterview) as refused:
        read_wave(Source(Path("a.csv"), b"nama,kelompok,bidang\nAni,9,1\n"), asked)
    found = told(refused.value.findings, asked, "id")
    assert any(each.found == "“9” bukan salah satu kelompok di kampung ini." for each in found)
    assert "Tidak ada wawancara" in refusal(refused.value, "id")


def test_what_is_unknown_is_told_all_the_same() -> None:
    assert refusal(StudyError([]), "id") == SENTENCES["id"]["refused"]["any"]


def test_bytes_are_read_as_the_file_is_and_nothing_is_written(
    asked: Questionnaire, written: list[str]
) -> None:
    path = SURVEYS / "made_up_before.xlsx"
    of_file = read_wave(path, asked)
    source = Source(Path("somewhere/else.xlsx"), path.read_bytes())
    read_wave(source, asked)  # what is imported late is there now
    written.clear()
    of_bytes = read_wave(source, asked)
    read_wave(faulty(), asked)
    assert written == []
    assert of_bytes.names == of_file.names
    assert of_bytes.answers.equals(of_file.answers)
    assert of_bytes.nominations.equals(of_file.nominations)
    assert [each.where for each in of_bytes.findings] == [each.where for each in of_file.findings]


def test_a_source_does_not_show_what_it_holds() -> None:
    assert "Ani" not in repr(Source(Path("a.csv"), b"Ani"))


_OPENED: list[str] = []


def _watch(event: str, arguments: Any) -> None:
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        _OPENED.append(str(arguments[0]))
    elif event in ("tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir", "os.rename"):
        _OPENED.append(f"{event} {arguments[0]}")


@pytest.fixture(scope="module")
def watched() -> list[str]:
    sys.addaudithook(_watch)
    return _OPENED


@pytest.fixture
def written(watched: list[str]) -> list[str]:
    """Files that are opened to be written from now on."""
    watched.clear()
    return watched
