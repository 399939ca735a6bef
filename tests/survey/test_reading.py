"""Answers as people type them; whatever is not used is told."""

from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.parameters import VillageProfile
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import read_wave
from tests.survey.answers import CONTACTS, OWNERS, folder, kinds, wave


@pytest.fixture
def asked(profile: VillageProfile) -> Questionnaire:
    return Questionnaire.of(profile)


def test_a_faultless_survey_is_read_whole(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile)
    assert found.names == ["Ani", "Budi", "Citra", "Dodi"]
    assert found.answers["group"].tolist() == [1, 1, 2, 2]
    assert found.answers["sector"].tolist() == [1, 2, 3, 4]
    assert found.answers["gotong_royong_2"].tolist()[:3] == [5, 4, 1]
    assert found.answers["gotong_royong_2"].isna().tolist() == [False, False, False, True]
    assert found.nominations.values.tolist() == [
        [0, 1, 0, 1, -1],
        [1, 0, 0, 1, -1],
        [0, 2, 1, 0.25, -1],
        [3, -1, 0, 0.6, 0],
    ]
    assert kinds(found) == ["not_interviewed"]


def test_indonesian_semicolons_and_labels_mean_the_same(tmp_path: Path, profile: VillageProfile) -> None:
    english = wave(tmp_path / "en", profile)
    header, *rows = OWNERS.replace(",yes,", ",ya,").splitlines()
    for one, other in (
        ("name", "nama"), ("consent", "persetujuan"), ("group", "kelompok"), ("sector", "bidang"),
        ("weekly_income", "Pendapatan pekanan"), ("trust_", "percaya_"),
    ):  # fmt: skip
        header = header.replace(one, other)
    turned = [row.replace(",4,4,2", ",4 setuju,4.0,2 tidak setuju") for row in rows]
    text = "\n".join(["REKAAN", *(line.replace(",", ";") for line in [header, *turned])])
    local = read_wave(folder(tmp_path / "id", "\ufeff" + text), Questionnaire.of(profile))
    assert local.answers.equals(english.answers)


def test_numbers_may_have_a_decimal_comma(tmp_path: Path, profile: VillageProfile) -> None:
    text = "nama;kelompok;bidang;lama_usaha\nAni;local;food;2,5\nBudi;local;food;2.5\nCici;local;food;81\n"
    found = wave(tmp_path, profile, text)
    assert found.answers["years"].tolist()[:2] == [2.5, 2.5]
    assert kinds(found).count("out_of_scale") == 1


def test_one_csv_file_of_owners_is_enough(tmp_path: Path, asked: Questionnaire) -> None:
    path = tmp_path / "interviews.csv"
    path.write_text(OWNERS)
    found = read_wave(path, asked)
    assert found.owners == 4
    assert found.nominations.empty
    assert [finding.table for finding in found.findings if finding.kind == "no_table"] == [
        "contacts",
        "attendance",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind", "cell", "told"),
    [
        ("Ani,yes,local,food,3,5", "Ani,yes,local,food,3,6", "out_of_scale", "F2", "'6'"),
        ("Ani,yes,local,food,3,5", "Ani,yes,local,food,3,4 kecil", "out_of_scale", "F2", "'4 kecil'"),
        ("Ani,yes,local,food,3,5", "Ani,yes,local,food,3,4.5", "out_of_scale", "F2", "'4.5'"),
        ("Citra,yes", "Citra,no", "no_consent", "B4", "no consent"),
        ("Citra,yes", "Citra,", "no_consent", "B4", "no consent"),
        ("Citra,yes", "ani ,yes", "twice", "A4", "row 2"),
        ("Citra,yes", "=1+1,yes", "no_name", "A4", "'=1+1'"),
        ("Citra,yes,newcomer", "Citra,yes,", "no_group", "C4", "no group"),
        ("newcomer,retail", "newcomer,", "no_sector", "D4", "no sector"),
    ],
)  # fmt: skip
def test_a_fault_of_an_owner_has_its_place(
    tmp_path: Path, profile: VillageProfile, old: str, new: str, kind: str, cell: str, told: str
) -> None:
    assert old in OWNERS
    found = wave(tmp_path, profile, OWNERS.replace(old, new), "name,contact\n")
    (finding,) = [each for each in found.findings if each.kind == kind]
    assert finding.cell == cell
    assert told in finding.found


