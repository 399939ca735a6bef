"""What is asked of a trial, as plain numbers and names."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from simulation.experiment.arguments import listed, whole_number, whole_numbers
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, unknown
from simulation.measures.owners import OWNER_COLUMNS
from simulation.parameters.argument import as_number, as_whole, plain
from simulation.parameters.place import found_words

Plan = Literal["parallel", "pairs", "wedge"]
PARALLEL, PAIRS, WEDGE = get_args(Plan)
OUTCOME = "belief_other"
"""What the questionnaire asks for: how much one trusts the people of a group."""
SCALES = [column.name for column in OWNER_COLUMNS if column.unit == "0-1"]
"""What items on five steps can ask for."""
NUMBERS = ["degree", "bonding", "bridging", "income", "acquaintances"]
"""What is counted or weighed, and has no items."""
MOST_VILLAGES, MOST_SAMPLED, MOST_ITEMS = 500, 1000, 20
FEWEST = {PARALLEL: 2, PAIRS: 2, WEDGE: 1}
"""Villages of an arm, pairs, and villages that begin together."""


@dataclass(frozen=True)
class Terms:
    """What was asked.

    Attributes
    ----------
    plan : str
        ``parallel`` arms, matched ``pairs``, or a stepped ``wedge``.
    arms : list of str
        Scenarios; the first one is without the programme.
    outcome : str
        A column of the table of owners.
    waves : list of int
        Weeks of the interviews; the first is 0.
    villages : list of int
        Villages of an arm (of a wedge: that begin together), ascending.
    owners : list of int
        Owners interviewed in a village, ascending.
    items : int
        Of the scale; 0 measures without error.
    reliability : float
        Of one item.
    desired : float
        By how much answers are moved up, on the scale of 0 to 1, where the programme has begun.
    loss : float
        Share of those interviewed before who cannot be asked again, beside those whose firm has closed.
    loss_by_trust : bool
        Whether they are those of a low outcome rather than of a high one.
    contamination : float
        Share of the effect that reaches villages without the programme.
    interview : float
        Rupiah of one interview.
    trials : int
        Drawn in each of the two worlds.
    """

    plan: Plan
    arms: list[str]
    outcome: str
    waves: list[int]
    villages: list[int]
    owners: list[int]
    items: int
    reliability: float
    desired: float
    loss: float
    loss_by_trust: bool
    contamination: float
    interview: float
    trials: int

    def plain(self) -> dict[str, Any]:
        """Return all of it as plain data, by the names of the question's arguments."""
        return asdict(self)

    @property
    def steps(self) -> int:
        """How many groups of villages there are: arms, or those of a wedge."""
        return len(self.waves) - 1 if self.plan == WEDGE else 2


