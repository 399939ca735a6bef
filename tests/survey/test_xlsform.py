"""The form on a phone: servers take it, it asks what the paper asks, and what comes back is read."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
from pyxform.xls2xform import convert

from simulation.files.faults import StudyError
from simulation.parameters import Group, Label, Sector, VillageProfile
from simulation.survey.questionnaire import LANGUAGES, Questionnaire
from simulation.survey.reading import read_wave
from simulation.survey.roster import Person, read_roster
from simulation.survey.xlsform import LANGUAGE_NAMES, xlsform

ROSTER = [Person("Ani_Wijaya", "Ani Wijaya"), Person("Nur_aini", "Nur'aini"), Person("12", "12")]


@pytest.fixture
def asked(profile: VillageProfile) -> Questionnaire:
    return Questionnaire.of(profile)


def rows(data: bytes, sheet: str) -> list[dict[str, str]]:
    head, *body = load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    return [{str(name): str(cell or "") for name, cell in zip(head, row, strict=True)} for row in body]


def by_name(data: bytes) -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in rows(data, "survey") if not row["type"].startswith("end_")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("roster", [None, ROSTER], ids=["written", "listed"])
def test_it_converts_without_a_warning(
    asked: Questionnaire, language: str, roster: list[Person] | None
) -> None:
    warnings: list[str] = []
    found = convert(io.BytesIO(xlsform(asked, language, roster)), warnings=warnings, file_type=".xlsx")
    assert warnings == []
    assert all(f'lang="{each}"' in found.xform for each in LANGUAGE_NAMES.values())


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate runs in Java")
def test_odk_validate_finds_it_valid(tmp_path: Path, asked: Questionnaire) -> None:
    form = convert(io.BytesIO(xlsform(asked, "id", ROSTER)), file_type=".xlsx").xform
    path = tmp_path / "form.xml"
    path.write_text(form, encoding="utf-8")
    words = ["java", "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, str(path)]
    told = subprocess.run(words, capture_output=True, text=True, timeout=100, check=False)
    assert told.returncode == 0, told.stderr
    assert "Xform is valid!" in told.stdout + told.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_asks_every_question_of_the_paper_in_both_languages(asked: Questionnaire, language: str) -> None:
    found = by_name(xlsform(asked, language))
    for name, sheet in asked.tables.items():
        for column in sheet.columns[0 if name == "owners" else 1 :]:
            row = found[getattr(column.header, language)]
            assert [row[f"label::{LANGUAGE_NAMES[each]}"] for each in LANGUAGES] == [
                column.text.en,
                column.text.id,
            ]
            if column.kind not in ("person", "number"):
                assert row["type"] == f"select_one {column.scale or column.kind}"


def test_options_are_the_codes_of_the_questionnaire(asked: Questionnaire) -> None:
    offered = rows(xlsform(asked, "en"), "choices")
    for column in [*asked.tables["owners"].columns, *asked.tables["contacts"].columns]:
        told = [row for row in offered if row["list_name"] == (column.scale or column.kind)]
        assert [(int(row["name"]), row["label::English (en)"]) for row in told] == [
            (option.code, option.en) for option in asked.options(column)
        ]


def test_without_consent_nothing_more_is_asked(asked: Questionnaire) -> None:
    depth, agreed = 0, "${persetujuan} = '1'"
    for row in rows(xlsform(asked, "id"), "survey"):
        if row["type"].startswith("end_"):
            depth -= 1
        elif depth == 0 and row["name"] not in ("start", "end", "today", "identitas"):
            assert row["relevant"] == agreed, row
        depth += row["type"].startswith("begin_")
    assert by_name(xlsform(asked, "id"))["nama"]["relevant"] == agreed


def test_numbers_have_their_bounds_and_parts_those_of_the_whole(asked: Questionnaire) -> None:
    found = by_name(xlsform(asked, "en"))
    assert found["forum"]["constraint"] == ". >= 0 and . <= 100"
    assert found["unsettled"]["relevant"] == "${disputes} > 0"
    assert found["unsettled"]["constraint"] == ". >= 0 and . <= ${disputes}"
    assert found["broken_newcomer"]["relevant"] == "${dealings_newcomer} > 0"
    assert found["number_of_contacts"]["constraint"] == ". >= 0 and . <= 10"
    assert found["contacts_repeat"]["repeat_count"] == "${number_of_contacts}"


def test_the_group_of_a_contact_is_asked_only_if_the_list_has_not_the_person(asked: Questionnaire) -> None:
    assert by_name(xlsform(asked, "en"))["contact_group"]["relevant"] == ""
    listed = by_name(xlsform(asked, "en", ROSTER))
    assert listed["contact"]["type"] == listed["name"]["type"] == "select_one owners"
    assert (
        listed["contact_group"]["relevant"] == listed["contact_other"]["relevant"] == "${contact} = 'other'"
    )


def test_a_form_is_the_same_each_time_and_another_for_another_village(asked: Questionnaire) -> None:
    one, same, other = (
        rows(xlsform(asked, "id", roster), "settings")[0]["version"] for roster in (None, None, ROSTER)
    )
    assert one == same != other


def test_what_a_village_is_called_stays_text(tmp_path: Path) -> None:
    rough = "=1+1 ${nama} <script>x</script> {{1}}"
    village = VillageProfile(
        name=rough,
        owners=10,
        groups=[Group(name="a", share=0.5, label=Label(en=rough, id=rough)), Group(name="b", share=0.5)],
        sectors=[Sector(name="x", share=1.0, label=Label(en=rough, id=rough))],
    )
    data = xlsform(Questionnaire.of(village), "id", [Person("a", "=cmd|' /C calc'!A0")])
    for page in load_workbook(io.BytesIO(data)).worksheets:
        assert not [cell for row in page for cell in row if cell.data_type == "f"]
    assert "<output" not in convert(io.BytesIO(data), file_type=".xlsx").xform


def paths(data: bytes, headers: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name, header in an export, and whether it is repeated, of every question of a form."""
    inside: list[str] = []
    for row in rows(data, "survey"):
        if row["type"].startswith("begin_"):
            inside.append(row["name"])
        elif row["type"].startswith("end_"):
            inside.pop()
        else:
            label = row[headers] if headers != "name" else ""
            yield row["name"], label or "/".join([*inside, row["name"]]), "ulang" in "".join(inside)


