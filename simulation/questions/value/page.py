"""What is worth knowing before the choice: which answers change it, and which do not."""

from typing import Any

from simulation.analysis.houses import HOUSES, in_houses
from simulation.questions.value.answer import NOT_VALUED, PERFECT, Information
from simulation.questions.value.estimates import ITEM, PARAMETER, PILOT, QUESTIONNAIRE
from simulation.questions.value.figures import plot_values, shown
from simulation.questions.value.names import Names, item_label
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table

MOST_ROWS = 20
"""Rows of a kind in the table."""
TOLD = 3
"""Parameters and items that a sentence names."""


def sections(facts: AnswerFacts, answer: Information, album: Album) -> list[Section]:
    """Return the choice, and what would change it."""
    names = Names(facts, answer.outcome, answer.estimates.questions)
    return [_choice(facts, answer, names), _telling(facts, answer, names, album)]


def _choice(facts: AnswerFacts, answer: Information, names: Names) -> Section:
    words, scenarios = facts.words, facts.scenarios
    section = Section("choice", words("value.choice"))
    rows = answer.decisions.to_dict("records")
    best = rows[0]
    label, reference = scenarios.label(best["scenario"]), scenarios.label(scenarios.reference)
    section.say(
        words(
            "value.decisions",
            decisions=_decisions(facts, answer), measure=words.measure(answer.outcome), week=answer.week,
        )
    )  # fmt: skip
    if best["gain"] > 0:
        section.say(
            words(
                "value.best",
                best=label, gain=names.amount(best["gain"], sign=True), reference=reference,
                sets=answer.sets, each=answer.each,
            )
        )  # fmt: skip
    else:
        section.say(words("value.nothing_gained", reference=reference))
    section.say(_led(facts, rows), _perfect(facts, answer, names, label))
    cells = [
        [
            scenarios.label(row["scenario"]), names.amount(row["gain"], sign=True),
            words.percent(row["best"]), words.rupiah(row["cost"]),
        ]
        for row in rows
    ]  # fmt: skip
    head = [words(f"value.{name}") for name in ("decision", "gain", "is_best", "cost")]
    section.add(Table(words("value.decision_table"), head, cells))
    return section


def _decisions(facts: AnswerFacts, answer: Information) -> str:
    return facts.scenarios.labels(sorted(answer.decisions["scenario"], key=facts.scenarios.names.index))


def _led(facts: AnswerFacts, rows: list[dict[Any, Any]]) -> str:
    """Say in how many of twenty plausible villages each decision is the best."""
    words = facts.words
    counts = in_houses([row["best"] for row in rows])
    if counts[0] == HOUSES:
        return words("value.led_all", total=HOUSES)
    others = [
        words("value.led_other", scenario=facts.scenarios.label(row["scenario"]), count=count)
        for row, count in sorted(zip(rows[1:], counts[1:], strict=True), key=lambda entry: -entry[1])
        if count
    ]
    return words("value.led", count=counts[0], total=HOUSES, others=words.all_of(others))


def _perfect(facts: AnswerFacts, answer: Information, names: Names, best: str) -> str:
    words, (row,) = facts.words, answer.of(PERFECT)
    if not row["above"]:
        return words(
            "value.perfect_nothing", value=names.amount(row["value"]), floor=names.amount(row["floor"])
        )
    share = words("value.share", share=words.percent(row["share"]), best=best) if row["share"] > 0 else ""
    return words(
        "value.perfect",
        share=share,
        **{name: names.amount(row[name]) for name in ("value", "error", "least", "most")},
    )


def _telling(facts: AnswerFacts, answer: Information, names: Names, album: Album) -> Section:
    words = facts.words
    section = Section("telling", words("value.telling"))
    said = [
        *_asking(facts, answer, names),
        *_piloting(facts, answer, names),
        _measuring(facts, answer, names),
    ]
    section.add(Bullets(said))
    survey = facts.question.options
    section.say(
        words(
            "value.survey",
            interviews=survey["interviews"], owners=facts.config.village.owners,
            reliability=words.number(survey["reliability"]),
        ),
        words("value.luck"),
    )  # fmt: skip
    left_out = [item_label(words, row["of"]) for row in answer.of(NOT_VALUED)]
    if left_out:
        section.say(words("value.not_valued", items=words.all_of(left_out)))
    rows = shown(answer)
    told = "; ".join(f"{names.label(row)} {names.amount(row['value'])}" for row in rows)
    picture = album.picture(
        "values",
        plot_values(facts, answer, names),
        words("value.figure"),
        words("value.alternative", told=told),
    )
    section.add(Pictures([picture], words("value.caption", measure=words.measure(answer.outcome)), wide=True))
    section.add(_table(facts, answer, names))
    return section


