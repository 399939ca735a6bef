"""What was assumed: the village, the owners' rules, the programme, the prices."""

from collections import Counter

from simulation.experiment.budget import expected_cost, invited
from simulation.experiment.span import used_rows
from simulation.experiment.varied import OF, SECTOR, SHARE
from simulation.parameters import Behaviour, Dose, SelfSelection, description
from simulation.report.album import Album
from simulation.report.blocks import Bullets, Pictures, Section, Table
from simulation.report.facts import Facts
from simulation.report.schedule import plot_schedule
from simulation.report.sections.settings import field_label, field_value, look_up, shares, written


def assumptions(facts: Facts, album: Album) -> Section:
    """Return all that was put into the model."""
    words, village = facts.words, facts.config.village
    section = Section("assumptions", words("assumptions.title"))
    over = facts.over.get("owners")
    owners = words.number(village.owners, 0) if over is None else facts.spanned(over)
    section.add(
        Bullets(
            [
                words("assumptions.owners", village=facts.village, owners=owners),
                words("assumptions.groups", groups=shares(village.groups, words, facts.shares(SHARE))),
                words("assumptions.sectors", sectors=shares(village.sectors, words, facts.shares(SECTOR))),
                words(f"assumptions.{facts.begins}", weeks=facts.config.burn_in),
            ]
        )
    )
    section.add(_open_questions(facts))
    section.say(_marks(facts))
    section.add(_changed_behaviour(facts))
    section.add(_own_rules(facts))
    section.add(_mechanisms(facts))
    section.say(*_points(facts))
    _programme(section, facts, album)
    return section


def _open_questions(facts: Facts) -> Table | None:
    """Return the sizes that are marked as assumed, each with the question that would settle it."""
    words = facts.words
    rows = []
    for path, asked in facts.config.assumed.items():
        label, value = look_up(facts, path)
        rows.append([label, value, words.label(asked, path)])
    if not rows:
        return None
    head = [words("assumptions.size"), words("assumptions.value"), words("assumptions.ask")]
    return Table(words("assumptions.open"), head, rows, left=(1, 2))


def _marks(facts: Facts) -> str:
    """Say how many numbers of the owners' rules are known, and how."""
    found = [description(field) for field in Behaviour.model_fields.values()]
    marks: Counter[str] = Counter(each.mark for each in found if each is not None)
    names = {mark: facts.words(f"mark.{mark}") for mark in ("assumed", "fitted", "calibrated", "seen")}
    parts = [f"{marks[mark]} {name}" for mark, name in names.items() if marks[mark]]
    return facts.words("assumptions.marks", total=sum(marks.values()), parts=facts.words.all_of(parts))


def _changed_behaviour(facts: Facts) -> Table | None:
    """Return the rules that the study sets to something else than the default."""
    words, plain, used = facts.words, Behaviour(), facts.config.behaviour
    rows = [
        [
            field_label(used, name, words),
            facts.spanned(facts.over[name]) if name in facts.over else field_value(used, name, words),
            field_value(plain, name, words),
        ]
        for name in Behaviour.model_fields
        if name in facts.over or getattr(used, name) != getattr(plain, name)
    ]
    head = [words("assumptions.rule"), words("assumptions.here"), words("assumptions.default")]
    return Table(words("assumptions.changed"), head, rows) if rows else None


def _own_rules(facts: Facts) -> Table | None:
    """Return what groups do otherwise, and what spreads over persons."""
    words, village = facts.words, facts.config.village
    whose = [
        (words.capital(words.label(group.label, group.name)), group.behaviour) for group in village.groups
    ]
    rows = [
        [who, field_label(Behaviour(), name, words), written(value, words)]
        for who, values in [*whose, (words("assumptions.spread"), village.spreads)]
        for name, value in values.items()
    ]
    head = [words("assumptions.who"), words("assumptions.rule"), words("assumptions.here")]
    return Table(words("assumptions.own_rules"), head, rows, left=(1,)) if rows else None


