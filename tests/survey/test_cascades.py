"""One mistake is one line, however many rows it touches."""

from itertools import pairwise
from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.parameters import VillageProfile
from simulation.survey.findings import gathered
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import read_wave
from tests.survey.answers import CONTACTS, OWNERS, wave

MANY = 40


def rows(line: str) -> str:
    return "".join(line.format(n=f"{chr(65 + n % 26)}{chr(97 + n // 26)}ni") + "\n" for n in range(MANY))


@pytest.mark.parametrize(
    ("header", "line", "kind", "cell"),
    [
        ("name,group,sector,wat", "{n},1,1,x", "unknown_column", "D1"),
        ("name,group,sector,", "{n},1,1,x", "beyond_header", "D2"),
        ("name,,group,sector", "{n},x,1,1", "beyond_header", "B2"),
        ("name,group,sector,gotong_royong_1", "{n},1,1,rukun sekali", "out_of_scale", "D2"),
        ("name,consent,group,sector", "{n},1,petani,1", "no_group", "C2"),
    ],
)
def test_a_column_that_is_wrong_all_through_is_one_line(
    tmp_path: Path, profile: VillageProfile, header: str, line: str, kind: str, cell: str
) -> None:
    found = wave(tmp_path, profile, header + "\n" + rows(line) + "Zed,1,1,1\n" * (kind == "no_group"))
    (finding,) = [each for each in gathered(found.findings) if each.kind == kind and each.row <= 2]
    assert finding.cell == cell
    assert kind == "unknown_column" or len(finding.also) == MANY - 1


def test_a_column_in_another_language_shows_some_of_its_answers(
    tmp_path: Path, profile: VillageProfile
) -> None:
    words = ["rukun", "ora", "nggih", "mboten", "inggih", "kados"]
    lines = "".join(f"A{chr(97 + n)}ni,1,1,{words[n % 6]}\n" for n in range(12))
    found = wave(tmp_path, profile, "name,group,sector,gotong_royong_1\n" + lines)
    (finding,) = [each for each in gathered(found.findings) if each.kind == "out_of_scale"]
    assert "12 of 12 rows, as found 'rukun', found 'ora'" in finding.found
    assert finding.also == tuple(range(3, 14))


def test_a_few_answers_of_many_keep_a_line_each(tmp_path: Path, profile: VillageProfile) -> None:
    text = "name,group,sector,gotong_royong_1\n" + rows("{n},1,1,4") + "Zed,1,1,7\nZid,1,1,8\n"
    found = wave(tmp_path, profile, text)
    assert [each.cell for each in gathered(found.findings) if each.kind == "out_of_scale"] == ["D42", "D43"]


def test_a_name_written_otherwise_in_every_row_is_one_line(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile, contacts=CONTACTS + "Citra,Pak Budi,,\nDodi,Pak Budi,,\n")
    (finding,) = [each for each in gathered(found.findings) if each.kind == "other_spelling"]
    assert "also in row 7" in str(finding.fault("a.xlsx"))


def test_a_sheet_of_another_name_is_known_by_its_headers(tmp_path: Path, profile: VillageProfile) -> None:
    from tests.survey.test_hostile import two_sheets

    path = tmp_path / "a.xlsx"
    path.write_bytes(two_sheets({"Form Responses 1": OWNERS, "Sheet2": CONTACTS}))
    found = read_wave(path, Questionnaire.of(profile))
    assert (found.owners, len(found.nominations)) == (4, 4)
    told = [(each.kind, each.table) for each in found.findings if each.kind.startswith("other")]
    assert told == [("other_title", "Form Responses 1"), ("other_title", "Sheet2")]


def test_of_two_sheets_of_interviews_neither_is_taken(tmp_path: Path, profile: VillageProfile) -> None:
    from tests.survey.test_hostile import two_sheets

    path = tmp_path / "a.xlsx"
    path.write_bytes(two_sheets({"before": OWNERS, "after": OWNERS}))
    with pytest.raises(StudyError, match="no table of owners among 'before', 'after'"):
        read_wave(path, Questionnaire.of(profile))


def test_where_no_interview_can_be_used_the_reason_is_one_line(
    tmp_path: Path, profile: VillageProfile
) -> None:
    with pytest.raises(StudyError) as refusal:
        wave(tmp_path, profile, "name,consent,group,sector\n" + rows("{n},1,petani,1"))
    first, second = str(refusal.value).splitlines()
    assert "no interview that can be used" in first
    assert "C2 group: no group, found 'petani', also in rows 3, 4" in second


def test_columns_that_a_table_lacks_are_one_line(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile)
    told = [each.column for each in gathered(found.findings) if each.kind == "no_column"]
    assert len(told) == 1
    assert "transparency_1, transparency_2" in told[0]


def test_titles_in_one_table_alone_are_one_line(tmp_path: Path, profile: VillageProfile) -> None:
    names = [f"{chr(65 + n)}ni" for n in range(8)]
    owners = "name,group,sector\n" + "".join(f"Hj. {name},1,1\n" for name in names)
    contacts = "name,contact\n" + "".join(f"{one},{other}\n" for one, other in pairwise(names))
    found = wave(tmp_path, profile, owners, contacts)
    assert len(found.nominations) == 7
    told = [each for each in gathered(found.findings) if each.kind == "other_spelling"]
    assert [each.cell for each in told] == ["A2", "B2"]
    assert told[0].found.startswith("7 of 7 rows, as 'Ani' is 'Hj. Ani' in the table of owners")
