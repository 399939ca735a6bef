"""Where a programme fails, in words."""

import numpy as np

from simulation.analysis.box import HIGH, LOW, Side
from simulation.analysis.scenario_discovery import FEWEST, FoundBox
from simulation.questions.discovery.answer import BACKFIRES, FAILS, Discovery
from simulation.questions.discovery.figures import (
    map_parameters,
    plot_boxes,
    plot_map,
    plot_trajectory,
    plot_verdicts,
)
from simulation.questions.discovery.finding import Finding
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table
from simulation.report.conditions import Edges

AGREES = 0.5
"""Share of the villages marked by either search that both must mark to be said to agree."""


def sections(facts: AnswerFacts, answer: Discovery, album: Album) -> list[Section]:
    """Return how often programmes fail, and for each of them where."""
    edges = Edges(facts, answer.points)
    programmes = list(dict.fromkeys(found.programme for found in answer.findings))
    found = [_how_often(facts, answer, album, programmes)]
    for programme in programmes:
        label = facts.scenarios.label(programme)
        section = Section(f"where_{programme}", facts.words("discover.where", programme=label))
        for way in (FAILS, BACKFIRES):
            _where(section, facts, answer, edges, answer.finding(programme, way), album)
        found.append(section)
    return found


def _how_often(facts: AnswerFacts, answer: Discovery, album: Album, programmes: list[str]) -> Section:
    words = facts.words
    section = Section("how_often", words("discover.how_often"))
    smallest = words.amount(answer.outcome, answer.smallest)
    posterior = "posterior" if facts.config.points is not None else "ranges"
    section.say(
        words(f"discover.drawn_{posterior}", villages=words.number(len(answer.points), 0),
              parameters=len(answer.points.columns)),
        words("discover.meaning", measure=words.measure(answer.outcome), smallest=smallest, week=answer.week,
              reference=facts.scenarios.label(facts.config.reference)),
    )  # fmt: skip
    items = []
    for programme in programmes:
        fails, backfires = answer.finding(programme, FAILS), answer.finding(programme, BACKFIRES)
        if not fails.villages:
            items.append(words("discover.no_result", programme=facts.scenarios.label(programme)))
            continue
        text = words(
            "discover.counts", programme=words.capital(facts.scenarios.label(programme)),
            fails=words.number(fails.failures, 0), backfires=words.number(backfires.failures, 0),
            villages=words.number(fails.villages, 0), share=words.percent(fails.failures / fails.villages),
        )  # fmt: skip
        if fails.near is not None:
            text += " " + words("discover.near", near=words.number(fails.near, 0))
        items.append(text)
    section.add(Bullets(items))
    if answer.findings[0].near is None:
        section.say(words("discover.one_replicate"))
    title = words("discover.how_often")
    picture = album.picture("verdicts", plot_verdicts(facts, answer), title, " ".join(items))
    section.add(Pictures([picture], words("discover.verdicts_caption", smallest=smallest), wide=True))
    return section


def _where(
    section: Section, facts: AnswerFacts, answer: Discovery, edges: Edges, finding: Finding, album: Album
) -> None:
    """Add one kind of failing: the boxes in words and pictures, or why there is none."""
    words = facts.words
    shown = {
        "programme": facts.scenarios.label(finding.programme),
        "measure": words.measure(answer.outcome),
        "what": words(f"discover.what_{finding.way}", measure=words.measure(answer.outcome)),
        "failures": words.number(finding.failures, 0),
        "villages": words.number(finding.villages, 0),
    }
    if not finding.search.enough:
        section.say(words("discover.few", fewest=FEWEST, **shown))
        return
    boxes = finding.search.confirmed
    if not boxes:
        section.say(words("discover.none", **shown))
        return
    section.say(words(f"discover.intro_{finding.way}", **shown))
    section.add(Bullets([_box(facts, edges, boxes[:number], shown) for number in range(1, len(boxes) + 1)]))
    if len(boxes) > 1:
        section.say(_together(facts, boxes, shown))
    section.say(_second_opinion(facts, edges, finding))
    _draw(section, facts, answer, edges, finding, album, shown)
    section.add(_restrictions(facts, edges, finding, shown), _leaves(facts, edges, finding, shown))


def _box(facts: AnswerFacts, edges: Edges, boxes: list[FoundBox], shown: dict[str, str]) -> str:
    """Return the last of some boxes in words."""
    words, found = facts.words, boxes[-1]
    text = words(
        "discover.next_box" if boxes[:-1] else "discover.box",
        conditions=edges.conditions(found.box),
        density=round(100 * found.held.density),
        elsewhere=round(100 * found.rest.elsewhere),
        coverage=words.percent(found.held.coverage),
        mass=words.percent(found.held.mass),
        **shown,
    )
    if found.held.density < 0.5:
        text += " " + words("discover.risk")
    # a village belongs to the first box that holds it
    first = next((each for each in boxes if edges.holds_own(each.box)), None)
    return text + " " + words("discover.own_inside" if first is found else "discover.own_outside")


