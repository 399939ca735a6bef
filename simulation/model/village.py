"""The village as a Mesa model: state, programme and records; agents are views, made on first touch."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from mesa import Agent, Model

from simulation.compiled import Record
from simulation.files.faults import Problems, unknown
from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import costly
from simulation.mechanisms.mechanism import Mechanism
from simulation.mechanisms.registry import mechanisms_of
from simulation.model.engine import Engine
from simulation.model.frames import (
    Begun,
    acquaintance_of,
    belief_history,
    pair_history,
    since_arrival,
    weekly_frame,
)
from simulation.model.owner import STAYS, Owner
from simulation.model.state import VillageState, rules_of
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile
from simulation.parameters.argument import as_whole
from simulation.parameters.given import given, given_mapping

if TYPE_CHECKING:
    import pandas as pd
    from mesa.agent import AgentSet


class Village(Model):  # type: ignore[misc]
    """A village of small businesses; one step is one week.

    Agents of your own may live beside the owners (``class Trader(mesa.Agent)``, ``Trader(village)``):
    their ``unique_id`` comes after those of all owners, and ``village.agents_by_type[Owner]`` are the
    owners alone. An owner can be written to, but neither made nor removed: see
    :class:`simulation.model.owner.Owner`. ``agents`` and ``agents_by_type`` are sets of their own: to
    sort them, or to take somebody out, changes nothing in the village.

    Parameters
    ----------
    profile : VillageProfile or mapping
        Size, groups and sectors, perhaps a start.
    behaviour : Behaviour or mapping, optional
        The owners' rules, or what differs from the defaults of the model.
    programme : mapping, optional
        Activities by name, each a dose or a mapping of what differs from the default dose:
        ``{"forum": {"every": 2}, "mentoring": {}}``. Empty: no programme.
    mechanisms : mapping, optional
        Optional mechanisms by name, each a mechanism or a mapping of what differs from its defaults:
        ``{"gossip": {"strength": 0.2}}``. Empty: none.
    seed : int
        Names all random draws; equal seeds share every decision the programme did not change.
    burn_in : int, optional
        Weeks without programme that are run when the village is made, so that it starts at week 0. By
        default 208, and 0 where the start was observed.
    prices : Prices or mapping, optional
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
        profile: VillageProfile | Mapping[str, Any],
        behaviour: Behaviour | Mapping[str, Any] | None = None,
        programme: Mapping[str, Dose | Mapping[str, Any]] | None = None,
        *,
        mechanisms: Mapping[str, Mechanism | Mapping[str, Any]] | None = None,
        seed: int = 1,
        burn_in: int | None = None,
        prices: Prices | Mapping[str, Any] | None = None,
        network_weeks: Iterable[int] = (),
        record_events: bool = False,
    ) -> None:
        # made first: it says what is wrong with an argument
        engine = Engine(
            given(VillageProfile, profile, "profile"),
            given(Behaviour, {} if behaviour is None else behaviour, "behaviour"),
            seed,
            burn_in=burn_in,
            doses=_doses({} if programme is None else programme),
            mechanisms=mechanisms_of({} if mechanisms is None else mechanisms),
            prices=given(Prices, {} if prices is None else prices, "prices"),
            network_weeks=network_weeks,
            events=record_events,
        )
        engine.advance(0)
        self._settle(engine)

    @classmethod
    def of(cls, engine: Engine) -> Self:
        """Return the village that an engine runs, as it stands; its measures begin with this week."""
        village = cls.__new__(cls)
        village._settle(engine)
        return village

    def _settle(self, engine: Engine) -> None:
        self._engine = engine
        super().__init__(rng=engine.seed)
        self._owners: list[Owner] = []
        self._making_owners = False
        self._others = 0
        self._rows = [engine.measure()]

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
        """The owners, and agents of your own after them, as Mesa's AgentSet."""
        self._make_owners()
        return super().agents.select()  # a copy: Mesa's own set is the village's

    @agents.setter
    def agents(self, agents: Any) -> None:
        raise AttributeError("the owners of a village can't be replaced")

    @property
    def agents_by_type(self) -> dict[type[Agent], "AgentSet"]:
        """The agents of each type: of ``Owner``, and of your own types."""
        self._make_owners()
        return {kind: agents.select() for kind, agents in super().agents_by_type.items()}

    @property
    def agent_types(self) -> list[type]:
        """The types of agents: Owner, and your own."""
        return list(self.agents_by_type)

    def owner(self, index: int) -> Owner:
        """Return the owner of a row, 0-based.

        Raises
        ------
        IndexError
            If there is no such row.
        """
        row = self._row(index, IndexError)
        self._make_owners()
        return self._owners[row]

    def _make_owners(self) -> None:
        if self._owners or self._making_owners:
            return
        self._making_owners = True
        self._owners = [Owner(self, index) for index in range(self.profile.owners)]
        self._making_owners = False

    def register_agent(self, agent: Agent) -> None:
        """Take an agent in, as Mesa does when one is made, and number it.

        Raises
        ------
        ValueError
            If it is an owner: the village makes them itself.
        """
        is_owner = isinstance(agent, Owner)
        if is_owner and not self._making_owners:
            raise ValueError("a village makes its owners itself: village.owner(0) returns the first of them")
        self._make_owners()
        super().register_agent(agent)
        if is_owner:
            agent.unique_id = agent.index + 1
        else:
            self._others += 1
            agent.unique_id = self.profile.owners + self._others
        # Mesa before 3.4.2 keeps a counter for every model here, and with it the model, for ever
        getattr(Agent, "_ids", {}).pop(self, None)

    def deregister_agent(self, agent: Agent) -> None:
        """Let an agent of your own go, as Mesa does when it is removed.

        Raises
        ------
        ValueError
            If it is an owner.
        """
        if isinstance(agent, Owner):
            raise ValueError(STAYS)
        super().deregister_agent(agent)

    def remove_all_agents(self) -> None:
        """Owners stay, so not all agents can go.

        Raises
        ------
        ValueError
            Always.
        """
        raise ValueError(STAYS)

    @property
    def row(self) -> np.ndarray:
        """The last value of every measure, in the order of the catalogue."""
        return self._rows[-1]

    def measure(self, name: str) -> float:
        """Return the last value of a measure (see simulation.measures.catalogue).

        Raises
        ------
        KeyError
            If there is none of this name.
        ValueError
            If it was not computed this week, because ``network_weeks`` does not name it.
        """
        if name not in self._engine.columns:
            raise KeyError(f"unknown measure {name!r}; known: {', '.join(self._engine.columns)}")
        weeks = self._engine.network_weeks
        if self.week not in weeks and name in costly([group.name for group in self.profile.groups]):
            told = f"{name} is computed in the weeks of network_weeks ({weeks or 'none'}) alone"
            raise ValueError(f"{told}, and this is week {self.week}: network_weeks=[{self.week}]")
        return float(self._rows[-1][self._engine.columns.index(name)])

    def weekly(self) -> "pd.DataFrame":
        """Return all measures since week 0: one row a week, columns as in the catalogue."""
        return weekly_frame(self._engine.columns, np.array(self._rows), self.week)

    def history(self, i: int, j: int) -> "pd.DataFrame":
        """Return everything that made owners i and j (rows, 0-based) what they are to each other.

        See :func:`simulation.model.frames.pair_history` for the columns. The changes of each column
        add up to the state. Where owners live by rules of their own it begins when the later of both came.

        Raises
        ------
        ValueError
            If the village was made without ``record_events=True``, or there is no such pair.
        """
        i, j = self._pair(i, j)
        events, founded = self._engine.events_kept(), self._engine.founded()
        begun = Begun(self._engine.first, acquaintance_of(founded, i, j))
        if self.state.behaviours.size:
            events, begun = since_arrival(events, begun, i, j)
        rules = rules_of(self.state, self.record, i), rules_of(self.state, self.record, j)
        return pair_history(events, rules, self.week, i, j, begun)

    def belief_history(self, i: int, group: str) -> "pd.DataFrame":
        """Return everything that changed the evidence owner i has on a group."""
        i = self._row(i)
        names = [each.name for each in self.profile.groups]
        if group not in names:
            raise ValueError(f"unknown group {group!r}; known: {', '.join(names)}")
        place = names.index(group)
        events, held = self._engine.events_kept(), self._engine.founded().beliefs[i, place]
        begun = Begun(self._engine.first, np.array([held["good"], held["bad"]]))
        if self.state.behaviours.size:
            events, begun = since_arrival(events, begun, i)
        rules = rules_of(self.state, self.record, i)
        return belief_history(events, rules, self.week, i, place, begun)

    def _pair(self, i: int, j: int) -> tuple[int, int]:
        first, second = self._row(i), self._row(j)
        if first == second:
            raise ValueError("a history needs two different owners")
        return first, second

    def _row(self, index: int, error: type[Exception] = ValueError) -> int:
        row = as_whole(index)
        if row is None or not 0 <= row < self.profile.owners:
            raise error(f"owners have rows 0 to {self.profile.owners - 1}; found {index!r}")
        return row


def _doses(programme: Mapping[str, Dose | Mapping[str, Any]]) -> dict[str, Dose]:
    known = dose_types()
    for name in given_mapping(programme, "programme", f"a mapping of activities: {', '.join(known)}"):
        if name not in known:
            raise Problems([unknown((), "activity", name, list(known))], "programme")
    return {name: given(known[name], dose, f"programme.{name}") for name, dose in programme.items()}
