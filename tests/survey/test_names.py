"""The same person, though written a little differently; and somebody else, though written alike."""
# ruff: noqa: RUF001

from pathlib import Path

import pytest

from simulation.parameters import VillageProfile
from simulation.survey.names import Directory
from tests.survey.answers import kinds, wave

PEOPLE = [
    "Sri Wahyuni", "Nur'aini", "Muhammad Ridwan", "Haji Slamet", "Slamet", "Budi Darmawan",
    "Siti Aminah, S.Pd.", "H. Sri", "Ahmad Yani", "Mas'ud", "Maria Ulfah", "007", "Budi Santoso",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sri  WAHYUNI", "Sri Wahyuni"),
        ("Sri\u00a0Wahyuni", "Sri Wahyuni"),
        ("\ufeffSri\u2003Wahyuni\u200e", "Sri Wahyuni"),
        ("S\u00adri Wa\u200bhy\u200cu\u200dni\ufe0f", "Sri Wahyuni"),
        ("\u202eSri\u202c \u2066Wahyuni\u2069", "Sri Wahyuni"),
        ("Ｓｒｉ Ｗａｈｙｕｎｉ", "Sri Wahyuni"),
        ("Sri Wahyuni\u0301", "Sri Wahyuni"),
        ("Nur’aini", "Nur'aini"),
        ("Nur‘aini", "Nur'aini"),
        ("Nur`aini", "Nur'aini"),
        ("Nur´aini", "Nur'aini"),
        ("Nurʼaini", "Nur'aini"),
        ("Slamet", "Slamet"),
        ("007", "007"),
    ],
)  # fmt: skip
def test_what_nobody_means_to_say_is_not_read(name: str, meant: str) -> None:
    match = Directory(PEOPLE).match(name)
    assert match.how == "same"
    assert PEOPLE[match.numbers[0]] == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Sriwahyuni", "Sri Wahyuni"),
        ("Wahyuni, Sri", "Sri Wahyuni"),
        ("Nuraini", "Nur'aini"),
        ("Masud", "Mas'ud"),
        ("Moh. Ridwan", "Muhammad Ridwan"),
        ("M.Ridwan", "Muhammad Ridwan"),
        ("Muh Ridwan", "Muhammad Ridwan"),
        ("Mohammad Ridwan", "Muhammad Ridwan"),
        ("Drs. H. M. Ridwan, S.E., M.Si.", "Muhammad Ridwan"),
        ("H. Slamet", "Haji Slamet"),
        ("Hj. Siti Aminah", "Siti Aminah, S.Pd."),
        ("Bpk Budi Darmawan", "Budi Darmawan"),
        ("dr. Budi Darmawan", "Budi Darmawan"),
        ("Ust. Ahmad Yani", "Ahmad Yani"),
        ("7", "007"),
        ("7.0", "007"),
    ],
)
def test_habits_of_spelling_are_folded_and_told(name: str, meant: str) -> None:
    match = Directory(PEOPLE).match(name)
    assert match.how == "spelled"
    assert PEOPLE[match.numbers[0]] == meant


@pytest.mark.parametrize(
    ("name", "how", "meant"),
    [
        ("Budi", "several", ["Budi Darmawan", "Budi Santoso"]),
        ("Pak Budi", "several", ["Budi Darmawan", "Budi Santoso"]),
        ("Pak Slamet", "several", ["Haji Slamet", "Slamet"]),
        ("Sri", "several", ["Sri Wahyuni", "H. Sri"]),
        ("M. Ulfah", "near", ["Maria Ulfah"]),  # an initial may be another's
        ("A. Yani", "near", ["Ahmad Yani"]),
        ("Ahmat Yani", "near", ["Ahmad Yani"]),
        ("Alm. Ahmad Yani", "near", ["Ahmad Yani"]),  # the dead were not interviewed
        ("8", "nobody", []),
        ("Rahmat", "nobody", []),
    ],
)
def test_who_may_be_somebody_else_is_never_taken(name: str, how: str, meant: list[str]) -> None:
    match = Directory(PEOPLE).match(name)
    assert (match.how, [PEOPLE[number] for number in match.numbers]) == (how, meant)
    assert match.number is None


def test_a_man_and_a_woman_of_one_name_are_two_people() -> None:
    match = Directory(["H. Nur", "Budi"]).match("Hj. Nur")
    assert (match.how, match.number) == ("near", None)


OWNERS = "name,consent,group,sector\n"


