"""The village as a Mesa model: state, programme and records; agents are views, made on first touch."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from mesa import Agent, Model

from simulation.compiled import Record
from simulation.interventions.registry import dose_types
from simulation.model.engine import Engine
from simulation.model.frames import Begun, acquaintance_of, belief_history, pair_history, weekly_frame
from simulation.model.owner import Owner
from simulation.model.state import VillageState
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile

if TYPE_CHECKING:
    import pandas as pd
    from mesa.agent import AgentSet


class Village(Model):  # type: ignore[misc]
    """A village of small businesses; one step is one week.

    Parameters
    ----------
    profile : VillageProfile
        Size, groups and sectors, perhaps a start.
    behaviour : Behaviour, optional
        The owners' rules; defaults of the model.
    programme : mapping, optional
        Activities by name, each a dose or a mapping of what differs from the default dose:
        ``{"forum": {"every": 2}, "mentoring": {}}``. Empty: no programme.
    seed : int
        Names all random draws; equal seeds share every decision the programme did not change.
    burn_in : int, optional
        Weeks without programme that are run when the village is made, so that it starts at week 0. By
        default 208, and 0 where the start was observed.
    prices : Prices, optional
        For the cost of the programme.
    network_weeks : iterable of int
        Weeks at which path length, constraint and betweenness are computed.
    record_events : bool
        Keep every event since the founding, for :meth:`history`.

    Examples
    --------
    >>> village = Village(load_village("experiments/villages/kaloran_brimob.yaml"), seed=7)
    >>> for _ in range(52):
    ...     village.step()
    >>> village.agents.groupby("group").agg("income", np.mean)
    """

    def __init__(
        self,
        profile: VillageProfile,
        behaviour: Behaviour | None = None,
        programme: Mapping[str, Dose | Mapping[str, Any]] | None = None,
        *,
        seed: int = 1,
        burn_in: int | None = None,
        prices: Prices | None = None,
        network_weeks: Iterable[int] = (),
        record_events: bool = False,
    ) -> None:
        # made first: it says what is wrong with an argument
        self._engine = Engine(
            profile,
            behaviour or Behaviour(),
            seed,
            burn_in=burn_in,
            doses=_doses(programme or {}),
            prices=prices,
            network_weeks=network_weeks,
            events=record_events,
        )
        super().__init__(rng=seed)
        self._owners: list[Owner] = []
        self._engine.advance(0)
        self._rows = [self._engine.measure()]

    @property
    def profile(self) -> VillageProfile:
        """Who lives here."""
        return self._engine.profile

    @property
    def behaviour(self) -> Behaviour:
        """The owners' rules."""
        return self._engine.behaviour

    @property
    def state(self) -> VillageState:
        """The arrays; writing to them changes the village."""
        return self._engine.state

    @property
    def record(self) -> Record:
        """The behaviour as the compiled rules read it."""
        return self._engine.record

    @property
    def week(self) -> int:
        """The last week that is over; 0 after the burn-in."""
        return self._engine.week

    @property
    def cost(self) -> float:
        """Rupiah the programme has cost so far."""
        return self._engine.programme.cost

    def step(self) -> None:
        """Live one week."""
        row = np.empty((1, len(self._engine.columns)))
        self._engine.advance(self.week + 1, row)
        self._rows.append(row[0])

    @property
    def agents(self) -> "AgentSet":
        """The owners, as Mesa's AgentSet."""
        self._make_owners()
        return super().agents

    @agents.setter
    def agents(self, agents: Any) -> None:
        raise AttributeError("the owners of a village can't be replaced")

    @property
    def agents_by_type(self) -> dict[type[Agent], "AgentSet"]:
        """The owners, by type."""
        self._make_owners()
        found: dict[type[Agent], AgentSet] = super().agents_by_type
        return found

    @property
    def agent_types(self) -> list[type]:
        """The types of agents: Owner."""
        return list(self.agents_by_type)

    def owner(self, index: int) -> Owner:
        """Return the owner of a row, 0-based."""
        self._make_owners()
        return self._owners[index]

    def _make_owners(self) -> None:
        if self._owners:
            return
        self._owners = [Owner(self, index) for index in range(self.profile.owners)]
        # Mesa before 3.4.2 keeps a counter for every model here, and with it the model, for ever
        getattr(Agent, "_ids", {}).pop(self, None)

    def measure(self, name: str) -> float:
        """Return the last value of a measure (see simulation.measures.catalogue)."""
        if name not in self._engine.columns:
            raise KeyError(f"unknown measure {name!r}; known: {', '.join(self._engine.columns)}")
        return float(self._rows[-1][self._engine.columns.index(name)])

    def weekly(self) -> "pd.DataFrame":
        """Return all measures since week 0: one row a week, columns as in the catalogue."""
        return weekly_frame(self._engine.columns, np.array(self._rows), self.week)

    def history(self, i: int, j: int) -> "pd.DataFrame":
        """Return everything that made owners i and j (rows, 0-based) what they are to each other.

        See :func:`simulation.model.frames.pair_history` for the columns. The changes of each column
        add up to the state.

        Raises
        ------
        ValueError
            If the village was made without ``record_events=True``, or there is no such pair.
        """
        i, j = self._pair(i, j)
        events, founded = self._engine.events_kept(), self._engine.founded()
        begun = Begun(self._engine.first, acquaintance_of(founded, i, j))
        return pair_history(events, self.behaviour, self.week, i, j, begun)

    def belief_history(self, i: int, group: str) -> "pd.DataFrame":
        """Return everything that changed the evidence owner i has on a group."""
        self._pair(i, (i + 1) % self.profile.owners)
        names = [each.name for each in self.profile.groups]
        if group not in names:
            raise ValueError(f"unknown group {group!r}; known: {', '.join(names)}")
        members = np.flatnonzero(self.state.owners["group"] == names.index(group))
        events, held = self._engine.events_kept(), self._engine.founded().beliefs[i, names.index(group)]
        begun = Begun(self._engine.first, np.array([held["good"], held["bad"]]))
        return belief_history(events, self.behaviour, self.week, i, members, begun)

    def _pair(self, i: int, j: int) -> tuple[int, int]:
        for index in (i, j):
            if not 0 <= index < self.profile.owners:
                raise ValueError(f"owners have rows 0 to {self.profile.owners - 1}; found {index}")
        if i == j:
            raise ValueError("a history needs two different owners")
        return i, j


def _doses(programme: Mapping[str, Dose | Mapping[str, Any]]) -> dict[str, Dose]:
    known = dose_types()
    for name in programme:
        if name not in known:
            raise ValueError(f"unknown activity {name!r}; known: {', '.join(known)}")
    return {
        name: given if isinstance(given, Dose) else known[name].model_validate(dict(given))
        for name, given in programme.items()
    }
