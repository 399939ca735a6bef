"""Where the village tips: the map of two states, what a programme does there, and what a past does."""

import numpy as np
import pandas as pd

from simulation.questions.boundary.answer import WITH, WITHOUT, Tipping
from simulation.questions.boundary.figures import axis_label, plot_history, plot_lift, plot_map
from simulation.questions.boundary.history import DOWN, UP, verdict
from simulation.questions.boundary.plane import Axis
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table, Warn

OWN = "own"


def sections(facts: AnswerFacts, answer: Tipping, album: Album) -> list[Section]:
    """Return the map, the programme at the boundary, and the test of history."""
    return [_map(facts, answer, album), _lift(facts, answer, album), _history(facts, answer, album)]


def _number(facts: AnswerFacts, axis: Axis, value: float) -> str:
    """Return a value of a parameter with the digits that its range calls for."""
    digits = 0 if axis.whole else int(np.clip(np.ceil(1.9 - np.log10(axis.high - axis.low)), 0, 4))
    return facts.words.number(value, digits)


def _band(facts: AnswerFacts, axis: Axis, low: float, high: float) -> str:
    edges = {"low": _number(facts, axis, low), "high": _number(facts, axis, high)}
    return facts.words("interval", **edges)


def _symbol(axis: Axis) -> str:
    return axis.description.symbol or axis.name


def _own(facts: AnswerFacts, answer: Tipping) -> dict[str, str]:
    """Return what sentences about the experiment's own values call for."""
    x, y = answer.x, answer.y
    return {
        "x": _symbol(x), "y": _symbol(y),
        "x_value": _number(facts, x, x.own), "y_value": _number(facts, y, y.own),
    }  # fmt: skip


def _programme(facts: AnswerFacts) -> str:
    return facts.scenarios.label(str(facts.question.options["programme"]))


def _map(facts: AnswerFacts, answer: Tipping, album: Album) -> Section:
    words, states = facts.words, answer.states.iloc[0]
    section = Section("map", words("boundary.map"))
    replicates = words.number(int(facts.question.options["replicates"]), 0)
    section.say(words("boundary.reading", recent=facts.config.window.flows, replicates=replicates))
    if states["unfinished"]:
        section.add(Warn(words("boundary.unfinished", cells=states["unfinished"])))
    first = answer.paths[(answer.paths["place"] == OWN) & (answer.paths["scenario"] == WITHOUT)].iloc[0]
    given = _own(facts, answer)
    items = [words("boundary.own", count=first["broken"], total=first["replicates"], **given)]
    items += _tips(facts, answer, given)
    shares = {
        "without": words.percent(states["broken_area"]),
        "with": words.percent(states["broken_area_with"]),
    }
    items.append(words("boundary.area", **shares))
    plausible = states["broken_plausible"]
    if plausible > 0:
        items.append(words("boundary.plausible_broken", share=words.percent(plausible, 1)))
    elif plausible == 0:
        items.append(words("boundary.plausible_holds"))
    full = words.number(states["full_grid"], 0)
    items.append(words("boundary.effort", points=states["points"], rounds=states["rounds"], full=full))
    section.add(Bullets(items))
    figure = plot_map(facts, answer)
    picture = album.picture("map", figure, words("boundary.map"), words("boundary.alternative"))
    section.add(Pictures([picture], words("boundary.caption", programme=_programme(facts)), wide=True))
    if not answer.crossings.empty:
        section.add(_crossings(facts, answer))
    return section


def _tips(facts: AnswerFacts, answer: Tipping, given: dict[str, str]) -> list[str]:
    """Say where the village tips at the experiment's own value of y."""
    words, x = facts.words, answer.x
    if not answer.lines[WITHOUT]["boundary"]:
        side = "nothing_holds" if answer.surfaces[WITHOUT].median[0] >= 0 else "nothing_broken"
        return [words(f"boundary.{side}")]
    found = answer.at_own()
    found = found[found["scenario"] == WITHOUT]
    if found.empty:
        ends = {"low": _number(facts, x, x.low), "high": _number(facts, x, x.high)}
        return [words("boundary.no_tip", x=given["x"], y=given["y"], y_value=given["y_value"], **ends)]
    items = []
    low, high = x.plausible
    for row in found.to_dict("records"):
        band = _band(facts, x, row["low"], row["high"])
        told = words("boundary.tips", value=_number(facts, x, row[x.name]), interval=band, **given)
        inside = "inside" if low <= row[x.name] <= high else "outside"
        ends = {"low": _number(facts, x, low), "high": _number(facts, x, high)}
        items.append(f"{told} {words(f'boundary.tips_{inside}', x=given['x'], **ends)}")
    return items


def _crossings(facts: AnswerFacts, answer: Tipping) -> Table:
    words, x, y = facts.words, answer.x, answer.y
    rows = [
        [
            _number(facts, y, row[y.name]),
            words("boundary.without" if row["scenario"] == WITHOUT else "boundary.with"),
            f"{_number(facts, x, row[x.name])} ({_band(facts, x, row['low'], row['high'])})",
        ]
        for row in answer.crossings.sort_values(y.name, kind="stable").to_dict("records")
    ]
    head = [axis_label(facts, answer, "y"), words("boundary.when"), axis_label(facts, answer, "x")]
    return Table(words("boundary.crossings"), head, rows, folded=True, left=(1,))


