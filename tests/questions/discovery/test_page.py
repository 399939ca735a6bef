"""The report of a discovery: sentences and figures made from its numbers."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.box import Box
from simulation.analysis.tree import Tree
from simulation.experiment.points import Points
from simulation.questions.discovery.answer import Discovery
from simulation.questions.discovery.figures import map_parameters, plot_boxes, plot_map, plot_trajectory
from simulation.questions.discovery.question import Discover
from simulation.questions.page import write_answer
from simulation.report.answer_facts import AnswerFacts
from simulation.report.conditions import Edges
from simulation.report.words import Words, sentences
from tests.questions.discovery.discoveries import fails_in_the_box, known, made, several


def page(found: tuple[Discover, Discovery], folder: Path, language: str, used: set[str] | None = None) -> str:
    words: list[Words] = []

    class Watched(Words):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            words.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulation.report.answer_facts.Words", Watched)
        text = write_answer(folder, *found, {}, language).read_text(encoding="utf-8")
    if used is not None:
        used |= {key for each in words for key in each.used}
    return text


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def test_the_box_is_told_in_one_sentence_with_the_numbers_of_the_half_held_out(tmp_path: Path) -> None:
    _, answer = several()
    (found,) = answer.finding("forum", "backfires").search.confirmed
    text = plain(page(several(), tmp_path, "en"))
    low, weight = found.box.low["threshold"], found.box.low["bad_weight"]
    assert (
        f"Where “trust at which cooperation is even” is above {low:.3f} and “weight of a bad experience” "
        f"is above {weight:.2f}, the programme makes trust in other groups worse in "
        f"{100 * found.held.density:.0f} of 100 villages "
        f"(elsewhere in {100 * found.rest.elsewhere:.0f} of 100). "
        f"This box holds {100 * found.held.coverage:.0f}% of all such villages"
    ) in text


def test_what_is_not_found_is_told(tmp_path: Path) -> None:
    text = plain(page(several(), tmp_path, "en"))
    assert "In 0 of 1,000 kinds of villages it does not improve trust in other groups." in text
    assert "no condition that describes them stood the test" in text
    assert "no village has a result" in text


def test_numbers_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    _, answer = several()
    (found,) = answer.finding("forum", "backfires").search.confirmed
    text = plain(page(several(), tmp_path, "id"))
    assert f"di atas {found.box.low['threshold']:.3f}".replace(".", ",") in text
    assert "1.000 jenis kampung" in text


def changed(**search: object) -> tuple[Discover, Discovery]:
    """Return a discovery whose searches ended otherwise."""
    question, answer = made({"forum": fails_in_the_box})
    answer.findings = [
        found._replace(search=found.search._replace(**search))  # type: ignore[arg-type]
        for found in answer.findings
    ]
    return question, answer


def another_tree() -> tuple[Discover, Discovery]:
    """The second opinion marks other villages, and the half held out is not sure of the sides."""
    boxes = made({"forum": fails_in_the_box})[1].findings[0].search.boxes
    unsure = [box._replace(quasi_p=dict.fromkeys(box.quasi_p, 0.2)) for box in boxes]
    leaves = [Box({"misreading": 0.2}), Box({}, {"misreading": 0.2})]
    return changed(overlap=0.1, tree=Tree(leaves, 1), boxes=unsure)


def rare(points: pd.DataFrame) -> np.ndarray:
    luck = np.random.default_rng(1).random(len(points))
    return np.where((points["threshold"] < 0.40) & (luck < 0.35), 0.0, 0.1)


def around_the_own_values(points: pd.DataFrame) -> np.ndarray:
    inside = points["threshold"].between(0.41, 0.46) & (points["memory"] > 0.94)
    return np.where(inside, 0.0, 0.1)


def posterior() -> tuple[Discover, Discovery]:
    """Return a discovery in villages of a posterior, each simulated once."""
    draw = np.random.default_rng(2).random((2, 1500))
    columns = {"threshold": (0.35 + 0.15 * draw[0]).tolist(), "memory": (0.9 + 0.09 * draw[1]).tolist()}
    points = Points(columns=columns).model_dump()
    return made({"forum": around_the_own_values}, villages=1500, each=1, points=points)


def test_every_word_is_used(tmp_path: Path) -> None:
    used: set[str] = set()
    for found in (
        several(),
        another_tree(),
        changed(tree=Tree([Box()], 0)),
        made({"forum": rare}),
        posterior(),
    ):
        page(found, tmp_path, "id", used)
    own = [key for key in sentences("id") if key.startswith("discover.")]
    assert [key for key in own if key not in used] == []


def facts(found: tuple[Discover, Discovery]) -> AnswerFacts:
    return AnswerFacts(found[0], {}, "en")


def test_the_bars_are_the_edges_of_the_boxes() -> None:
    _, answer = several()
    boxes = answer.finding("all", "fails").search.confirmed
    edges = Edges(facts(several()), answer.points)
    axes = plot_boxes(facts(several()), edges, boxes).axes[0]
    bars = [part.get_segments()[0] for part in axes.collections]
    drawn = [(bar[0][0], bar[1][0]) for bar in bars[1::2]]
    expected = []
    for found in boxes:
        for name in found.box.parameters:
            low, high = edges.ranges[name]
            ends = edges.ends(found.box, name)
            expected.append(
                tuple((end - low) / (high - low) for end in (low if ends[0] is None else ends[0],
                                                            high if ends[1] is None else ends[1]))
            )  # fmt: skip
    assert np.array(drawn) == pytest.approx(np.array(expected))


def test_the_trajectory_shows_every_box_that_was_peeled() -> None:
    _, answer = several()
    (found,) = answer.finding("forum", "backfires").search.confirmed
    axes = plot_trajectory(facts(several()), found).axes[0]
    dots = np.asarray(axes.collections[0].get_offsets())
    assert dots == pytest.approx(np.array([(s.coverage, s.density) for s in found.trajectory]))
    held = np.asarray(axes.collections[2].get_offsets())
    assert held == pytest.approx(np.array([(found.held.coverage, found.held.density)]))


def test_the_map_counts_villages_and_frames_the_box() -> None:
    _, answer = several()
    finding = answer.finding("forum", "backfires")
    assert set(map_parameters(finding) or ()) == {"threshold", "bad_weight"}
    edges = Edges(facts(several()), answer.points)
    axes = plot_map(facts(several()), edges, answer.points, known(answer.points), finding).axes[0]
    shares = np.asarray(axes.collections[0].get_array()).ravel()
    assert shares.max() == 1.0
    assert shares.min() == 0.0
    (frame,) = axes.patches
    (found,) = finding.search.confirmed
    names = map_parameters(finding) or ("", "")
    assert frame.get_xy() == pytest.approx(tuple(found.box.low[name] for name in names))  # type: ignore[attr-defined]


def test_values_have_the_digits_their_range_calls_for() -> None:
    _, answer = several()
    edges = Edges(facts(several()), answer.points)
    assert edges.value("threshold", 0.4267) == "0.427"
    assert edges.value("bad_weight", 1.6101) == "1.61"
    assert edges.value("acquaintances", 24.0) == "24"
    assert edges.value("income", 1_234_567.0) == "Rp\N{NO-BREAK SPACE}1,234,567"
    assert edges.label("share_hill") == "share of the group: hill people"
    assert (edges.own("owners"), edges.own("share_hill"), edges.own("memory")) == (24, 0.5, 0.95)


def test_edges_of_whole_numbers_are_whole_and_inside() -> None:
    _, answer = several()
    edges = Edges(facts(several()), answer.points)
    box = Box({"acquaintances": 20.5}, {"owners": 99.5})
    assert edges.condition(box, "acquaintances").endswith("is 21 or more")
    assert edges.condition(box, "owners").endswith("is 99 or less")


def test_two_failures_in_one_page_have_figures_of_their_own(tmp_path: Path) -> None:
    page(several(), tmp_path, "en")
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert {
        "boxes_forum_fails.svg",
        "boxes_forum_backfires.svg",
        "boxes_all_fails.svg",
        "verdicts.svg",
    } <= names
