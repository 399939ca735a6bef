"""`kampung survey` as its users run it."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from simulation.experiment.experiment_file import read_study
from simulation.experiment.targets import read_targets
from simulation.parameters import Behaviour
from tests.survey.answers import CONTACTS, OWNERS, folder

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
KALORAN = EXPERIMENTS / "villages" / "kaloran_brimob.yaml"
SURVEYS = EXPERIMENTS / "surveys"
EXPERIMENT = """
name: surveyed
village: {village}
weeks: 104
replicates: 2
reference: none
scenarios:
  none: {{}}
  forum: {{activities: [forum]}}
outcomes:
  trust_other: {{smallest_effect: 0.02}}
"""


def test_a_form_is_written_once(tmp_path: Path, kampung) -> None:
    words = ("survey", "form", "--out", tmp_path / "form", "--village", KALORAN)
    assert kampung(*words)[0] == 0
    assert {path.name for path in (tmp_path / "form").iterdir()} == {
        "survei_kampung.html",
        "survei_kampung.xlsx",
    }
    code, _, errors = kampung(*words)
    assert code == 2
    assert "survei_kampung.xlsx: is there already" in errors


def test_a_form_asks_for_the_groups_of_an_experiment(tmp_path: Path, kampung) -> None:
    code, _, errors = kampung(
        "survey", "form", "--language", "en", "--out", tmp_path, "--village", SURVEYS / "small_village.yaml"
    )
    assert code == 0, errors
    assert "<code>trust_newcomer</code>" in (tmp_path / "kampung_survey.html").read_text(encoding="utf-8")


def test_a_form_without_a_village_asks_for_the_groups_of_kaloran_brimob_from_any_folder(
    tmp_path: Path, kampung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, errors = kampung("survey", "form", "--out", "form")
    assert code == 0, errors
    assert kampung("survey", "form", "--out", "same", "--village", KALORAN)[0] == 0
    page, same = (Path(folder) / "survei_kampung.html" for folder in ("form", "same"))
    assert page.read_bytes() == same.read_bytes()


def test_a_form_for_phones_has_its_owners_to_choose_from(tmp_path: Path, kampung) -> None:
    roster = tmp_path / "owners.csv"
    roster.write_text("nama\nAni Wijaya\nBudi Santoso\n", encoding="utf-8")
    words = ("survey", "form", "--xlsform", "--village", KALORAN, "--out", tmp_path / "form")
    code, out, errors = kampung(*words, "--roster", roster)
    assert code == 0, errors
    (path,) = (tmp_path / "form").iterdir()
    assert str(path) in out
    choices = load_workbook(path)["choices"].iter_rows(values_only=True)
    assert [row[1] for row in choices if row[0] == "owners"] == ["Ani_Wijaya", "Budi_Santoso", "lain"]
    code, _, errors = kampung("survey", "form", "--out", tmp_path / "paper", "--roster", roster)
    assert code == 2
    assert errors.startswith("--roster: a list of owners without a form on a phone")
    assert not (tmp_path / "paper").exists()


def test_check_tells_every_fault_in_one_line_and_exits_with_2(kampung) -> None:
    code, out, errors = kampung("survey", "check", SURVEYS / "made_up_faulty", "--village", KALORAN)
    assert code == 2
    lines = errors.splitlines()
    assert f"faults: {len(lines)}" in out
    faulty = f"{SURVEYS / 'made_up_faulty'}"
    assert any(line.startswith(f"{faulty}!pelaku:6:10: J6 gotong_royong_1: found '7'") for line in lines)
    assert any("'Eka Besuki'" in line and "did you mean 'Eka Basuki'?" in line for line in lines)
    assert all(line.startswith(f"{faulty}!") for line in lines)


@pytest.mark.parametrize("name", ["made_up_before.xlsx", "made_up_after.xlsx"])
def test_the_made_up_survey_has_no_faults(kampung, name: str) -> None:
    code, out, errors = kampung("survey", "check", SURVEYS / name, "--village", KALORAN)
    assert code == 0, errors
    assert "faults: 0" in out


def test_what_was_read_is_what_the_village_starts_from(tmp_path: Path, kampung) -> None:
    target = tmp_path / "villages" / "here.yaml"
    code, _, errors = kampung(
        "survey", "read", SURVEYS / "made_up_before.xlsx", "--after", SURVEYS / "made_up_after.xlsx",
        "--week", 52, "--population", 80, "--key", tmp_path / "key.csv",
        "--out", target, "--village", KALORAN,
    )  # fmt: skip
    assert code == 0, errors
    (tmp_path / "here.yaml").write_text(EXPERIMENT.format(village="villages/here.yaml"))
    config = read_study(tmp_path / "here.yaml")
    start = config.village.start
    assert start is not None
    assert start.owners is not None
    assert start.ties is not None
    assert start.owners.number == config.village.owners == 60
    assert min(start.ties.strength) > Behaviour().tie_minimum
    found = read_targets(target.with_name("here_targets.csv"), config, "forum")
    assert {target.week for target in found} == {0, 52}
    assert {"belief_own", "belief_other", "trust_unmet", "degree", "ei_index", "commitment"} == {
        target.measure for target in found
    } - {"gotong_royong", "transparency"}
    changed = pd.read_csv(target.with_name("here_differences.csv"))
    assert set(changed["group"]) == {"all", "local", "newcomer"}
    assert (changed["low"] <= changed["difference"]).all()


def test_groups_that_nobody_belongs_to_are_left_out_and_told(tmp_path: Path, kampung) -> None:
    data = folder(tmp_path / "data", OWNERS.replace("newcomer,", "local,"), CONTACTS)
    target = tmp_path / "villages" / "here.yaml"
    code, _, errors = kampung(
        "survey", "read", data, "--out", target, "--village", KALORAN, "--language", "en"
    )
    assert code == 0, errors
    own = EXPERIMENT.format(village="villages/here.yaml").replace("trust_other", "trust")
    (tmp_path / "here.yaml").write_text(own, encoding="utf-8")
    assert [group.name for group in read_study(tmp_path / "here.yaml").village.groups] == ["local"]
    assert "newcomer businesses" in target.with_name("here_survey.md").read_text(encoding="utf-8")


def test_a_village_without_ties_names_none(tmp_path: Path, kampung) -> None:
    data = folder(tmp_path / "data", OWNERS, "name,contact\n")
    target = tmp_path / "villages" / "here.yaml"
    assert kampung("survey", "read", data, "--out", target, "--village", KALORAN)[0] == 0
    (tmp_path / "here.yaml").write_text(EXPERIMENT.format(village="villages/here.yaml"))
    start = read_study(tmp_path / "here.yaml").village.start
    assert start is not None
    assert start.ties is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--out", "v.txt"), "--out: v.txt is no village file; allowed: a name that ends in .yaml"),
        (
            ("--out", "v/v.yaml", "--population", "3"),
            "--population: 3 owners in the village, but 4",
        ),
        (("--out", "v/v.yaml", "--village", "none.yaml"), "none.yaml: there is no such file"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, kampung, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "data")
    code, _, errors = kampung("survey", "read", "data", "--village", KALORAN, *words)
    assert code == 2
    assert errors.startswith(told)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
