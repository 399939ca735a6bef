"""Whatever programme hands the answers out, and however contacts are laid out, they say the same."""

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.parameters import VillageProfile
from simulation.survey.handover import Handover
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import read_wave
from simulation.survey.wave import Wave
from tests.survey import layouts
from tests.survey.layouts import Answers

LAYOUTS: dict[str, Callable[[Answers, Path], Path]] = {
    "KoboToolbox, XML values": layouts.kobo,
    "KoboToolbox, labels": partial(layouts.kobo, worded="id"),
    "KoboToolbox, labels in English without groups": partial(layouts.kobo, worded="en", mark=""),
    "KoboToolbox, groups by colons": partial(layouts.kobo, mark=":"),
    "KoboToolbox, sheets renamed": partial(layouts.kobo, mark="", titles=("pelaku", "kontak")),
    "ODK Central, zip": layouts.odk_zip,
    "ODK Central, folder": layouts.odk_folder,
    "Google Forms": layouts.google,
    "Google Forms, one question again and again": partial(layouts.google, numbered=False),
    "contact_1": partial(layouts.wide, heads=lambda number, column: f"{column.header.en}_{number}"),
    "contact 1: how often": partial(
        layouts.wide,
        heads=lambda number, column: f"Kontak {number}: {column.header.id.replace('kontak', 'nama')}",
    ),
    "one contact a column in a sheet": layouts.wide_sheet,
    "name in the first row": layouts.block,
    "owner and contacts in one table": layouts.long,
    "numbers for names": layouts.numbers,
}


@pytest.fixture(scope="module")
def answers(profile: VillageProfile) -> Answers:
    return Answers(Questionnaire.of(profile))


def faults(wave: Wave) -> list[str]:
    return [str(each.fault("file")) for each in wave.findings if each.is_fault]


