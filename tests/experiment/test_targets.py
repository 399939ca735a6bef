"""What was observed is read from a table, and each fault of it is one line with its place."""

from pathlib import Path

import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.targets import Target, read_targets
from simulation.files.faults import Fault, StudyError
from tests.report.studies import config

HEAD = "measure,week,value,standard_error\n"


@pytest.fixture(scope="module")
def study() -> StudyConfig:
    return config()


@pytest.fixture
def read(tmp_path: Path, study: StudyConfig):
    def reading(text: str) -> list[Target]:
        file = tmp_path / "survey.csv"
        file.write_text(text, encoding="utf-8")
        return read_targets(file, study, "all")

    return reading


@pytest.fixture
def faults(read):
    def finding(text: str) -> list[Fault]:
        with pytest.raises(StudyError) as caught:
            read(text)
        return caught.value.faults

    return finding


def test_a_row_is_a_target_of_the_programme_unless_it_names_another_scenario(read):
    text = "# asked in May\nmeasure,week,value,standard_error,scenario\ntrust_other,0,0.4,0.02,\n\n"
    text += 'degree,30,3.5,0.2,forum\n"ei_index", 30, -0.5, 0.1, none\n'
    assert [tuple(target.model_dump().values()) for target in read(text)] == [
        ("trust_other", 0, "all", 0.4, 0.02),
        ("degree", 30, "forum", 3.5, 0.2),
        ("ei_index", 30, "none", -0.5, 0.1),
    ]


def test_columns_may_stand_in_any_order(read):
    (target,) = read("standard_error,value,week,measure\n0.02,0.4,0,trust\n")
    assert (target.measure, target.value, target.standard_error) == ("trust", 0.4, 0.02)


@pytest.mark.parametrize(
    "text",
    [
        "measure;week;value;standard_error\r\ntrust;0;0,4;0,02\r\nincome;30;850000,5;9000\r\n;;;\r\n",
        "sep=;\n Measure ; WEEK;Value;Standard Error;;\ntrust;0;0,4;0,02;;\nincome;30.0;850000,5;9000;;\n",
        "\ufeff\tmeasure\tweek\tvalue\tstandard_error\n0\ttrust\t0\t0.4\t0.02\n1\tincome\t30\t850000.5\t9000\n",
        'measure,week,value,standard_error\ntrust,0,"0,4","0,02"\nincome,30,"850000,5",9000\n,,,\n',
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(read, text):
    assert [tuple(target.model_dump().values()) for target in read(text)] == [
        ("trust", 0, "all", 0.4, 0.02),
        ("income", 30, "all", 850000.5, 9000.0),
    ]


@pytest.mark.parametrize(
    ("row", "place", "found", "allowed"),
    [
        ("trsut_other,0,0.4,0.02", (2, 1), "unknown measure 'trsut_other'", "trust, trust_met"),
        ("trust,31,0.4,0.02", (2, 7), "week 31", "to 30, the last week"),
        ("trust,-1,0.4,0.02", (2, 7), "week -1", "a whole number from 0"),
        ("trust,1.5,0.4,0.02", (2, 7), "week: found '1.5'", "a whole number"),
        ("trust,,0.4,0.02", (2, 7), "week: found nothing", "a whole number"),
        ("trust,0,much,0.02", (2, 9), "found 'much'", "a number in the unit of the measure"),
        ("income,0,850.000,9000", (2, 10), "found 850.000: a point as thousands separator? write 850000", ""),
        ("income,0,Rp 850000,9000", (2, 10), "found 'Rp 850000', with a currency", "the number alone"),
        ("trust,0,40%,0.02", (2, 9), "found '40%', a percentage", "a share such as 0.25"),
        ("trust,0,nan,0.02", (2, 9), "found 'nan'", "a number in the unit of the measure"),
        ("trust,0,0.4,", (2, 13), "found nothing", "a standard error above 0"),
        ("trust,0,0.4,0", (2, 13), "found 0", "a standard error above 0"),
        ("trust,0,0.4,-0.1", (2, 13), "found -0.1", "a standard error above 0"),
        ("trust, 0, 3.7, 0.1", (2, 11), "trust of 3.7", "0 to 1: rescale"),
        ("ei_index,0,1.2,0.1", (2, 12), "ei_index of 1.2", "-1 to 1"),
        ("trust,0,0.4", (2, 1), "3 values", "4, one for each column"),
    ],
)
def test_a_faulty_value_is_told_with_its_place_and_what_is_allowed(faults, row, place, found, allowed):
    (fault,) = faults(HEAD + row + "\n")
    assert (fault.line, fault.column) == place
    assert fault.found == found
    assert allowed in fault.allowed


def test_a_misspelt_measure_is_recognised(faults):
    (fault,) = faults(HEAD + "trsut_other,0,0.4,0.02\n")
    assert fault.nearest == "trust_other"


def test_all_faults_are_told_at_once(faults):
    found = faults(HEAD + "trust,0,0.4,\ntrust_other,99,x,0.1\n")
    assert [(fault.line, fault.column) for fault in found] == [(2, 13), (3, 13), (3, 16)]


def test_a_number_stands_once(faults):
    (fault,) = faults(HEAD + "trust,0,0.4,0.02\ntrust,0,0.5,0.02\n")
    assert (fault.line, fault.found) == (3, "trust of week 0 stands in line 2 already")


def test_targets_without_standard_errors_are_refused(faults):
    (fault,) = faults("measure,week,value\ntrust,0,0.4\n")
    assert (fault.line, fault.found) == (1, "no column standard_error")
    assert "measure, week, value, standard_error" in fault.allowed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "holds no table"),
        ("# nothing\n", "holds no table"),
        (HEAD, "no row below the header"),
        (HEAD.replace("week", "month") + "trust,0,0.4,0.02\n", "unknown or repeated column 'month'"),
        ("measure,measure,week,value,standard_error\n", "unknown or repeated column 'measure'"),
        ("measure;week;value\n", "no column standard_error"),
    ],
)  # fmt: skip
def test_a_table_that_is_none_is_one_line(faults, text, found):
    (fault,) = faults(text)
    assert fault.found == found


def test_a_scenario_must_be_one_of_the_experiment(faults):
    (fault,) = faults("scenario," + HEAD + "al,trust,0,0.4,0.02\n")
    assert (fault.line, fault.column, fault.nearest) == (2, 1, "all")


def test_files_that_cannot_be_read_are_one_line(tmp_path, study):
    (tmp_path / "latin.csv").write_bytes(b"measure\xff")
    for name, found in (("none.csv", "there is no such file"), ("latin.csv", "not UTF-8 text")):
        with pytest.raises(StudyError, match=found) as caught:
            read_targets(tmp_path / name, study, "all")
        assert len(caught.value.faults) == 1
