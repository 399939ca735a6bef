"""The table of interviews: answers become scores, and what does not fit is one line with its place."""

from pathlib import Path

import numpy as np
import pytest

from simulation.files.faults import StudyError
from simulation.questions.trial_seal.interviews import read_interviews

TERMS = {"arms": ["none", "all"], "waves": [0, 104], "outcome": "belief_other"}
HEAD = "village,arm,week,owner,item_1,item_2,item_3"
ROWS = [
    f"{village},{arm},{week},{owner},{1 + owner},3,{4 + week // 104}"
    for village, arm in (("A", "none"), ("B", "none"), ("C", "all"), ("D", "all"))
    for week in (0, 104)
    for owner in (1, 2)
]


def table(folder: Path, rows: list[str] = ROWS, head: str = HEAD) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_answers_from_1_to_5_become_scores_from_0_to_1(tmp_path: Path) -> None:
    found = read_interviews(table(tmp_path), TERMS)
    assert found.villages == ["A", "B", "C", "D"] and found.treated.tolist() == [False, False, True, True]
    assert found.before[:2] == pytest.approx([(0.25 + 0.5 + 0.75) / 3, (0.5 + 0.5 + 0.75) / 3])
    assert found.after - found.before == pytest.approx(np.full(8, 0.25 / 3))


def test_an_owner_counts_who_answered_more_than_half_of_the_items(tmp_path: Path) -> None:
    rows = [*ROWS]
    rows[0] = "A,none,0,1,2,,4"
    rows[1] = "A,none,0,2,,,4"
    found = read_interviews(table(tmp_path, rows), TERMS)
    assert found.before[0] == pytest.approx(0.5) and np.isnan(found.before[1])
    assert found.complete.sum() == 7
    assert found.lost(False) == 0.25 and found.lost(True) == 0


def test_who_is_not_asked_again_is_lost_and_who_comes_later_is_nobody(tmp_path: Path) -> None:
    rows = [row for row in ROWS if row != "C,all,104,1,2,3,5"] + ["C,all,104,9,5,5,5"]
    found = read_interviews(table(tmp_path, rows), TERMS)
    assert found.complete.sum() == 7 and found.before.size == 8
    assert found.means()[1][2] == pytest.approx((0.5 + 0.5 + 1) / 3)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([*ROWS, "E,alle,0,1,2,3,4"], ":18:3: unknown arm 'alle'; allowed: none, all; did you mean 'all'?"),
        ([*ROWS, "A,all,0,3,2,3,4"], ":18:3: village 'A' is in the arm none as well as in all"),
        ([*ROWS, "A,none,52,1,2,3,4"], ":18:8: found week 52; allowed: the sealed waves: weeks 0, 104"),
        ([*ROWS, "A,none,0,1,2,3,4"], ":18:10: owner '1' of 'A' stands twice in week 0; allowed: one row"),
        ([*ROWS, "A,none,0,3,6,3,4"], ":18:12: found 6; allowed: an answer from 1 to 5, or nothing"),
        ([*ROWS, "A,none,0,3,two,3,4"], ":18:12: found 'two'"),
        ([*ROWS, ",none,0,3,2,3,4"], ":18:1: no village; allowed: the name or number of the village"),
        ([row for row in ROWS if not row.startswith("D,all,104")],
         ": village 'D' has no interview of week 104; allowed: every village in the weeks 0, 104"),
        ([row for row in ROWS if not row.startswith("D")],
         ": 1 villages in the arm all: fewer villages than parameters; allowed: 2 villages or more"),
        ([row[:-1] for row in ROWS], ": item_3: nobody answered item_3 in week 0"),
        ([row if not row.startswith("D,all,104") else row.replace(",104,", ",104,7") for row in ROWS],
         ": no owner of village 'D' answered in every wave; allowed: villages with owners who were asked"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_line(tmp_path: Path, rows: list[str], told: str) -> None:
    path = table(tmp_path, rows)
    with pytest.raises(StudyError) as caught:
        read_interviews(path, TERMS)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{path}{told}")


def test_a_value_on_the_scale_of_answers_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, ["A,none,0,1,3.5"], head="village,arm,week,owner,value")
    with pytest.raises(
        StudyError, match=r"found 3\.5; allowed: belief_other from 0 to 1; answers from 1 to 5"
    ):
        read_interviews(path, TERMS)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("kampung,arm,week,owner,item_1,item_2,item_3", "no column village among kampung, arm"),
        ("village,arm,week,owner,a,b,c", "no column item_1 or value among village"),
        ("village,arm,week,owner,item_1,value,item_3", "both value and items; allowed: one of the two"),
        ("village,arm,week,owner,item_1,item_1,item_3", "two columns item_1; allowed: each column once"),
    ],
)
def test_a_table_without_its_columns_is_one_line(tmp_path: Path, head: str, told: str) -> None:
    with pytest.raises(StudyError) as caught:
        read_interviews(table(tmp_path, head=head), TERMS)
    assert told in str(caught.value) and len(caught.value.faults) == 1
