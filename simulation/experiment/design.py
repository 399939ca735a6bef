"""A study made for an analysis: other scenarios than those of the file, and only what is read is kept."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from simulation.experiment.config import StudyConfig
from simulation.measures.catalogue import costly
from simulation.parameters import Dose

Doses = Mapping[str, Dose]


class Design(StudyConfig):
    """An experiment of which only some weeks are kept.

    Attributes
    ----------
    record_weeks : list of int
        Weeks whose measures are kept, ascending.
    """

    record_weeks: list[int]

    def recorded_weeks(self) -> list[int]:
        """Return the weeks whose measures are kept, ascending."""
        return self.record_weeks

    @classmethod
    def of(
        cls,
        config: StudyConfig,
        programmes: Mapping[str, Doses],
        reference: str,
        record_weeks: Sequence[int],
        outcomes: Sequence[str] | None = None,
        **changes: Any,
    ) -> Self:
        """Return the design of an experiment with other programmes.

        Parameters
        ----------
        config : StudyConfig
            Village, behaviour, prices, weeks and seed are its own.
        programmes : mapping of str to mapping of str to Dose
            Activities and doses by name of the scenario; one of the experiment's own keeps its past.
        reference : str
            One of them.
        record_weeks : sequence of int
            Weeks whose measures are kept.
        outcomes : sequence of str, optional
            Which of the experiment's outcomes are meant; by default all.
        **changes
            Further fields of an experiment.
        """
        document = config.to_document()
        pasts = config.pasts()
        document["scenarios"] = {
            name: {"activities": list(doses), "set": as_written(doses), **pasts.written(name)}
            for name, doses in programmes.items()
        }
        document["outcomes"] = {
            name: entry
            for name, entry in document["outcomes"].items()
            if outcomes is None or name in outcomes
        }
        for field in ("panels", "assumed", "villages", "sweep", "record"):
            document.pop(field, None)
        if config.record.measures:
            document["record"] = {"measures": config.record.measures}
        document |= {"reference": reference, "record_weeks": list(record_weeks)}
        for field in ("compare_weeks", "network_weeks"):
            document[field] = [week for week in document[field] if week in record_weeks]
        document["compare_weeks"] = document["compare_weeks"] or [max(1, *record_weeks)]
        document |= changes
        # a costly measure that is asked for is computed when it is asked for
        if not costly([group.name for group in config.village.groups]).isdisjoint(document["outcomes"]):
            document["network_weeks"] = sorted({*document["network_weeks"], *document["compare_weeks"]})
        return cls.model_validate(document)


def as_written(doses: Doses) -> dict[str, Any]:
    """Return doses as the ``set`` of a scenario."""
    return {
        f"{activity}.{field}": value
        for activity, dose in doses.items()
        for field, value in dose.model_dump(mode="json").items()
    }
