"""The whole path of a field team, with the made-up survey of 60 owners: from an empty form to a plan."""

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from simulation.experiment.experiment_file import read_study, read_village

EXPERIMENTS = Path(__file__).parents[1] / "experiments"
KALORAN = EXPERIMENTS / "villages" / "kaloran_brimob.yaml"
SURVEYS = EXPERIMENTS / "surveys"
BUDGET = 30_000_000
EXPERIMENT = """
name: {name}
village: {village}
{behaviour}
weeks: 104
burn_in: {burn_in}
replicates: 4
reference: none
scenarios:
  none: {{}}
  forum: {{activities: [forum]}}
  all: {{activities: [communication_training, conflict_training, dialogue_mediation, forum]}}
outcomes:
  trust_other: {{smallest_effect: 0.02}}
  bridging: {{smallest_effect: 0.2}}
  income: {{smallest_effect: 20000}}
"""


def names_of(workbook: Path) -> list[str]:
    rows = openpyxl.load_workbook(workbook, read_only=True)["pelaku"].iter_rows(values_only=True)
    found = [list(row) for row in rows]
    head = next(place for place, row in enumerate(found) if "nama" in row)
    column = found[head].index("nama")
    return [str(row[column]) for row in found[head + 1 :] if row[column]]


def fill(form: Path, answers: Path, target: Path) -> None:
    """Enter the answers of interviews into a form as it came, cell by cell."""
    empty, given = openpyxl.load_workbook(form), openpyxl.load_workbook(answers, read_only=True)
    for sheet in ("pelaku", "kontak", "kehadiran"):
        rows = [list(row) for row in given[sheet].iter_rows(values_only=True)]
        head = [cell.value for cell in empty[sheet][1]]
        top = next(place for place, row in enumerate(rows) if row[: len(head)] == head)
        for number, row in enumerate(rows[top + 1 :], start=2):
            for place, value in enumerate(row, start=1):
                empty[sheet].cell(number, place).value = value
    empty.save(target)


def test_from_an_empty_form_to_a_plan(tmp_path: Path, kampung) -> None:
    def done(*words: object) -> str:
        code, out, errors = kampung(*words)
        assert code == 0, errors
        return out

    # the form goes to the field and comes back filled in, twice
    done("survey", "form", "--language", "id", "--out", tmp_path / "form", "--village", KALORAN)
    form = tmp_path / "form" / "survei_kampung.xlsx"
    waves = {wave: tmp_path / f"{wave}.xlsx" for wave in ("before", "after")}
    for wave, target in waves.items():
        fill(form, SURVEYS / f"made_up_{wave}.xlsx", target)
        assert "faults: 0" in done("survey", "check", target, "--village", KALORAN)
    names = names_of(waves["before"])
    assert len(names) == 60

    # what was answered becomes a village that starts as it was observed
    villages = tmp_path / "villages"
    village = villages / "here.yaml"
    done(
        "survey", "read", waves["before"], "--after", waves["after"], "--week", 104, "--population", 60,
        "--key", tmp_path / "key.csv", "--out", village, "--village", KALORAN,
    )  # fmt: skip
    observed = read_village(village)
    assert observed.start is not None
    assert observed.owners == 60
    for path in villages.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if name in text], path.name

    # the parameters are fitted in a village of this kind, which finds its own beginning; what every owner
    # believes at first was asked, and is none of them
    text = village.read_text(encoding="utf-8")
    (villages / "kind.yaml").write_text(re.sub(r"(?ms)^start:.*?(?=^\S|\Z)", "", text), encoding="utf-8")
    (tmp_path / "fit.yaml").write_text(
        EXPERIMENT.format(name="fit", village="villages/kind.yaml", behaviour="", burn_in=104)
    )
    done(
        "calibrate", tmp_path / "fit.yaml", "--data", villages / "here_targets.csv", "--programme", "all",
        "--parameter", "generalisation", "--parameter", "threshold", "--particles", 50, "--populations", 2,
        "--out", tmp_path / "fitted",
    )  # fmt: skip
    fitted = pd.read_parquet(tmp_path / "fitted" / "posterior.parquet")
    assert set(fitted.columns) == {"generalisation", "threshold"}

    # the observed village under the fitted behaviour: programmes compared, and a plan for the money there is
    (tmp_path / "here.yaml").write_text(
        EXPERIMENT.format(
            name="here",
            village="villages/here.yaml",
            behaviour="behaviour: fitted/posterior.parquet",
            burn_in=0,
        )
    )
    assert read_study(tmp_path / "here.yaml").village.start == observed.start
    done("run", tmp_path / "here.yaml", "--out", tmp_path / "run")
    compared = pd.read_csv(tmp_path / "run" / "comparison.csv")
    assert set(compared["scenario"]) == {"none", "forum", "all"}
    done(
        "plan", tmp_path / "here.yaml", "--budget", BUDGET, "--weeks", 26, "--evaluations", 40,
        "--replicates", 2, "--out", tmp_path / "plan",
    )  # fmt: skip
    bought = pd.read_csv(tmp_path / "plan" / "front.csv")
    assert ((bought["cost"] > 0) & (bought["cost"] <= BUDGET)).any()

    # each step left a report for the village meeting, in which nobody is named
    for step in ("fitted", "run", "plan"):
        done("report", tmp_path / step, "--language", "id")
        page = (tmp_path / step / "report.html").read_text(encoding="utf-8")
        assert '<html lang="id"' in page
        assert not [name for name in names if name in page], step


@pytest.mark.parametrize("wave", ["before", "after"])
def test_the_shipped_survey_says_that_it_is_made_up(wave: str) -> None:
    book = openpyxl.load_workbook(SURVEYS / f"made_up_{wave}.xlsx", read_only=True)
    for sheet in ("pelaku", "kontak", "kehadiran"):
        first = next(book[sheet].iter_rows(values_only=True))
        assert "MADE UP" in str(first[0]), sheet
