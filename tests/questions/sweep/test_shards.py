"""The shards of a sweep: each machine computes a share, and merged they are one run to the byte."""

import json
import shutil
from pathlib import Path

import pytest

from simulation import load_study, open_answer
from simulation.files.faults import StudyError
from simulation.questions.registry import kinds, question_type
from simulation.running.shard import Shard
from tests.command_line import kampung
from tests.questions.sweep.test_command import SWEEP
from tests.reliability.commands import experiment

OF = 3
FIGURES = ("figures/lines.svg", "figures/map_forum.svg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sweep that was run whole, and in three shards."""
    folder = tmp_path_factory.mktemp("shards")
    (folder / "small.yaml").write_text(experiment("small", weeks=30, replicates=3, burn_in=20) + SWEEP)
    words = ("sweep", "small.yaml", "--seed", "7", "--language", "en", "--out")
    assert kampung(folder, *words, "whole")[0] == 0
    for number in range(1, OF + 1):
        code, out, errors = kampung(folder, *words, f"shard{number}", "--shard", f"{number}/{OF}")
        assert code == 0, errors
        assert f"shard {number}/{OF}: 8 runs" in out and "kampung merge" in out
    return folder


def measures(answer: Path) -> dict[str, bytes]:
    """Return the bytes of its stage: parts, and their records."""
    stage = answer / "stage-000"
    files = [*(stage / "weekly.parquet").iterdir(), *(stage / "checksums").iterdir()]
    return {str(path.relative_to(stage)): path.read_bytes() for path in files}


def shards(*numbers: int) -> list[str]:
    return [f"shard{number}" for number in numbers]


def test_merged_shards_are_the_sweep_of_one_machine_to_the_byte(folder: Path) -> None:
    code, out, errors = kampung(folder, "merge", *shards(3, 1, 2), "--out", "merged", "--language", "en")
    assert code == 0, errors
    assert "3 shards of the question 'sweep'" in out and "report:  merged/report.html" in out
    for name in ("sweep.csv", "sweep.parquet", "effects.csv", "effects.parquet", *FIGURES):
        assert (folder / "merged" / name).read_bytes() == (folder / "whole" / name).read_bytes(), name
    assert measures(folder / "merged") == measures(folder / "whole")
    answers = [open_answer(folder / name).frames() for name in ("merged", "whole")]
    assert all(answers[0][name].equals(answers[1][name]) for name in answers[1])


def test_a_shard_is_no_answer_and_is_never_gone_on_with_as_another(folder: Path) -> None:
    assert not list((folder / "shard1").glob("*.csv")) and not (folder / "shard1" / "report.html").exists()
    with pytest.raises(StudyError, match=r"holds shard 1/3 of a study; allowed: .*kampung merge"):
        open_answer(folder / "shard1")
    words = ("sweep", "small.yaml", "--seed", "7", "--out", "shard1", "--resume")
    for more in ((), ("--shard", "2/3")):
        code, _, errors = kampung(folder, *words, *more)
        assert code == 2 and "shard: '1/3' in the folder" in errors


def changed(folder: Path, name: str, **entries: object) -> str:
    """Copy the second shard and change what it says of itself."""
    shutil.copytree(folder / "shard2", folder / name)
    manifest = json.loads((folder / name / "manifest.json").read_text())
    (folder / name / "manifest.json").write_text(json.dumps(manifest | entries))
    return name


def test_shards_that_do_not_make_a_whole_are_refused(folder: Path) -> None:
    code, _, errors = kampung(folder, "run", "small.yaml", "--seed", "7", "--shard", "2/3", "--out", "study2")
    assert code == 0, errors
    code, _, errors = kampung(
        folder, "sweep", "small.yaml", "--seed", "8", "--shard", "2/3", "--out", "other"
    )
    assert code == 0, errors
    stopped = changed(folder, "stopped", state="stopped")
    for given, told in (
        (shards(1, 3), "missing: shard 2"),
        (shards(1, 2, 3, 2), "given twice"),
        ([*shards(1, 3), stopped], "stopped: is stopped; allowed: a finished shard (--resume)"),
        ([*shards(1, 2, 3), stopped], "is shard 2/3, as"),
        ([*shards(1, 3), "other"], "other: seed: 7 in shard1, 8 now"),
        ([*shards(1, 3), "study2"], "study2: kind: 'sweep' in shard1, 'study' now"),
        ([*shards(1, 3), "whole"], "is a whole study; allowed: a shard (--shard K/N)"),
    ):
        code, _, errors = kampung(folder, "merge", *given, "--out", "refused")
        assert code == 2 and told in errors, errors
        assert not (folder / "refused").exists()


def test_a_damaged_part_is_told(folder: Path) -> None:
    shutil.copytree(folder / "shard2", folder / "damaged")
    (part,) = (folder / "damaged" / "stage-000" / "weekly.parquet").iterdir()
    part.write_bytes(b"PAR1")
    code, _, errors = kampung(folder, "merge", "shard1", "damaged", "shard3", "--out", "half")
    assert code == 2 and "damaged/stage-000: part-00000 has 4 bytes" in errors


def test_a_sweep_whose_size_rests_on_results_and_more_shards_than_villages_are_refused(folder: Path) -> None:
    until = "{until: {outcome: trust_other, week: 30, half_width: 0.01}, at_least: 30, at_most: 60}"
    text = (folder / "small.yaml").read_text().replace("each: 3", f"each: {until}")
    (folder / "until.yaml").write_text(text)
    for words, told in (
        (
            ("until.yaml", "--shard", "1/2"),
            "'until'), which no shard knows; allowed: a fixed number: --each N",
        ),
        (("small.yaml", "--shard", "1/13"), "found 13 shards of 12 replicates; allowed: at most 12 shards"),
        (("small.yaml", "--shard", "3/2"), "found '3/2'; allowed: K/N with K from 1 to N"),
    ):
        code, _, errors = kampung(folder, "sweep", *words, "--out", "never")
        assert code == 2 and told in errors
        assert not (folder / "never").exists()


def test_a_question_says_itself_which_single_study_answers_it(folder: Path) -> None:
    config = load_study(folder / "small.yaml").config
    question = question_type("discover")(config)
    with pytest.raises(StudyError, match="no single study answers the question 'discover'"):
        question.only_stage()
    own = [kind for kind in kinds() if "only_stage" in vars(question_type(kind))]
    assert own == ["sweep"]
    stage = question_type("sweep")(config).only_stage()
    assert stage.replicates == 12 and Shard(2, 3).bounds(12) == (4, 8)
