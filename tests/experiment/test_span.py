"""Where villages differ, no single value is told that none of them has."""

import pytest

from simulation.experiment.span import Span, mechanism_spans, sets_line, spans
from simulation.terminal.tables import parameter_sheet, study_tables
from tests.report.studies import ONE_GROUP, POINTS, case, config


@pytest.fixture(scope="module")
def study():
    return config(points=POINTS, replicates=2)


def test_the_spans_are_those_of_the_rows_that_replicates_use(study):
    found = spans(study)
    assert found["threshold"] == Span(pytest.approx(0.42), 0.4, 0.44)
    assert found["share_valley"] == Span(pytest.approx(0.4), 0.3, 0.5)
    # the rest goes to the other group, and differs as well
    assert found["share_hill"].high == pytest.approx(0.7)


def test_what_points_set_of_a_mechanism_is_told_as_a_span():
    study = config(mechanisms={"gossip": {}}, points={"columns": {"gossip.strength": [0.1, 0.2, 0.6]}})
    assert mechanism_spans(study, "gossip") == {"strength": Span(pytest.approx(0.2), 0.1, 0.6)}


def test_it_is_told_how_many_sets_are_used_and_of_what(study):
    assert sets_line(study) == (
        "2 of 3 sets of values of share_hill, share_valley, threshold are used, 1 village each; "
        "other parameters are single values; fewer than 10 sets say little of what is not known"
    )
    more = study.model_copy(update={"replicates": 6, "villages_per_set": 2})
    assert sets_line(more).startswith("3 of 3 sets") and "2 villages each" in sets_line(more)
    uneven = study.model_copy(update={"replicates": 4, "villages_per_set": 3})
    assert sets_line(uneven).startswith("2 of 3 sets") and "1 to 3 villages each" in sets_line(uneven)
    again = study.model_copy(update={"replicates": 6})
    assert sets_line(again).startswith("3 of 3 sets") and "2 villages each" in sets_line(again)


def test_a_study_of_one_kind_of_village_has_no_spans():
    assert (spans(config()), sets_line(config())) == ({}, "")


def test_tables_show_median_and_range(study):
    sheets = {sheet.title: sheet for sheet in study_tables(study)}
    (row,) = [row for row in sheets["Behaviour of owners"].rows if row[0] == "threshold"]
    assert row[2] == "0.42 (0.4 to 0.44)"
    assert [row[1] for row in sheets["Groups"].rows] == ["0.4 (0.3 to 0.5)", "0.6 (0.5 to 0.7)"]
    (plain,) = [row for row in parameter_sheet("", study.behaviour).rows if row[0] == "threshold"]
    assert "to" not in plain[2]


def test_the_report_shows_median_and_range(tmp_path):
    page = case("points").write(tmp_path)
    assert "0.4200 (0.4000 to 0.4400)" in page
    assert "2 of 3 sets are used" in page


@pytest.mark.parametrize("outcome", ["trust_other", "bridging", "homophily", "gotong_royong_between"])
def test_one_group_has_no_outcome_between_groups(outcome):
    with pytest.raises(ValueError, match=f"outcomes.{outcome}: has no meaning in a village of one group"):
        config(village=ONE_GROUP, assumed={}, outcomes={outcome: {"smallest_effect": 0.1}})
