"""The experiment: what a researcher writes, checked and with every default filled in."""

import hashlib
import json
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from pydantic import PrivateAttr, model_validator

from simulation.experiment.as_written import AsWritten
from simulation.experiment.case import Case
from simulation.experiment.checks import study_problems
from simulation.experiment.fields import StudyFields
from simulation.experiment.mechanisms import resolve_mechanisms
from simulation.experiment.pasts import Pasts, past_problems
from simulation.experiment.scenarios import Context, resolve
from simulation.experiment.sweep_point import sweep_problems
from simulation.files.faults import Problem, Problems
from simulation.measures.catalogue import names
from simulation.parameters import Behaviour, Dose

if TYPE_CHECKING:
    from simulation.mechanisms.mechanism import Mechanism


class StudyConfig(StudyFields):
    """An experiment: a village, scenarios, and what to compare; its parts fit each other.

    The fields are those of :class:`StudyFields`.
    """

    _as_written: AsWritten = PrivateAttr(default_factory=AsWritten)

    @property
    def as_written(self) -> AsWritten:
        """The files it was read from; none of one that was made in Python."""
        return self._as_written

    def keep_files(self, files: AsWritten) -> None:
        """Note the files it was read from."""
        self._as_written = files

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _, problems = self._resolved()
        problems += resolve_mechanisms(self.mechanisms)[1] + study_problems(self)
        problems += past_problems(self.scenarios, self.reference, self)
        # what it does at a point is known only where the rest is right
        problems = problems or sweep_problems(self)
        if problems:
            raise Problems(problems)
        return self

    def case(self, number: int) -> Case:
        """Return the village of a replicate."""
        village, behaviour, doses = self.village, self.behaviour, {}
        if self.points is not None:
            row = self.set_of(number)
            village, behaviour = self.points.applied(row, village, behaviour)
            doses = self.points.doses(row)
        pasts = self.pasts().lived(village, behaviour)
        return Case(number, village, behaviour, number, doses, pasts)

    def pasts(self) -> Pasts:
        """Return which scenarios share a past."""
        return Pasts.among(self.scenarios)

    def set_of(self, number: int) -> int:
        """Return which row of the points a replicate lives with; 0 without points."""
        return 0 if self.points is None else number // self.villages_per_set % self.points.rows

    def single(self, behaviour: Behaviour) -> Self:
        """Return the experiment with one set of parameters in all villages."""
        return self.model_copy(update={"behaviour": behaviour, "points": None, "villages_per_set": 1})

    def set_numbers(self, replicates: int) -> np.ndarray:
        """Return which row of the points each of so many replicates lives with."""
        return np.array([self.set_of(number) for number in range(replicates)], dtype=np.int64)

    def columns(self) -> list[str]:
        """Return what is measured in a village: the names of the weekly measures."""
        return [*names([group.name for group in self.village.groups]), *self.record.measures]

    def recorded_weeks(self) -> list[int]:
        """Return the weeks whose measures are kept, ascending: all of them."""
        return list(range(self.weeks + 1))

    def programmes(self) -> dict[str, dict[str, Dose]]:
        """Return the doses of every scenario, activities in the order in which they act."""
        return self._resolved()[0]

    def active_mechanisms(self) -> "dict[str, Mechanism]":
        """Return the optional mechanisms, in the order in which they act."""
        return resolve_mechanisms(self.mechanisms)[0]

    def parts(self) -> list[str]:
        """Return the activities of all scenarios, then ``mechanisms.<name>`` and ``measures.<name>``."""
        activities = {name for doses in self.programmes().values() for name in doses}
        mechanisms = [f"mechanisms.{name}" for name in sorted(self.mechanisms)]
        return [*sorted(activities), *mechanisms, *(f"measures.{name}" for name in self.record.measures)]

    def to_document(self) -> dict[str, Any]:
        """Return the resolved experiment as plain data in a stable order.

        The village is inlined, defaults are filled in, and each scenario lists all its activities
        and doses. It is a valid experiment again, with the same programmes and the same hash.
        """
        document = self.model_dump(mode="json", by_alias=True)
        document["mechanisms"] = {
            name: each.model_dump(mode="json") for name, each in self.active_mechanisms().items()
        }
        document["programme"] = {}
        document["scenarios"] = {
            name: {
                "label": document["scenarios"][name]["label"],
                **self.pasts().written(name),
                "activities": list(doses),
                "set": {
                    f"{activity}.{field}": value
                    for activity, dose in doses.items()
                    for field, value in dose.model_dump(mode="json").items()
                },
            }
            for name, doses in self.programmes().items()
        }
        return document

    def __repr__(self) -> str:
        """Return in one line what it is; its fields are those of :meth:`to_document`."""
        size = f"{len(self.scenarios)} scenarios, {self.village.owners} owners, {self.weeks} weeks"
        return f"<{type(self).__name__} {self.name!r}: {size}>"

    def hash(self) -> str:
        """Return the SHA-256 of :meth:`to_document`, in hexadecimal digits."""
        canonical = json.dumps(
            self.to_document(), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def _resolved(self) -> tuple[dict[str, dict[str, Dose]], list[Problem]]:
        context = Context(self.village, self.prices, self.weeks, self.programme)
        return resolve(self.scenarios, context)
