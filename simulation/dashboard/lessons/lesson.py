"""A lesson for a class: steps with a prediction before each reveal, read from ``lessons/*.yaml``."""

from collections.abc import Iterator
from importlib.resources import files
from string import Formatter
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from ruamel.yaml import YAML

from simulation.dashboard.state.question import NONE
from simulation.dashboard.state.settings import Value, Values
from simulation.parameters import Label
from simulation.parameters.field import Name, Strict

LESSONS = files("simulation.dashboard") / "lessons"
VERDICTS = ("higher", "lower", "same")


class Place(Strict):
    """A village of a lesson: a kind of ``data/villages.yaml``, or what differs from the shipped village."""

    label: Label
    kind: Name | None = None
    values: Values = Field(default_factory=dict)


class Plan(Strict):
    """A programme of a lesson: a preset of ``data/start.yaml`` (with its label), or activities."""

    preset: Name | None = None
    label: Label | None = None
    activities: dict[str, dict[str, Value]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.preset is None) == (not self.activities):
            raise ValueError("a programme is either a preset or has activities")
        if self.activities and self.label is None:
            raise ValueError("a programme of activities needs a label")
        return self


class Quantity(Strict):
    """A number of the model: the mean of an outcome over the simulated villages.

    Attributes
    ----------
    programme, outcome : str
    week : int
        Measures of single weeks are averaged over the weeks just past, as in a comparison.
    village : str, optional
        By default that of the step.
    effect : bool
        The paired difference from no programme instead of the value.
    """

    outcome: Name
    week: int = Field(ge=0)
    programme: Name = NONE
    village: Name | None = None
    effect: bool = False


class Says(Strict):
    """What an option says of two quantities: a verdict on their difference, or the span of their ratio."""

    verdict: Literal["higher", "lower", "same"] | None = None
    at_least: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        ratio = self.at_least is not None or self.below is not None
        if ratio == (self.verdict is not None):
            raise ValueError("an option says either a verdict or the ends of a ratio")
        return self


class Option(Strict):
    """An answer a learner can choose; ``model`` marks the one the model supports."""

    text: Label
    says: Says
    model: bool = False


class Comparison(Strict):
    """Two numbers of the model: ``of`` against ``to``, by default the same without programme."""

    of: Quantity
    to: Quantity | None = None

    @property
    def reference(self) -> Quantity:
        """What it is compared with."""
        return self.to or self.of.model_copy(update={"programme": NONE, "effect": False})


class Claim(Comparison):
    """What a text of a step says beside the prediction; a test holds the model to it."""

    says: Says


class Prediction(Comparison):
    """What is asked before the reveal.

    Attributes
    ----------
    ask : Label
    options : list of Option
        Exactly one is supported by the model.
    reveal : Label
        What the model shows; numbers are named in braces.
    """

    ask: Label
    options: Annotated[list[Option], Field(min_length=2, max_length=4)]
    reveal: Label

    @property
    def supported(self) -> int:
        """The place of the option the model supports."""
        return next(place for place, option in enumerate(self.options) if option.model)

    @property
    def says(self) -> Says:
        """What the option says that the model supports."""
        return self.options[self.supported].says

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        if sum(option.model for option in self.options) != 1:
            raise ValueError("exactly one option has 'model: true'")
        return self


class Line(Strict):
    """A line of a chart."""

    programme: Name = NONE
    village: Name | None = None