def _asking(facts: AnswerFacts, answer: Information, names: Names) -> list[str]:
    """Say what of the questionnaire changes the choice, what is worth more, and what to add to it."""
    words = facts.words
    asked = [row for row in answer.single_items() if row["questions"] > 0 and not row["of"].endswith("_1")]
    whole = answer.row(ITEM, QUESTIONNAIRE)
    worthy, rest = [row for row in asked if row["above"]], [row for row in asked if not row["above"]]
    told = []
    if worthy:
        first = worthy[0]
        told.append(
            words(
                "value.item_best",
                item=names.label(first), changes=words.percent(first["changes_choice"]), **_numbers(names,
                first),
            )
        )  # fmt: skip
    if worthy and rest:
        given = {
            "first": words.all_of([names.label(row) for row in worthy[:TOLD]]),
            "second": words.all_of([names.label(row) for row in rest[:TOLD]]),
        }
        told.append(words("value.item_more", **given))
    if whole["above"]:
        told.append(words("value.items_whole", **_numbers(names, whole)))
    if not worthy and not whole["above"] and not any(row["changes_choice"] for row in [*asked, whole]):
        told.append(words("value.items_never", decisions=_decisions(facts, answer)))
    elif not worthy and not whole["above"]:
        most = max([*asked, whole], key=lambda row: row["value"])
        told.append(
            words(
                "value.items_nothing",
                decisions=_decisions(facts, answer), item=names.label(most),
                value=names.amount(most["value"]), floor=names.amount(most["floor"]),
            )
        )  # fmt: skip
    further = [row for row in answer.single_items() if row["questions"] == 0 and row["above"]]
    if further:
        told.append(words("value.further", items=_named(facts, names, further)))
    return told


def _piloting(facts: AnswerFacts, answer: Information, names: Names) -> list[str]:
    """Say from how many villages on a pilot changes the choice."""
    words = facts.words
    rows = sorted(answer.of(PILOT), key=lambda row: int(row["of"]))
    worthy = [row for row in rows if row["above"]]
    if not any(row["changes_choice"] for row in rows):
        return [words("value.pilot_never", count=rows[-1]["of"])]
    if not worthy:
        most = max(rows, key=lambda row: row["value"])
        return [
            words(
                "value.pilot_nothing",
                count=rows[-1]["of"], value=names.amount(most["value"]), floor=names.amount(most["floor"]),
            )
        ]  # fmt: skip
    first = worthy[0]
    told = [
        words(
            "value.pilot_does",
            count=first["of"], changes=words.percent(first["changes_choice"]), **_numbers(names, first),
        )
    ]  # fmt: skip
    if worthy[1:]:
        told.append(
            words("value.pilot_more", count=worthy[-1]["of"], value=names.amount(worthy[-1]["value"]))
        )
    return [" ".join(told)]


def _measuring(facts: AnswerFacts, answer: Information, names: Names) -> str:
    """Say which assumed numbers would be worth knowing."""
    words, rows = facts.words, answer.of(PARAMETER)
    if not rows:
        return words("value.no_parameters")
    worthy = [row for row in rows if row["above"]]
    if worthy:
        return words("value.parameter_best", parameters=_named(facts, names, worthy))
    if not any(row["changes_choice"] for row in rows):
        return words("value.parameters_never", count=len(rows))
    first = rows[0]
    return words(
        "value.parameters_nothing",
        parameter=names.label(first), value=names.amount(first["value"]), floor=names.amount(first["floor"]),
        count=len(rows),
    )  # fmt: skip


def _named(facts: AnswerFacts, names: Names, rows: list[dict[str, Any]]) -> str:
    words = facts.words
    return words.all_of(
        [words("value.parameter", parameter=names.label(row), **_numbers(names, row)) for row in rows[:TOLD]]
    )


def _numbers(names: Names, row: dict[str, Any]) -> dict[str, str]:
    return {name: names.amount(row[name]) for name in ("value", "error")}


def _table(facts: AnswerFacts, answer: Information, names: Names) -> Table:
    words = facts.words
    rows = [
        [
            names.label(row), names.kind(row), names.amount(row["value"]), words.percent(row["share"], 1),
            names.amount(row["error"]), names.amount(row["floor"]), words.percent(row["changes_choice"]),
        ]
        for kind in (PERFECT, PILOT, ITEM, PARAMETER)
        for row in answer.of(kind)[:MOST_ROWS]
    ]  # fmt: skip
    heads = ("of", "kind", "value", "share", "error", "floor", "changes")
    head = [words(f"value.head.{name}") for name in heads]
    return Table(words("value.table"), head, rows, folded=True, left=(1,))