@pytest.mark.parametrize("headers", ["name", *(f"label::{name}" for name in LANGUAGE_NAMES.values())])
@pytest.mark.parametrize("roster", [None, ROSTER], ids=["written", "listed"])
def test_its_own_export_is_read_without_a_word(
    tmp_path: Path, asked: Questionnaire, headers: str, roster: list[Person] | None
) -> None:
    data = xlsform(asked, "id", roster)
    values = {"nama": "Ani_Wijaya", "kontak": "Nur_aini", "start": "2026", "jumlah_kontak": "1"}
    main, repeat = {}, {}
    for name, header, repeated in paths(data, headers):
        empty = name in ("pembuka", "terima_kasih", "nama_lain", "kontak_lain", "kelompok_kontak")
        (repeat if repeated else main)[header] = "" if empty else values.get(name, "1")
    main |= {"_uuid": "x", "_index": "1"}
    repeat |= {"_submission__uuid": "x", "_parent_index": "1", "_index": "1"}
    for file, table in (("form", main), ("repeat", repeat)):
        with (tmp_path / f"{file}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([table.keys(), table.values()])
    found = read_wave(tmp_path, asked)
    assert {each.kind for each in found.findings} <= {"other_title", "not_interviewed"}
    assert found.names == ["Ani Wijaya"]
    assert found.absent == frozenset()
    assert found.answers.notna().all(axis=None)
    assert found.attendance.notna().all(axis=None)
    assert found.nominations.values.tolist() == [[0, -1, -1, 0.25, 0]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nama\nAni Wijaya\n\nNur'aini\n", ["Ani Wijaya", "Nur'aini"]),
        ("owner,name\n0,Ani\n1,Budi\n1,Boedi\n", ["Ani", "Budi"]),
        ("No.;Nomor responden\n;001\n;002\n", ["001", "002"]),
        ("group,name\nlocal,Ani\n", ["Ani"]),
    ],
)
def test_a_roster_is_a_list_a_key_or_numbers(
    tmp_path: Path, asked: Questionnaire, text: str, names: list[str]
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    assert [person.name for person in read_roster(path, asked)] == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pelaku\nAni\n", "no column of names"),
        ("nama\nAni\nANI \n", "roster.csv:3:1: 'ANI' is the owner in line 2 already"),
        ("nama\n???\n", "found '???'"),
        ("nama\n\n", "holds no owner"),
    ],
)
def test_a_roster_that_is_none_is_one_line(
    tmp_path: Path, asked: Questionnaire, text: str, told: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(StudyError) as refusal:
        read_roster(path, asked)
    assert told in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1
