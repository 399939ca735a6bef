"""How an observed network lies among those of simulated villages, in words."""

import numpy as np

from simulation.experiment.network_counts import CHANGES, LEVELS
from simulation.questions.network_fit.answer import CHANGE, HIGH, LOW, TIES, Compared, NetworkFitted, p_error
from simulation.questions.network_fit.figures import level_label, plot_change, plot_statistic
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table

RARE, SELDOM = 0.05, 0.2
"""A p up to which few of the networks are like the observed one, and up to which not many."""
BY_CHANCE = 0.1


def sections(facts: AnswerFacts, answer: NetworkFitted, album: Album) -> list[Section]:
    """Return what was compared, how far out the observed network lies, and statistic by statistic where."""
    found = [_compared(facts, answer), _verdicts(facts, answer)]
    for statistic in LEVELS:
        waves = [each for each in answer.compared if each.statistic == statistic]
        found.append(_statistic(facts, waves, album))
    moved = [each for each in answer.compared if each.statistic == TIES]
    return [*found, *(_changed(facts, answer, each, album) for each in moved)]


def _compared(facts: AnswerFacts, answer: NetworkFitted) -> Section:
    words, terms = facts.words, answer.terms
    section = Section("compared", words("network_fit.compared"))
    section.say(
        words("network_fit.network", owners=words.number(terms.owners, 0),
              files=", ".join(facts.question.options["network"]["sources"])),
        words("network_fit.villages", villages=words.number(answer.villages, 0),
              sets=words.number(terms.sets, 0), programme=facts.scenarios.label(terms.programme)),
    )  # fmt: skip
    if len(terms.weeks) > 1:
        section.say(words("network_fit.two_waves", week=terms.weeks[0], after=terms.weeks[1]))
    else:
        section.say(words("network_fit.one_wave", week=terms.weeks[0]))
    return section


def _verdicts(facts: AnswerFacts, answer: NetworkFitted) -> Section:
    words = facts.words
    section = Section("verdicts", words("network_fit.verdicts"))
    rows = [
        [
            words(f"network_fit.statistic.{each.statistic}"),
            words(f"network_fit.wave.{each.wave}"),
            words.number(each.tested.p, 3),
            words.number(p_error(each.tested), 3),
            words(f"network_fit.verdict.{_verdict(each)}"),
        ]
        for each in answer.compared
    ]
    head = [words(f"network_fit.head.{name}") for name in ("statistic", "wave", "p", "error", "verdict")]
    section.add(Table(words("network_fit.table"), head, rows, left=(1, 4)))
    tests = len(answer.compared)
    section.say(
        words("network_fit.meaning"),
        words("network_fit.smallest", villages=words.number(answer.villages, 0),
              p=words.number(1 / (answer.villages + 1), 4)),
        words("network_fit.several", tests=tests, expected=words.number(tests * BY_CHANCE, 1),
              p=words.number(BY_CHANCE, 1)),
    )  # fmt: skip
    return section


def _verdict(compared: Compared) -> str:
    """Return whether few, not many or many of the networks lie as far out as the observed one."""
    if compared.tested.p <= RARE:
        return "rare"
    return "seldom" if compared.tested.p <= SELDOM else "usual"


def _statistic(facts: AnswerFacts, waves: list[Compared], album: Album) -> Section:
    words, statistic = facts.words, waves[0].statistic
    title = words(f"network_fit.statistic.{statistic}")
    section = Section(statistic, words.capital(title))
    section.say(words(f"network_fit.about.{statistic}"))
    picture = album.picture(statistic, plot_statistic(facts, waves), title, words("network_fit.caption"))
    section.add(Pictures([picture], words("network_fit.caption"), wide=True))
    labels = [level_label(words, statistic, level) for level in waves[0].levels]
    section.add(Bullets([_beyond(facts, each, labels) for each in waves]))
    return section


def _changed(facts: AnswerFacts, answer: NetworkFitted, compared: Compared, album: Album) -> Section:
    words = facts.words
    assert answer.jaccard is not None
    title = words(f"network_fit.statistic.{TIES}")
    section = Section(TIES, words.capital(title))
    section.say(words(f"network_fit.about.{TIES}"))
    figure = plot_change(facts, compared, answer.jaccard)
    picture = album.picture(TIES, figure, title, words("network_fit.caption"))
    section.add(Pictures([picture], words("network_fit.caption"), wide=True))
    labels = [words(f"network_fit.change.{name}") for name in CHANGES]
    section.add(Bullets([_beyond(facts, compared, labels)]))
    return section


def _beyond(facts: AnswerFacts, compared: Compared, labels: list[str]) -> str:
    """Return at which levels the observed network lies beyond nine of ten simulated ones."""
    words, signed = facts.words, compared.wave == CHANGE and compared.statistic != TIES
    low, high = np.quantile(compared.simulated, [LOW, HIGH], axis=0)
    items = []
    for place, (observed, label) in enumerate(zip(compared.observed, labels, strict=True)):
        if low[place] <= observed <= high[place]:
            continue
        seen, least, most = (
            words.number(float(value), 0, sign=signed) for value in (observed, low[place], high[place])
        )
        items.append(words("network_fit.off", level=label, observed=seen, low=least, high=most))
    wave = words(f"network_fit.wave.{compared.wave}")
    if not items:
        found = "together" if compared.tested.p <= RARE else "within"
        return words(f"network_fit.{found}", wave=words.capital(wave))
    return words("network_fit.beyond", wave=words.capital(wave), levels="; ".join(items))
