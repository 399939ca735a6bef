"""A trial and its forecast, in words."""

from collections.abc import Hashable, Mapping
from math import isnan
from typing import Any

from simulation.questions.trial_seal.figures import plot_forecast
from simulation.questions.trial_seal.reading import Reading
from simulation.report.album import Album
from simulation.report.blocks import Bullets, Pictures, Section, Table, Warn
from simulation.report.page import render
from simulation.report.words import Words

PACKAGE = "simulation.questions.trial_seal"


def reading_page(reading: Reading, digest: str, language: str) -> str:
    """Return the page.

    Parameters
    ----------
    reading : Reading
        What was found.
    digest : str
        SHA-256 of the sealed forecast.
    language : str
        ``en`` or ``id``.
    """
    words = Words(language, package=PACKAGE)
    head = Section("sealed", words("trial_seal.forecast"))
    head.add(Warn(words("trial_read.warning", date=str(reading.forecast.about["sealed"]), digest=digest)))
    trust = Section("trust_it", words("trial_read.trust"))
    trust.say(words("trial_read.limits"))
    sections = [head, _estimate(words, reading), _against(words, reading, Album()), trust]
    return render(words, words("trial_read.title"), str(reading.forecast.about["experiment"]), sections)


def _by(words: Words, value: float) -> str:
    return words.number(value, 3, sign=True)


def _interval(words: Words, low: float, high: float) -> str:
    return words("interval", low=_by(words, low), high=_by(words, high))


def _estimate(words: Words, reading: Reading) -> Section:
    section, seen, found = (
        Section("estimate", words("trial_read.estimate")),
        reading.interviews,
        reading.robust,
    )
    treated = int(seen.treated.sum())
    control = seen.treated.size - treated
    section.say(
        words("trial_read.effect", effect=_by(words, reading.effect),
              measure=words.measure(_outcome(reading)),
              interval=_interval(words, float(found.low[0]), float(found.high[0])), treated=treated,
              control=control, owners=words.number(float(seen.complete.sum()), 0)),
        words("trial_read.sure" if found.low[0] > 0 or found.high[0] < 0 else "trial_read.unsure"),
    )  # fmt: skip
    planned = reading.forecast.terms["villages"]
    lost = {"treated": words.percent(seen.lost(True)), "control": words.percent(seen.lost(False))}
    items = [words("trial_read.lost", share=words.percent(float((~seen.complete).mean())), **lost)]
    if (treated, control) != (planned, planned):
        items.append(words("trial_read.size", planned=planned, treated=treated, control=control))
    section.add(Bullets(items))
    rows = [_row(words, row) for row in reading.frames()["reading"].to_dict("records")]
    names = ("estimator", "effect", "interval", "p", "df")
    head = [words(f"trial_read.head.{name}") for name in names]
    section.add(Table(words("trial_read.table"), head, rows))
    return section


def _row(words: Words, row: Mapping[Hashable, Any]) -> list[str]:
    """Return an estimator as a row; randomisation inference has no interval."""
    interval = words.number(float("nan")) if isnan(row["low"]) else _interval(words, row["low"], row["high"])
    name = words(f"trial_read.estimator.{row['estimator']}")
    p, freedom = words.number(row["p"], 3), words.number(row["freedom"], 1)
    return [name, _by(words, row["effect"]), interval, p, freedom]


def _outcome(reading: Reading) -> str:
    return str(reading.forecast.terms["outcome"])


def _against(words: Words, reading: Reading, album: Album) -> Section:
    section, known = Section("against", words("trial_read.against")), reading.forecast
    lies, foretold = "inside" if reading.inside else "outside", _interval(words, known.low, known.high)
    section.say(words(f"trial_read.{lies}", median=_by(words, known.median), range=foretold))
    sets, left = words.number(known.sets.size, 0), int(reading.plausible.sum())
    if left:
        low, median, high = reading.effects(after=True)
        was_low, was, was_high = reading.effects(after=False)
        section.say(
            words("trial_read.left", sets=sets, left=words.number(left, 0)),
            words("trial_read.after", median=_by(words, median), range=_interval(words, low, high),
                  before=_by(words, was), before_range=_interval(words, was_low, was_high)),
        )  # fmt: skip
    else:
        section.say(words("trial_read.none_left", sets=sets))
    caption = words("trial_read.caption")
    figure = plot_forecast(
        words, known, words.measure(_outcome(reading)), reading.registered, reading.plausible.tolist()
    )
    picture = album.picture("against", figure, words("trial_read.against"), caption)
    section.add(Pictures([picture], caption, wide=True))
    return section