@pytest.mark.parametrize(
    ("row", "kind", "near"),
    [
        ("Ani,ANI,,", "self", None),
        ("Ani,Budi,,", "named_twice", None),
        ("Ani,Buddi,,", "near_name", "Budi"),
        ("Dodi,Pak Budi,,", "other_spelling", "Budi"),
        ("Ani,Rahmat,,", "not_interviewed", None),
        ("Ani,Dini,,", "not_interviewed", None),  # another person, though two of four letters are Dodi's
        ("Anni,Budi,,", "asked_unknown", "Ani"),
        ("Ani,Citra Dewi,,9", "out_of_scale", None),
    ],
)
def test_a_fault_of_a_contact_has_its_place_and_the_nearest_name(
    tmp_path: Path, profile: VillageProfile, row: str, kind: str, near: str | None
) -> None:
    found = wave(tmp_path, profile, contacts=CONTACTS + row + "\n")
    (finding,) = [each for each in found.findings if each.kind == kind and each.row == 6]
    assert finding.nearest == near
    assert finding.cell


def test_whoever_names_an_owner_that_did_not_agree_names_somebody_not_interviewed(
    tmp_path: Path, profile: VillageProfile
) -> None:
    found = wave(tmp_path, profile, OWNERS.replace("Budi,yes", "Budi,no"))
    assert found.names == ["Ani", "Citra", "Dodi"]
    assert kinds(found) == ["no_consent", "not_interviewed", "asked_unused", "not_interviewed"]
    assert found.nominations["second"].tolist() == [-1, 1, -1]


def test_more_names_than_asked_for_are_used_and_told(tmp_path: Path, profile: VillageProfile) -> None:
    many = "".join(f"Ani,Somebody {letter},,1\n" for letter in "BCDEFGHIJKLM")
    found = wave(tmp_path, profile, contacts="name,contact,contact_group,how_often\n" + many)
    assert len(found.nominations) == 12
    assert kinds(found).count("too_many") == 1


@pytest.mark.parametrize(
    ("header", "kind"),
    [("weekly_incom", "unknown_column"), ("consent", "column_twice")],
)
def test_a_column_that_is_not_read_is_told(
    tmp_path: Path, profile: VillageProfile, header: str, kind: str
) -> None:
    found = wave(tmp_path, profile, OWNERS.replace("weekly_income", header))
    (finding,) = [each for each in found.findings if each.kind == kind]
    assert (finding.row, finding.cell) == (1, "E1")
    assert found.answers["income"].isna().all()


def test_a_value_beside_the_table_is_told(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile, OWNERS.replace("4,5,1\n", "4,5,1,what?\n"))
    (finding,) = [each for each in found.findings if each.kind == "beyond_header"]
    assert finding.cell == "K2"


@pytest.mark.parametrize(
    ("owners", "told"),
    [
        ("", "holds no table"),
        ("a,b,c\n1,2,3\n", "no header found"),
        ("name,consent,group\nAni,1,1\n", "no column sector (bidang)"),
        ("name,group,sector\n", "no interview that can be used"),
        ("name,consent,group,sector\nAni,2,1,1\n", "no interview that can be used"),
    ],
)
def test_a_table_without_what_it_needs_is_refused(
    tmp_path: Path, profile: VillageProfile, owners: str, told: str
) -> None:
    with pytest.raises(StudyError, match=told.replace("(", r"\(").replace(")", r"\)")):
        wave(tmp_path, profile, owners)


def test_a_folder_without_tables_says_how_they_are_called(tmp_path: Path, asked: Questionnaire) -> None:
    with pytest.raises(StudyError, match=r"owners\.csv, pelaku\.csv"):
        read_wave(tmp_path, asked)
