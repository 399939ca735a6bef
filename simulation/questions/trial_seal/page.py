"""What a trial will find, in words."""

from simulation.questions.trial_seal.answer import Sealed
from simulation.questions.trial_seal.figures import plot_forecast
from simulation.questions.trial_seal.forecast import FORECAST, SEAL
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section


def sections(facts: AnswerFacts, answer: Sealed, album: Album) -> list[Section]:
    """Return the forecast, and how it is kept."""
    words, known, terms = facts.words, answer.forecast, answer.forecast.terms
    outcome = words.measure(terms["outcome"])
    section = Section("forecast", words("trial_seal.forecast"))
    section.say(
        words("trial_seal.terms", villages=terms["villages"], owners=terms["owners"], outcome=outcome,
              programme=facts.scenarios.label(terms["arms"][1]),
              control=facts.scenarios.label(terms["arms"][0]),
              weeks=words.all_of([str(week) for week in terms["waves"][1:]])),
    )  # fmt: skip
    section.add(Bullets([
        words("trial_seal.median", median=facts.by(terms["outcome"], known.median),
              range=facts.interval(terms["outcome"], known.low, known.high)),
        words("trial_seal.found", power=words.percent(answer.power)),
        words("trial_seal.harm", share=words.percent(answer.near_zero)),
    ]))  # fmt: skip
    caption = words("trial_seal.caption")
    figure = plot_forecast(words, known, outcome)
    picture = album.picture("forecast", figure, words("trial_seal.forecast"), caption)
    section.add(Pictures([picture], caption, wide=True))
    kept = Section("kept", words("trial_seal.kept"))
    kept.say(
        words("trial_seal.files", forecast=FORECAST, seal=SEAL), words("trial_seal.mark", mark=answer.mark)
    )
    kept.say(words("trial_seal.afterwards"))
    return [section, kept]