def handed_over(answers: Answers, data: Path) -> dict[str, bytes]:
    """Return what is made of a survey, without the report: it names the cells of the file."""
    found = read_wave(data, answers.asked)
    assert faults(found) == []
    written = Handover(found, None, week=104, population=9, language="en").files(Path("villages/v.yaml"))
    return {path.name: content for path, content in written.items() if path.suffix != ".md"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_answers_give_the_same_village(tmp_path: Path, answers: Answers, layout: str) -> None:
    expected = handed_over(answers, layouts.plain(answers, tmp_path))
    assert set(expected) == {"v.yaml", "v_owners.csv", "v_ties.csv", "v_targets.csv"}
    assert handed_over(answers, LAYOUTS[layout](answers, tmp_path)) == expected


def test_the_same_answers_were_read_whole(tmp_path: Path, answers: Answers) -> None:
    found = read_wave(layouts.odk_zip(answers, tmp_path), answers.asked)
    assert found.names == list(layouts.NAMES)
    assert found.answers["group"].tolist() == [1, 2, 1, 2]
    assert found.attendance["forum"].tolist() == [3, 4, 5, 6]
    assert found.nominations.values.tolist() == [
        [0, 1, 0, 1.0, -1],
        [0, 2, 1, 0.25, -1],
        [1, 0, 0, 3.0, -1],
        [3, -1, 1, 0.6, 0],
    ]


def test_a_fault_names_the_cell_of_the_export(tmp_path: Path, answers: Answers) -> None:
    bad = Answers(answers.asked)
    bad.contacts[1][3] = 9
    kobo = read_wave(layouts.kobo(bad, tmp_path), bad.asked)
    beside = read_wave(layouts.wide(bad, tmp_path, LAYOUTS["contact_1"].keywords["heads"]), bad.asked)  # type: ignore[attr-defined]
    (there,) = [each for each in kobo.findings if each.is_fault]
    (here,) = [each for each in beside.findings if each.is_fault]
    assert (there.table, there.cell, there.column) == ("contacts", "C3", "seberapa_sering")
    last = len(bad.columns["owners"]) + 7 + 6
    assert (here.table, here.row, here.place) == ("owners (contacts)", 2, last)


def test_a_contact_without_an_interview_is_told(tmp_path: Path, answers: Answers) -> None:
    tables = layouts.odk_tables(answers)
    name = "survei_kampung-kontak_ulang.csv"
    (tmp_path / name).write_bytes(tables[name].replace(b"uuid:3,", b"uuid:gone,"))
    (tmp_path / "survei_kampung.csv").write_bytes(tables["survei_kampung.csv"])
    found = read_wave(tmp_path, answers.asked)
    (told,) = faults(found)
    assert "'interview uuid:gone' is none of the owners" in told
    assert len(found.nominations) == 3


def test_names_under_other_headers_are_names_where_there_are_no_others(
    tmp_path: Path, profile: VillageProfile
) -> None:
    (tmp_path / "pelaku.csv").write_text("Nama responden,kelompok,bidang\nAni,1,1\nBudi,2,2\n")
    (tmp_path / "kontak.csv").write_text("Nama responden,Nama kontak\nAni,Budi\n")
    found = read_wave(tmp_path, Questionnaire.of(profile))
    assert found.nominations[["first", "second"]].values.tolist() == [[0, 1]]
    assert faults(found) == []


def test_a_number_is_never_part_of_another_number(tmp_path: Path, profile: VillageProfile) -> None:
    (tmp_path / "pelaku.csv").write_text("nomor,kelompok,bidang\n70,1,1\n12,2,2\n")
    (tmp_path / "kontak.csv").write_text("nomor,nomor kontak\n70,7\n70,1\n")
    found = read_wave(tmp_path, Questionnaire.of(profile))
    assert [each.kind for each in found.findings].count("not_interviewed") == 2
    assert faults(found) == []


def test_contacts_that_nothing_joins_are_refused(tmp_path: Path, answers: Answers) -> None:
    tables = layouts.odk_tables(answers)
    (tmp_path / "contacts of phone.csv").write_bytes(tables["survei_kampung-kontak_ulang.csv"])
    (tmp_path / "form.csv").write_bytes(
        tables["survei_kampung.csv"].replace(b"KEY", b"x").replace(b"instanceID", b"y")
    )
    with pytest.raises(StudyError, match=r"contacts whose interviews cannot be found.*as it was downloaded"):
        read_wave(tmp_path, answers.asked)


def test_a_column_that_numbers_the_rows_is_no_fault(tmp_path: Path, profile: VillageProfile) -> None:
    path = tmp_path / "a.csv"
    path.write_text("No.,nama,kelompok,bidang\n1,Ani,1,1\n2,Budi,2,2\n")
    found = read_wave(path, Questionnaire.of(profile))
    assert faults(found) == []
    assert found.names == ["Ani", "Budi"]


def test_contacts_of_a_second_interview_of_one_owner_are_not_used(tmp_path: Path, answers: Answers) -> None:
    twice = Answers(answers.asked)
    twice.owners[3][0] = "Ani Wijaya"
    found = read_wave(layouts.kobo(twice, tmp_path), twice.asked)
    assert [each.kind for each in found.findings if each.is_fault] == ["asked_unused", "twice"]
    assert found.nominations["first"].tolist() == [0, 0, 1]


def test_a_refusal_on_a_phone_has_no_name_and_is_no_fault(tmp_path: Path, answers: Answers) -> None:
    refused = Answers(answers.asked)
    refused.owners[3] = [None, 2, *[None] * (len(refused.owners[3]) - 2)]
    refused.attended[3] = [None] * 8
    refused.contacts.pop()
    found = read_wave(layouts.kobo(refused, tmp_path), refused.asked)
    assert faults(found) == []
    assert [each.kind for each in found.findings].count("no_consent") == 1
    assert found.owners == 3


def test_a_name_that_was_not_on_the_list_is_read_from_where_it_was_written(
    tmp_path: Path, profile: VillageProfile
) -> None:
    text = "nama,nama_lain,kelompok,bidang,_uuid,_index\nAni_Wijaya,,1,1,a,1\nlain,Budi Santoso,2,2,b,2\n"
    heads = ",".join(f"kontak_ulang/{name}" for name in ("kontak", "kontak_lain", "seberapa_sering"))
    repeat = f"{heads},_parent_index\nAni_Wijaya,,3,2\nlain,Eko,2,1\n"
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "b.csv").write_text(repeat)
    found = read_wave(tmp_path, Questionnaire.of(profile))
    assert found.names == ["Ani Wijaya", "Budi Santoso"]
    assert found.nominations[["first", "second"]].values.tolist() == [[1, 0], [0, -1]]
    assert faults(found) == []