def terms_of(config: StudyConfig, given: dict[str, Any]) -> Terms:
    """Return what is asked, every part of it held against the experiment.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    given : mapping
        Arguments of the question by name; None for what is left to it.

    Raises
    ------
    StudyError
        With one line for the first that cannot be used.
    """
    plan = given["plan"]
    if plan not in get_args(Plan):
        problem = unknown((), "plan", str(plan), list(get_args(Plan)))
        raise StudyError([Fault("--plan", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    outcome = _outcome(str(given["outcome"]))
    items = _items(outcome, given["items"])
    villages = _ascending("--villages", given["villages"], FEWEST[plan], MOST_VILLAGES)
    waves = _waves(plan, config, given["waves"])
    if plan == WEDGE and (len(waves) - 1) * villages[0] < 4:
        told = f"found {villages[0]} in each of {len(waves) - 1} groups: too few villages for the parameters"
        raise StudyError([Fault.of("--villages", "", told, "4 villages in all, or more")])
    contamination = _share("--contamination", given["contamination"], 0.9)
    if plan == WEDGE and contamination:
        told = "in a stepped wedge every village gets the programme"
        raise StudyError([Fault.of("--contamination", "", told, "with parallel arms or pairs")])
    desired = _share("--desired", given["desired"], 0.5)
    if desired and not items:
        told = "what is measured without items has no answers that could please"
        raise StudyError([Fault.of("--desired", "", told, "with --items 1 or more")])
    return Terms(
        plan,
        _arms(config, given["arms"], plan),
        outcome,
        waves,
        villages,
        _ascending("--owners", _sampled(config, given["owners"]), 2, _smallest(config)),
        items,
        _share("--reliability", given["reliability"], 1.0, least=0.01),
        desired,
        _share("--loss", given["loss"], 0.5),
        bool(given["loss_by_trust"]),
        contamination,
        _amount(given["interview"]),
        whole_number("--trials", given["trials"], 100, 1_000_000),
    )


def _smallest(config: StudyConfig) -> int:
    """Return the owners of the smallest village that is simulated."""
    sizes = [] if config.points is None else config.points.columns.get("owners", [])
    return int(min([*sizes, *([] if sizes else [config.village.owners]), MOST_SAMPLED]))


def _sampled(config: StudyConfig, given: object) -> object:
    """Return how many owners are interviewed: where nothing is said, those that a village has."""
    if given is not None:
        return given
    least = _smallest(config)
    return [number for number in (10, 20, 40) if number <= least] or [least]


def _arms(config: StudyConfig, given: Any, plan: str) -> list[str]:
    pasts, programmes = config.pasts().of, config.programmes()
    names = list(dict.fromkeys(listed(given)))
    if given is None:
        own = {name: doses for name, doses in programmes.items() if not pasts[name]}
        most = max(own, key=lambda name: len(own[name]))
        names = list(dict.fromkeys([config.reference, most]))
    for name in names:
        if name not in programmes:
            problem = unknown((), "scenario", name, list(programmes))
            raise StudyError([Fault("--arms", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
        if pasts[name]:
            told = f"the scenario '{name}' also changes the owners' rules or the village"
            raise StudyError([Fault.of("--arms", "", told, "scenarios that change the programme alone")])
    if len(names) < 2:
        told = f"found {', '.join(names) or 'none'}: no arms to compare"
        raise StudyError(
            [Fault.of("--arms", "", told, "two scenarios or more, the first without the programme")]
        )
    if plan == WEDGE and len(names) > 2:
        told = f"found {len(names)} arms"
        raise StudyError([Fault.of("--arms", "", told, "two in a stepped wedge: before and after it begins")])
    return names


def _outcome(name: str) -> str:
    if name not in (*SCALES, *NUMBERS):
        problem = unknown((), "outcome of an owner", name, [*SCALES, *NUMBERS])
        raise StudyError([Fault("--outcome", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return name


def _items(outcome: str, given: object) -> int:
    items = whole_number("--items", given, 0, MOST_ITEMS)
    if items and outcome in NUMBERS:
        told = f"'{outcome}' is a number that no item of five steps asks for"
        raise StudyError([Fault.of("--items", "", told, "0: it is taken without error")])
    return items


def _waves(plan: str, config: StudyConfig, given: object) -> list[int]:
    if given is None:
        steps = 4 if plan == WEDGE and config.weeks >= 4 else 1
        given = [config.weeks * step // steps for step in range(steps + 1)]
    waves = _ascending("--waves", given, 0, config.weeks)
    least = 3 if plan == WEDGE else 2
    if waves[0] != 0 or len(waves) < least:
        told = f"found {', '.join(map(str, waves))}"
        allowed = f"0, before the programme, and {least - 1} or more later weeks"
        raise StudyError([Fault.of("--waves", "", told, allowed)])
    return waves


def _ascending(name: str, given: Any, low: int, high: int) -> list[int]:
    """Return whole numbers, each once, ascending."""
    alone = as_whole(given)
    values: Sequence[Any] = [alone] if alone is not None else plain(given)
    if not isinstance(values, list | tuple) or not values:
        allowed = f"whole numbers from {low} to {high}"
        raise StudyError([Fault.of(name, "", found_words(plain(given)), allowed)])
    return sorted({whole_numbers({name: (value, low, high)})[0] for value in values})


def _share(name: str, given: object, high: float, least: float = 0.0) -> float:
    number = as_number(given)
    if number is None or not least <= number <= high:
        told = f"found {number:g}" if number is not None else found_words(plain(given))
        raise StudyError([Fault.of(name, "", told, f"a number from {least:g} to {high:g}")])
    return float(number)


def _amount(given: object) -> float:
    number = as_number(given)
    if number is None or not 0 <= number <= 1e9:
        told = f"found {number:g}" if number is not None else found_words(plain(given))
        raise StudyError([Fault.of("--interview", "", told, "rupiah of one interview, 0 to 1 billion")])
    return float(number)
