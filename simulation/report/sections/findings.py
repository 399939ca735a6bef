"""The headline findings, in sentences made from the numbers; also what does not work and what does harm."""

from simulation.analysis.direction import LESS_IS_BETTER, NEITHER
from simulation.report.blocks import Bullets, Section, Table
from simulation.report.effects import Effect
from simulation.report.facts import Facts


def findings(facts: Facts) -> Section:
    """Return the headlines."""
    words, scenarios = facts.words, facts.scenarios
    section = Section("findings", words("findings.title"))
    start = facts.effects.get(scenarios.reference, facts.main, facts.last)
    ranked = best_first(facts, scenarios.others)
    if start is None or not ranked:
        section.say(words("findings.none"))
        return section
    measure = words.measure(facts.main)
    items = [
        words(
            "findings.start", measure=words.capital(measure), reference=facts.reference, week=facts.last,
            value=words.amount(facts.main, start.mean),
        )
    ]  # fmt: skip
    if scenarios.fullest is not None:
        items.append(sentence(facts, scenarios.fullest, facts.main))
    best = best_first(facts, scenarios.singles)
    if len(best) > 1:
        items.append(words("findings.best_single", activity=scenarios.label(best[0][0])))
        items[-1] += " " + sentence(facts, best[0][0], facts.main)
    items += _left_out(facts)
    top = ranked[0][0]
    if top not in (scenarios.fullest, best[0][0] if best else None) and _matters(facts, top):
        items.append(
            words("findings.top", scenario=scenarios.label(top)) + " " + sentence(facts, top, facts.main)
        )
    section.add(Bullets(items))
    if not facts.has_intervals:
        section.say(words("findings.one_village"))
    return section


def sentence(facts: Facts, scenario: str, outcome: str) -> str:
    """Return one effect in words, with its interval, its frequency and its verdict."""
    words = facts.words
    effect = facts.effect(scenario, outcome)
    if effect is None:
        return ""
    way = "more" if effect.difference > 0 else "less" if effect.difference < 0 else "equal"
    text = words(
        f"effect.{way}", scenario=words.capital(facts.scenarios.label(scenario)), reference=facts.reference,
        measure=words.measure(outcome), when=facts.when(outcome, facts.last),
        size=facts.by(outcome, abs(effect.difference)).lstrip("+"),
    )  # fmt: skip
    if facts.has_intervals and way != "equal":
        interval = facts.interval(outcome, *effect.edges)
        if facts.several_sets:
            told = (facts.houses(effect), words("sets.range", interval=interval))
            return " ".join([text, *(line for line in told if line)])
        text += " " + words(f"effect.{way}_in", interval=interval, villages=facts.villages(effect))
        verdict = facts.verdict(effect, outcome)
        text += " " + words(f"effect.verdict.{verdict}") if verdict else ""
    return text


def _matters(facts: Facts, top: str) -> bool:
    """Tell whether the best scenario is better than the fullest one by as much as matters."""
    fullest, smallest = facts.scenarios.fullest, facts.smallest(facts.main)
    if fullest is None or smallest is None:
        return True
    return abs(facts.apart(top, fullest, facts.main)[0]) >= smallest


def _left_out(facts: Facts) -> list[str]:
    """Say which activity is missed most, and least, when it is left out of the whole programme."""
    scenarios, words = facts.scenarios, facts.words
    if scenarios.fullest is None:
        return []
    whole = scenarios.programmes[scenarios.fullest]
    missing = {
        name: next(iter(set(whole) - set(doses)))
        for name, doses in scenarios.programmes.items()
        if len(whole) > 2 and len(doses) == len(whole) - 1 and set(doses) < set(whole)
    }
    found = best_first(facts, list(missing))
    full = facts.effect(scenarios.fullest, facts.main)
    if len(found) < 2 or full is None:
        return []
    name, effect = found[-1]
    text = words(
        "findings.missed", activity=words.activity(missing[name]), whole=words.amount(facts.main, full.mean),
        without=words.amount(facts.main, effect.mean), measure=words.measure(facts.main),
        scenario=scenarios.label(scenarios.fullest),
    )  # fmt: skip
    smallest = facts.smallest(facts.main)
    spare = [
        name
        for name, _ in found
        if smallest is not None and max(map(abs, facts.apart(scenarios.fullest, name, facts.main))) < smallest
    ]
    if spare:
        spared = words.all_of([words.activity(missing[name]) for name in spare])
        text += " " + words(
            "findings.spare", activities=spared, smallest=words.amount(facts.main, smallest or 0.0)
        )
    return [text]