def test_a_name_left_out_among_repeated_names_stays_a_fault(tmp_path: Path, answers: Answers) -> None:
    folder = layouts.block(answers, tmp_path)
    (folder / "contacts.csv").write_text(
        "name,contact\nAni Wijaya,Budi Santoso\nAni Wijaya,Citra Dewi\n,Dodi Hartono\n"
    )
    found = read_wave(folder, answers.asked)
    assert [each.kind for each in found.findings if each.is_fault] == ["no_name"]
    assert len(found.nominations) == 2


def test_rows_without_a_name_are_noted_in_one_line(tmp_path: Path, answers: Answers) -> None:
    found = read_wave(layouts.block(answers, tmp_path), answers.asked)
    (note,) = [each for each in found.findings if each.kind == "name_above"]
    assert (note.table, note.row, note.is_fault) == ("contacts", 3, False)


@pytest.mark.parametrize(
    "header", ["start", "_id", "__version__", "meta/instanceID", "Cap waktu", "Timestamp"]
)
def test_what_a_programme_adds_is_not_told(tmp_path: Path, profile: VillageProfile, header: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"name,group,sector,{header}\nAni,1,1,something\n")
    assert faults(read_wave(path, Questionnaire.of(profile))) == []


@pytest.mark.parametrize(
    "header",
    ["  apakah bapak/ibu bersedia ikut serta *", "Do you agree to take part", "3. Do you agree to take part?",
     "Intro [Do you agree to take part?]", "Group 1: Part/Do you agree to take part?"],
)  # fmt: skip
def test_a_question_is_known_by_its_wording(tmp_path: Path, profile: VillageProfile, header: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'name,group,sector,"{header}"\nAni,1,1,1\nBudi,1,1,no\n')
    found = read_wave(path, Questionnaire.of(profile))
    assert found.names == ["Ani"]
    assert faults(found) == []


def test_a_part_of_a_header_is_believed_only_where_nothing_is_the_whole_of_it(
    tmp_path: Path, profile: VillageProfile
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,group,sector,tax/group\nAni,1,1,2\n")
    found = read_wave(path, Questionnaire.of(profile))
    assert found.answers["group"].tolist() == [1]
    assert [each.kind for each in found.findings if each.is_fault] == ["unknown_column"]


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


GOOD = b"name,group,sector\nAni,1,1\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped({"../a.csv": GOOD}), "leads out of the archive"),
        (zipped({"a/..\\..\\b.csv": GOOD}), "leads out of the archive"),
        (zipped({"/etc/a.csv": GOOD}), "leads out of the archive"),
        (zipped({"a.csv": GOOD, "b.zip": zipped({"c.csv": GOOD})}), "is an archive in an archive"),
        (zipped({"a.csv": GOOD, **{f"{n}.csv": b" " * 16_000_000 for n in range(4)}}), "unpacks to 64 MB"),
        (zipped({"a.csv": b" " * 20_000_001}), "larger than 20 MB"),
        (zipped({"a.csv": GOOD, **{f"{n}.jpg": b"" for n in range(500)}}), "in 501 parts"),
        (zipped({"a.csv": b"\xff\xfe\xff"}), "not UTF-8"),
        (zipped({"a.csv": b"x,y\n1,2\n"}), "no table of owners among 'a'"),
        (zipped({"b.zip": GOOD}), "a zip archive that is no workbook"),
        (zipped({"a.csv": GOOD * 100})[:-60], "a zip archive that is no workbook"),
    ],
)  # fmt: skip
def test_an_archive_that_is_none_of_answers_is_one_line(
    tmp_path: Path, profile: VillageProfile, data: bytes, told: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(StudyError) as refusal:
        read_wave(path, Questionnaire.of(profile))
    line = str(refusal.value)
    assert told in line or "damaged" in line
    assert str(path) in line
    assert len(line.splitlines()) == 1


def test_damage_anywhere_in_an_archive_is_one_line_or_does_no_harm(tmp_path: Path, answers: Answers) -> None:
    data = layouts.odk_zip(answers, tmp_path).read_bytes()
    path = tmp_path / "broken.zip"
    for place in range(0, len(data), max(1, len(data) // 100)):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        path.write_bytes(bytes(broken))
        try:
            read_wave(path, answers.asked)
        except StudyError as refusal:
            assert len(str(refusal).splitlines()) == 1, place