class Step(Strict):
    """One screen of a lesson.

    Attributes
    ----------
    title, text, notes : Label
        ``notes`` are for the teacher.
    village : str
    shown : list of str
        Measures with a chart; behind the reveal where there is a prediction.
    lines : list of Line
        What the charts compare.
    numbers : dict of str to Quantity
        Numbers the texts name in braces.
    prediction : Prediction, optional
    claims : list of Claim
        What its texts say beside that.
    """

    title: Label
    text: Label
    notes: Label
    village: Name
    shown: Annotated[list[Name], Field(min_length=1, max_length=2)]
    lines: Annotated[list[Line], Field(min_length=1, max_length=4)]
    numbers: dict[str, Quantity] = Field(default_factory=dict)
    prediction: Prediction | None = None
    claims: list[Claim] = Field(default_factory=list)

    @property
    def quantities(self) -> list[Quantity]:
        """All numbers it needs, each with its village."""
        found = list(self.numbers.values())
        for comparison in self.comparisons:
            found += [comparison.of, comparison.reference]
        return [self.placed(quantity) for quantity in found]

    @property
    def told(self) -> list[Quantity]:
        """The numbers that stand in its texts."""
        asked = [] if self.prediction is None else [self.prediction.of, self.prediction.reference]
        return [*self.numbers.values(), *asked]

    @property
    def comparisons(self) -> list["Prediction | Claim"]:
        """What it says of the model: the prediction, then the other claims."""
        return [*([] if self.prediction is None else [self.prediction]), *self.claims]

    def placed(self, quantity: Quantity) -> Quantity:
        """Return a quantity with its village."""
        return quantity.model_copy(update={"village": quantity.village or self.village})

    @property
    def outcomes(self) -> list[str]:
        """The measures whose numbers it shows."""
        return list(dict.fromkeys([*self.shown, *(quantity.outcome for quantity in self.told)]))


class Exit(Strict):
    """The question at the end, and what a good answer holds."""

    ask: Label
    notes: Label


class Lesson(Strict):
    """A lesson of about 20 minutes.

    Attributes
    ----------
    name : str
        That of its file.
    title, about : Label
    order : int
        Its place among the lessons.
    seed : int
        Names the simulated villages: every class sees the same.
    villages, programmes : dict
        By the names the steps use.
    smallest : dict of str to float
        Smallest difference that matters, of outcomes for which the shipped experiment has none.
    steps : list of Step
    exit : Exit
    """

    name: Name
    title: Label
    about: Label
    order: int
    seed: int = Field(ge=0)
    villages: Annotated[dict[Name, Place], Field(min_length=1)]
    programmes: dict[Name, Plan] = Field(default_factory=dict)
    smallest: dict[Name, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    steps: Annotated[list[Step], Field(min_length=2)]
    exit: Exit

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        known = {NONE, *self.programmes}
        for number, step in enumerate(self.steps, start=1):
            lines = [(line.village or step.village, line.programme) for line in step.lines]
            wanted = lines + [(str(q.village), q.programme) for q in step.quantities]
            for village, programme in wanted:
                if village not in self.villages:
                    raise ValueError(f"step {number}: unknown village {village!r}")
                if programme not in known:
                    raise ValueError(f"step {number}: unknown programme {programme!r}")
        return self

    def texts(self) -> Iterator[Label]:
        """Yield every text a reader sees."""
        yield from (self.title, self.about, self.exit.ask, self.exit.notes)
        yield from (place.label for place in self.villages.values())
        yield from (plan.label for plan in self.programmes.values() if plan.label is not None)
        for step in self.steps:
            yield from (step.title, step.text, step.notes)
            if step.prediction is not None:
                yield from (step.prediction.ask, step.prediction.reveal)
                yield from (option.text for option in step.prediction.options)


def places_in(text: str) -> set[str]:
    """Return the names a text has in braces, without what picks a part of them."""
    return {name.split("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def lesson_from(name: str, text: str) -> Lesson:
    """Return a lesson from the text of its file.

    Raises
    ------
    ValueError
        If it is no lesson; the message names the file and the field.
    """
    document: Any = YAML(typ="safe").load(text)
    try:
        return Lesson.model_validate({"name": name, **document})
    except ValueError as error:
        raise ValueError(f"lessons/{name}.yaml: {error}") from None


def read_lessons() -> dict[str, Lesson]:
    """Return the lessons that ship, by name, in their order."""
    found = [
        lesson_from(file.name.removesuffix(".yaml"), file.read_text(encoding="utf-8"))
        for file in LESSONS.iterdir()
        if file.name.endswith(".yaml")
    ]
    return {lesson.name: lesson for lesson in sorted(found, key=lambda lesson: lesson.order)}