def worse(outcome: str) -> str:
    """Return the verdict that is bad news."""
    return "higher" if outcome in LESS_IS_BETTER else "lower"


def best_first(facts: Facts, names: list[str]) -> list[tuple[str, Effect]]:
    """Return scenarios with their effect on the main outcome, the best first."""
    ranked = facts.ranked(facts.main, names) if names else []
    return ranked[::-1] if facts.main in LESS_IS_BETTER else ranked


def limits(facts: Facts) -> Section:
    """Return what does not work, what does harm, and what stays open."""
    words, scenarios = facts.words, facts.scenarios
    section = Section("limits", words("limits.title"))
    if not scenarios.others:
        section.say(words("findings.none"))
        return section
    smallest = facts.smallest(facts.main)
    if smallest is None or not facts.has_intervals:
        section.say(words("limits.no_verdict"))
        return section
    measure, items = words.measure(facts.main), []
    values = {
        "reference": facts.reference,
        "smallest": words.amount(facts.main, smallest),
        "week": facts.last,
    }
    for key, verdict in (("same", "same"), ("worse", worse(facts.main)), ("unsure", "unsure")):
        found = facts.verdicts(facts.main, verdict)
        if found:
            values |= {"scenarios": scenarios.labels(found), "count": len(found)}
            told = "differ" if key == "unsure" and facts.several_sets else key
            items.append(words(f"limits.{told}", measure=words.capital(measure), **values))
    section.add(Bullets(items or [words("limits.all_work", measure=measure)]))
    _harm(section, facts)
    return section


def _harm(section: Section, facts: Facts) -> None:
    """Add every effect that goes the wrong way by more than the smallest one, in any week compared."""
    words, scenarios = facts.words, facts.scenarios
    items, rows = [], []
    for outcome in facts.config.outcomes:
        if outcome in NEITHER:
            continue
        found = {week: facts.verdicts(outcome, worse(outcome), week) for week in facts.weeks}
        harmful = [name for name in scenarios.others if any(name in names for names in found.values())]
        if not harmful:
            continue
        facts.show(outcome)
        worst = [
            (abs(effect.difference), name, week, effect)
            for week, names in found.items()
            for name in names
            if (effect := facts.effect(name, outcome, week)) is not None
        ]
        _, name, week, effect = max(worst, key=lambda entry: entry[0])
        values = {
            "measure": words.capital(words.measure(outcome)), "scenario": scenarios.label(name),
            "size": facts.by(outcome, effect.difference), "when": facts.when(outcome, week),
            "count": len(harmful), "villages": facts.villages(effect),
        }  # fmt: skip
        text = words("limits.only" if len(harmful) == 1 else "limits.worst", **values)
        still = len(found[facts.last])
        text += " " + words("limits.still" if still else "limits.over", count=still, week=facts.last)
        alone = [name for name in harmful if name in scenarios.singles]
        if alone and len(harmful) > 1:
            text += " " + words("limits.alone", activities=scenarios.labels(alone))
        items.append(text)
        for name in harmful:
            cells = [
                facts.by(outcome, effect.difference) if (effect := facts.effect(name, outcome, week)) else ""
                for week in facts.weeks
            ]
            marked = [
                cell + (" *" if name in found[week] else "")
                for cell, week in zip(cells, facts.weeks, strict=True)
            ]
            rows.append([scenarios.label(name), words.measure(outcome), *marked])
    if not items:
        section.say(words("limits.no_harm", weeks=words.all_of([str(week) for week in facts.weeks])))
        return
    section.say(words("limits.harm"))
    section.add(Bullets(items))
    head = [
        words("table.scenario"),
        words("table.measure"),
        *(words("when.week", week=week) for week in facts.weeks),
    ]
    section.add(Table(words("limits.caption"), head, rows, folded=True, left=(1,)))