def _together(facts: AnswerFacts, boxes: list[FoundBox], shown: dict[str, str]) -> str:
    words = facts.words
    return words(
        "discover.together",
        count=len(boxes),
        coverage=words.percent(sum(found.held.coverage for found in boxes)),
        mass=words.percent(sum(found.held.mass for found in boxes)),
        elsewhere=round(100 * boxes[-1].rest.elsewhere),
        **shown,
    )


def _second_opinion(facts: AnswerFacts, edges: Edges, finding: Finding) -> str:
    """Say whether the tree agrees with the boxes."""
    words, search = facts.words, finding.search
    if not search.tree.failing:
        return words("discover.tree_nothing")
    named = {name for found in search.confirmed for name in found.box.parameters}
    by_tree = [name for leaf in search.tree.leaves[: search.tree.failing] for name in leaf.parameters]
    both = [name for name in dict.fromkeys(by_tree) if name in named]
    extra = [name for name in dict.fromkeys(by_tree) if name not in named]
    text = words(
        f"discover.tree_{'agrees' if search.overlap >= AGREES else 'differs'}",
        overlap=words.percent(search.overlap),
        density=round(100 * search.tree_held.density),
        coverage=words.percent(search.tree_held.coverage),
    )
    if both:
        text += " " + words("discover.tree_both", parameters=edges.labels(both))
    if extra:
        text += " " + words("discover.tree_extra", parameters=edges.labels(extra))
    return text


def _draw(
    section: Section,
    facts: AnswerFacts,
    answer: Discovery,
    edges: Edges,
    finding: Finding,
    album: Album,
    shown: dict[str, str],
) -> None:
    words, boxes = facts.words, finding.search.confirmed
    key = f"{finding.programme}_{finding.way}"
    title = words("discover.boxes_title", **shown)
    text = " ".join(edges.conditions(found.box) for found in boxes)
    picture = album.picture(f"boxes_{key}", plot_boxes(facts, edges, boxes), title, text)
    section.add(Pictures([picture], words("discover.boxes_caption"), wide=True))
    title = words("discover.trajectory_title")
    first = boxes[0]
    text = words(
        "discover.trajectory_text", steps=len(first.trajectory), density=words.number(first.held.density),
        coverage=words.number(first.held.coverage),
    )  # fmt: skip
    pictures = [album.picture(f"trajectory_{key}", plot_trajectory(facts, first), title, text)]
    caption = words("discover.trajectory_caption")
    names = map_parameters(finding)
    if names is not None:
        villages = answer.villages[answer.villages["programme"] == finding.programme]
        villages = villages[villages["verdict"] != ""]
        worse = [BACKFIRES] if finding.way == BACKFIRES else [FAILS, BACKFIRES]
        figure = plot_map(facts, edges, villages, villages["verdict"].isin(worse).to_numpy(), finding)
        title = words("discover.map_title", parameters=edges.labels(names))
        pictures.insert(0, album.picture(f"map_{key}", figure, title, edges.conditions(first.box)))
        caption = words("discover.map_caption") + " " + caption
    section.add(Pictures(pictures, caption))


def _restrictions(facts: AnswerFacts, edges: Edges, finding: Finding, shown: dict[str, str]) -> Table:
    """Return every restriction with its range, the experiment's own value, and how sure it is."""
    words = facts.words
    rows = []
    for number, found in enumerate(finding.search.confirmed, 1):
        for name in found.box.parameters:
            low, high = edges.ranges[name]
            sides = [Side(name, end) for end in (LOW, HIGH)]
            p = max(found.quasi_p[side] for side in sides if side in found.quasi_p)
            sure = words(f"discover.{'sure' if p <= 0.05 else 'not_sure'}", p=_p(facts, p))
            rows.append(
                [
                    str(number),
                    edges.condition(found.box, name),
                    words("interval", low=edges.value(name, low), high=edges.value(name, high)),
                    edges.value(name, edges.own(name)),
                    sure,
                ]
            )
    head = [words(f"discover.{name}") for name in ("number", "condition", "range", "own", "test")]
    return Table(words("discover.table", **shown), head, rows, folded=True, left=(1, 4))


def _leaves(facts: AnswerFacts, edges: Edges, finding: Finding, shown: dict[str, str]) -> Table | None:
    """Return the leaves that the tree counts as failing."""
    words, search = facts.words, finding.search
    failing = search.tree.failing
    rows = [
        [edges.conditions(leaf), words.percent(held.density), words.percent(held.coverage)]
        for leaf, held in zip(search.tree.leaves[:failing], search.leaves_held[:failing], strict=True)
    ]
    head = [words(f"discover.{name}") for name in ("leaf", "leaf_density", "leaf_coverage")]
    return Table(words("discover.tree_table", **shown), head, rows, folded=True) if rows else None


def _p(facts: AnswerFacts, p: float) -> str:
    """Return a p-value; a very small one by its bound."""
    return f"< {facts.words.number(0.001, 3)}" if p < 0.001 or np.isnan(p) else facts.words.number(p, 3)