def test_a_tie_is_kept_though_the_name_is_written_otherwise(tmp_path: Path, profile: VillageProfile) -> None:
    owners = OWNERS + "Sri Wahyuni,1,1,1\nNur'aini,1,1,2\nH. Slamet,1,2,1\n"
    contacts = "name,contact\nSriwahyuni,Nuraini\nNur’aini,S\u00adri Wahyuni\nNuraini,Haji Slamet\n"
    found = wave(tmp_path, profile, owners, contacts)
    assert found.nominations[["first", "second"]].values.tolist() == [[0, 1], [1, 0], [1, 2]]
    told = [(each.cell, each.nearest) for each in found.findings if each.kind == "other_spelling"]
    assert told == [("A2", "Sri Wahyuni"), ("B2", "Nur'aini"), ("A4", "Nur'aini"), ("B4", "H. Slamet")]


def test_two_who_may_be_meant_are_both_named_and_neither_is_tied(
    tmp_path: Path, profile: VillageProfile
) -> None:
    owners = OWNERS + "Ani,1,1,1\nBudi Darmawan,1,1,2\nBudi Santoso,1,2,1\n"
    found = wave(tmp_path, profile, owners, "name,contact\nAni,Pak Budi\nBudi,Ani\n")
    assert found.nominations["second"].tolist() == [-1]
    told = {each.kind: each.found for each in found.findings}
    assert told["several"] == "'Pak Budi' may be 'Budi Darmawan' or 'Budi Santoso'"
    assert told["asked_several"] == "'Budi' may be 'Budi Darmawan' or 'Budi Santoso'"


def test_owners_that_differ_by_what_nobody_sees_are_named_with_both_rows(
    tmp_path: Path, profile: VillageProfile
) -> None:
    owners = OWNERS + "Ani,1,1,1\nBudi,1,1,1\n\u200bAN\u00adI,1,1,1\n"
    found = wave(tmp_path, profile, owners, "name,contact\n")
    (finding,) = [each for each in found.findings if each.kind == "twice"]
    assert (finding.cell, finding.found) == ("A4", "'ANI' is the name in row 2 already")
    assert finding.is_fault


def test_owners_that_differ_by_habit_stay_two_and_are_noted(tmp_path: Path, profile: VillageProfile) -> None:
    owners = OWNERS + "Sri Wahyuni,1,1,1\nSriwahyuni,1,1,1\nH. Ani,1,1,1\nAni,1,1,1\n"
    found = wave(tmp_path, profile, owners, "name,contact\nAni,H. Ani\n")
    assert found.owners == 4
    assert found.nominations["second"].tolist() == [2]
    noted = [each for each in found.findings if each.kind == "alike"]
    assert [(each.row, each.is_fault) for each in noted] == [(5, False)]


def test_numbers_may_stand_for_names_and_their_lost_noughts_are_told(
    tmp_path: Path, profile: VillageProfile
) -> None:
    found = wave(
        tmp_path, profile, OWNERS + "001,1,1,1\n002,1,1,2\n010,1,2,1\n", "name,contact\n1,10\n002,1.0\n"
    )
    assert found.nominations[["first", "second"]].values.tolist() == [[0, 2], [1, 0]]
    assert kinds(found) == ["other_spelling"] * 3


def test_a_name_is_shown_as_it_looks(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile, OWNERS + "Nu\u0301r’a\u200bini,1,1,1\n", "name,contact\n")
    assert found.names == ["Núr’aini"]


def test_answers_and_headers_are_read_as_they_look(tmp_path: Path, profile: VillageProfile) -> None:
    text = "\u200ename,consent\u00a0,group,sec\u00adtor,gotong_royong_1\nAni,１ yes,1,food\u200b,４ agree\n"
    found = wave(tmp_path, profile, text, "name,contact\n")
    assert kinds(found) == []
    assert found.answers["gotong_royong_1"].tolist() == [4]


def test_both_waves_know_an_owner_who_is_written_otherwise(tmp_path: Path, profile: VillageProfile) -> None:
    from simulation.survey.differences import pairs, written_otherwise

    before = wave(tmp_path / "before", profile, OWNERS + "Sri Wahyuni,1,1,1\nAni,1,1,1\n", "name,contact\n")
    after = wave(tmp_path / "after", profile, OWNERS + "Ani,1,1,1\nSriwahyuni,1,1,1\n", "name,contact\n")
    assert sorted(pairs(before, after)) == [(0, 1), (1, 0)]
    assert written_otherwise(before, after) == {0: "Sriwahyuni"}
