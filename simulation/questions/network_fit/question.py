"""Whether an observed network looks like those of the villages that are held plausible.

One village lives with each set of parameters. Its network is counted as the observed one is: degrees,
distances, shared partners, triads, and with two waves what changed between them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.choices import chosen_programme
from simulation.analysis.question import Question, Run
from simulation.experiment.arguments import whole_number
from simulation.experiment.config import StudyConfig
from simulation.experiment.network_study import NetworkStudy
from simulation.files.faults import Fault, StudyError
from simulation.files.given_path import given_path
from simulation.network.observed import ObservedNetwork, read_observed
from simulation.questions.answering import How, put
from simulation.questions.network_fit.answer import NetworkFitted, Terms
from simulation.running.run import changed

USUAL = 300
FEWEST, MOST = 30, 100_000
"""Simulated villages: with fewer no p says anything."""
MOST_OWNERS = 2000
"""Paths between all pairs of more take long."""
Given = str | Path | Mapping[str, Any]
"""A network: its file, or plain data (:meth:`ObservedNetwork.plain`)."""


class NetworkFit(Question):
    """Whether the networks of simulated villages are like an observed one.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its village has as many owners as the network has nodes.
    network : path or mapping
        The observed network.
    network_after : path, optional
        Its second wave.
    programme : str, optional
        The scenario that the village went through; by default the reference.
    week : int
        Week of the first wave; 0 is the end of the burn-in.
    week_after : int, optional
        Week of the second one; by default the last of the experiment.
    villages : int, optional
        How many are simulated; by default as many with each set as make 300 together.

    Raises
    ------
    StudyError
        If a file or a number cannot be used, or the village differs from the network in size.
    """

    kind: ClassVar[str] = "network_fit"

    def __init__(
        self,
        config: StudyConfig,
        network: Given,
        network_after: str | Path | None = None,
        *,
        programme: str | None = None,
        week: int = 0,
        week_after: int | None = None,
        villages: int | None = None,
    ) -> None:
        self.observed = _observed(network, network_after)
        self.programme = chosen_programme(config, config.reference if programme is None else programme)
        self.weeks = [whole_number("--week", week, 0, config.weeks)]
        if self.observed.ties_after is not None:
            last = config.weeks if week_after is None else week_after
            self.weeks.append(whole_number("--week-after", last, self.weeks[0] + 1, config.weeks))
        elif week_after is not None:
            allowed = "--network-after with --week-after"
            raise StudyError([Fault.of("--week-after", "", "there is no second wave", allowed)])
        usual = _usual(config) if villages is None else villages
        self.villages = whole_number("--villages", usual, FEWEST, MOST)
        # one village after the other, each with the next set
        self._lived = config.model_copy(update={"villages_per_set": 1, "replicates": self.villages})
        self._must_be_as_large()
        super().__init__(
            config,
            network=self.observed.plain(),
            programme=self.programme,
            week=self.weeks[0],
            week_after=self.weeks[1] if len(self.weeks) > 1 else None,
            villages=self.villages,
        )

    def command(self) -> dict[str, Any]:
        """Return the options of the command; the networks are in files of the user's own."""
        files = dict(zip(("network", "network_after"), self.observed.sources, strict=False))
        return files | {"seed": self.config.seed} | {n: v for n, v in self.options.items() if n != "network"}

    def answer(self, run: Run) -> NetworkFitted:
        """Count in every village, and see how the observed network lies among them."""
        design = self.design()
        table = run(design, f"networks of {self.villages:,} villages")
        values = table.many(design.columns(), self.weeks)
        every = np.stack([values[name][0] for name in design.columns()], axis=-1)
        lived = ~np.isnan(every[:, 0, 0])
        sets = self._lived.set_numbers(self.villages)[lived]
        terms = Terms(self.weeks, self.programme, len(set(sets.tolist())), self.observed.owners)
        return NetworkFitted(terms, np.array(self.observed.rows()), every[lived])

    def design(self) -> NetworkStudy:
        """Return the study: one scenario, at the weeks of the waves."""
        doses = self.config.programmes()[self.programme]
        return NetworkStudy.of(
            self._lived,
            {self.programme: doses},
            self.programme,
            self.weeks,
            weeks=max(1, *self.weeks),
            name=f"{self.config.name[:30]}_networks",
        )

    def _must_be_as_large(self) -> None:
        """Raise if some village has another number of owners than the network has nodes."""
        sets = 1 if self._lived.points is None else self._lived.points.rows
        sizes = {self._lived.case(number).village.owners for number in range(min(self.villages, sets))}
        other = sorted(sizes - {self.observed.owners})
        if other:
            told = f"the network has {self.observed.owners:,} nodes, the village {other[0]:,} owners"
            allowed = f"as many: village: owners: {self.observed.owners}, the same in every set"
            raise StudyError([Fault.of("--network", "", told, allowed)])


def _usual(config: StudyConfig) -> int:
    sets = 1 if config.points is None else config.points.rows
    return sets * -(-USUAL // sets)


def _observed(network: Given, after: str | Path | None) -> ObservedNetwork:
    if isinstance(network, Mapping):
        if after is not None:
            told = "the network is no file, and holds its second wave itself"
            raise StudyError([Fault.of("--network-after", "", told, "a file for each wave")])
        return ObservedNetwork.of(network)
    found = read_observed(
        given_path(network, "network"), None if after is None else given_path(after, "after")
    )
    if found.owners > MOST_OWNERS:
        raise StudyError([Fault.of(network, "", f"{found.owners:,} nodes", f"at most {MOST_OWNERS:,}")])
    return found


def network_fit(
    config: StudyConfig,
    network: Given,
    network_after: str | Path | None = None,
    *,
    programme: str | None = None,
    week: int = 0,
    week_after: int | None = None,
    villages: int | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> NetworkFitted:
    """Hold the networks of simulated villages against an observed one (extra ``network``).

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    network, network_after, programme, week, week_after, villages
        As :class:`NetworkFit`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    question = NetworkFit(
        changed(config, None, seed), network, network_after, programme=programme, week=week,
        week_after=week_after, villages=villages,
    )  # fmt: skip
    return cast(NetworkFitted, put(question, **how))