def _mechanisms(facts: Facts) -> Table | None:
    """Return the optional mechanisms of the village with all their parameters."""
    words = facts.words
    rows = [
        [
            name,
            field_label(each, field, words),
            facts.spanned(facts.over[name + OF + field])
            if name + OF + field in facts.over
            else field_value(each, field, words),
        ]
        for name, each in facts.config.active_mechanisms().items()
        for field in type(each).model_fields
    ]
    head = [words("assumptions.mechanism"), words("assumptions.rule"), words("assumptions.here")]
    return Table(words("assumptions.mechanisms"), head, rows, left=(1,), foreign=(0,)) if rows else None


def _points(facts: Facts) -> list[str]:
    """Say that parameters differ from village to village, and how many of their rows are used."""
    points, rows = facts.config.points, used_rows(facts.config)
    if points is None:
        return []
    told = [facts.words("assumptions.points", rows=facts.words.number(rows, 0))]
    if rows < points.rows:
        total = facts.words.number(points.rows, 0)
        told.append(facts.words("assumptions.unused", rows=facts.words.number(rows, 0), total=total))
    return told


def _programme(section: Section, facts: Facts, album: Album) -> None:
    """Add calendar, doses, scenarios and prices."""
    words, scenarios = facts.words, facts.scenarios
    fullest = scenarios.fullest
    if fullest is None:
        section.say(words("assumptions.no_programme"))
        return
    title = words("assumptions.calendar", scenario=scenarios.label(fullest))
    rows = [_dose(name, dose, facts) for name, dose in scenarios.programmes[fullest].items()]
    text = " ".join(
        words("assumptions.calendar_row", activity=row[0], first=row[1], sessions=row[3]) for row in rows
    )
    picture = album.picture("calendar", plot_schedule(fullest, scenarios), title, text)
    section.add(Pictures([picture], title, wide=True))
    columns = ("activity", "first", "every", "sessions", "invited", "attendance", "price")
    head = [words(f"dose.{column}") for column in columns]
    section.add(Table(words("dose.caption", scenario=scenarios.label(fullest)), head, rows, left=(4,)))
    contents = [[scenarios.label(name), _contents(facts, name)] for name in scenarios.names]
    section.add(
        Table(
            words("dose.scenarios"),
            [words("dose.scenario"), words("dose.content")],
            contents,
            folded=True,
            left=(1,),
        )
    )
    prices = facts.config.prices
    rows = [
        [field_label(prices, name, words), field_value(prices, name, words)]
        for name in type(prices).model_fields
    ]
    section.add(Table(words("dose.prices"), [words("dose.item"), words("dose.rupiah")], rows, folded=True))


def _sessions(dose: Dose, facts: Facts) -> int:
    return len(dose.weeks(facts.config.weeks))


def _dose(name: str, dose: Dose, facts: Facts) -> list[str]:
    words, config = facts.words, facts.config
    held = _sessions(dose, facts)
    come = dose.attendance
    if isinstance(come, SelfSelection):
        attendance = words("dose.selected", low=words.percent(come.lowest), high=words.percent(come.highest))
    else:
        attendance = words.percent(come)
    who = words(f"who.{dose.who.select}", group=_group(dose, facts), number=invited(dose, config.village))
    return [
        words.activity(name),
        str(dose.first),
        str(dose.every) if held > 1 else words.number(float("nan")),
        words("dose.endless", count=held) if dose.sessions is None else str(held),
        who,
        attendance,
        words.rupiah(expected_cost(dose, config.village, config.prices)),
    ]


def _group(dose: Dose, facts: Facts) -> str:
    return next(
        (
            facts.words.label(group.label, group.name)
            for group in facts.config.village.groups
            if group.name == dose.who.group
        ),
        "",
    )


def _contents(facts: Facts, scenario: str) -> str:
    """Return the activities of a scenario with their sessions and what else differs from the default dose."""
    words = facts.words
    parts = []
    for name, dose in facts.scenarios.programmes[scenario].items():
        plain = type(dose)()
        special = [
            f"{field_label(dose, field, words)} {field_value(dose, field, words)}"
            for field in type(dose).model_fields
            if field not in ("first", "every", "sessions", "cost")
            and getattr(dose, field) != getattr(plain, field)
        ]
        held = words("dose.held", count=_sessions(dose, facts), first=dose.first, every=dose.every)
        parts.append(f"{words.activity(name)}: {', '.join([held, *special])}")
    return "; ".join(parts) or words("scenario.nothing")