def _lift(facts: AnswerFacts, answer: Tipping, album: Album) -> Section:
    words, states = facts.words, answer.states.iloc[0]
    section = Section("lift", words("boundary.lift"))
    section.say(words("boundary.lift_reading"))
    items = []
    if states["lifted_of"]:
        share, band = words.percent(states["lifted"]), _shares(facts, states, "lifted")
        items.append(words("boundary.lifted", programme=_programme(facts), share=share, interval=band))
    else:
        items.append(words("boundary.nothing_to_lift"))
    if states["harmed_of"]:
        if states["harmed"] > 0:
            share, band = words.percent(states["harmed"]), _shares(facts, states, "harmed")
            items.append(words("boundary.harmed", share=share, interval=band))
        else:
            high = words.percent(states["harmed_high"])
            items.append(words("boundary.no_harm", count=states["harmed_of"], high=high))
    items.append(_moved(facts, answer))
    if answer.lines[WITH]["boundary"]:
        items.append(words("boundary.limit"))
    section.add(Bullets(items))
    figure = plot_lift(facts, answer)
    picture = album.picture("lift", figure, words("boundary.lift"), words("boundary.lift_alternative"))
    section.add(Pictures([picture], words("boundary.lift_caption"), wide=True))
    return section


def _shares(facts: AnswerFacts, states: pd.Series, name: str) -> str:
    low, high = (facts.words.percent(states[f"{name}_{end}"]) for end in ("low", "high"))
    return facts.words("interval", low=low, high=high)


def _moved(facts: AnswerFacts, answer: Tipping) -> str:
    """Say by how much the programme moves the boundary at the experiment's own value of y."""
    given, found = _own(facts, answer), answer.at_own()
    places = [found[found["scenario"] == name][answer.x.name].tolist() for name in (WITHOUT, WITH)]
    values = {"y": given["y"], "y_value": given["y_value"]}
    if [len(place) for place in places] != [1, 1]:
        return facts.words("boundary.no_crossing", **values)
    without, with_it = (_number(facts, answer.x, place[0]) for place in places)
    return facts.words("boundary.moved", x=given["x"], **values, **{"without": without, "with": with_it})


def _history(facts: AnswerFacts, answer: Tipping, album: Album) -> Section:
    words = facts.words
    section = Section("history", words("boundary.history"))
    states = answer.states.iloc[0]
    told = {name: words.percent(states[name]) for name in ("near", "even", "good", "bad")}
    told["villages"] = words.number(states["villages"], 0)
    wanted = {"two": ("villages", "near", "even"), "glide": tuple(told)}.get(states["kinds"], ())
    section.say(words(f"boundary.kinds.{states['kinds']}", **{name: told[name] for name in wanted}))
    wait = int(answer.memory["weeks_after"].max())
    section.say(words("boundary.history_reading", weeks=facts.config.weeks, wait=wait))
    last = answer.memory[answer.memory["weeks_after"] == wait]
    kind = verdict(answer.memory)
    gaps = {"least": words.percent(last["gap"].min()), "most": words.percent(last["gap"].max())}
    items = [words(f"boundary.{kind}", wait=wait, **({} if kind == "forgotten" else gaps))]
    there = last[last["place"] != OWN]
    if not there.empty:
        items.append(words("boundary.apart", count=there["apart"].sum(), total=there["replicates"].sum()))
        stayed = answer.staying[answer.staying["weeks_after"] == wait]
        stayed = stayed[stayed["place"] != OWN]
        counts = {name: stayed[name].sum() for name in ("still", "lifted", "meanwhile")}
        key = "still" if counts["lifted"] else "no_lifted"
        items.append(words(f"boundary.{key}", **(counts | {"wait": wait} if counts["lifted"] else {})))
        without = answer.paths[(answer.paths["scenario"] == WITHOUT) & (answer.paths["place"] != OWN)]
        means = without.groupby("weeks_after")["cooperation"].mean()
        begin, end = (words.percent(means.loc[weeks]) for weeks in (means.index.min(), wait))
        items.append(words("boundary.drift", begin=begin, end=end, wait=wait))
    section.add(Bullets(items))
    titles = _places(facts, answer)
    figure = plot_history(facts, answer, titles)
    text = words("boundary.history_alternative")
    picture = album.picture("history", figure, words("boundary.history"), text)
    caption = words("boundary.history_caption", replicates=int(answer.paths["replicates"].max()))
    section.add(Pictures([picture], caption, wide=True), _left_over(facts, answer, titles, wait))
    return section


def _places(facts: AnswerFacts, answer: Tipping) -> list[str]:
    """Return the names of the places at which history was looked at."""
    words, x, y = facts.words, answer.x, answer.y
    names = []
    for number, row in enumerate(answer.paths.drop_duplicates("place").to_dict("records")):
        name = words("boundary.place_own") if number == 0 else words("boundary.place_boundary", number=number)
        values = ((_symbol(axis), _number(facts, axis, row[axis.name])) for axis in (x, y))
        names.append(words.capital(name) + "\n" + ", ".join(f"{axis} {value}" for axis, value in values))
    return names


def _left_over(facts: AnswerFacts, answer: Tipping, titles: list[str], wait: int) -> Table:
    words = facts.words
    found = answer.paths[answer.paths["weeks_after"] == wait]
    gaps = answer.memory[answer.memory["weeks_after"] == wait].set_index("place")
    order = (UP, WITH, WITHOUT, DOWN)
    rows = []
    for place, title in zip(found["place"].drop_duplicates(), titles, strict=True):
        here = found[found["place"] == place].set_index("scenario")
        gap = gaps.loc[place]
        ends = words("interval", low=words.percent(gap["low"]), high=words.percent(gap["high"]))
        cells = [words.percent(here.loc[name, "cooperation"]) for name in order]
        rows.append([title.replace("\n", ": "), *cells, f"{words.percent(gap['gap'])} ({ends})"])
    head = [
        words("boundary.place"),
        *(words(f"boundary.past.{name}") for name in order),
        words("boundary.gap"),
    ]
    return Table(words("boundary.history_table", wait=wait), head, rows, folded=True)
