"""A village that runs: state, programme and week, without Mesa and without frames.

A run is a pure function of (profile, behaviour, mechanisms, programme, seed). Its weeks are one compiled
call, sessions included; Python is back only where a user's own activity acts.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from threading import Lock
from typing import Any

import numpy as np

from simulation.compiled import Record, compiled, records
from simulation.interventions import sessions
from simulation.interventions.agenda import Agenda
from simulation.interventions.programme import Programme
from simulation.measures.catalogue import names
from simulation.measures.weekly import measure_week
from simulation.mechanisms.attached import with_mechanisms
from simulation.mechanisms.mechanism import Mechanism
from simulation.model.behaviour_record import behaviour_record
from simulation.model.rules.meeting import DAILY_LIFE
from simulation.model.rules.week import begin_week, end_week
from simulation.model.state import VillageState, found
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile
from simulation.parameters.argument import as_whole
from simulation.second_compiler import compiling_beside
from simulation.separate import address_of, call_at

WHOLE, OPEN, CLOSE = range(3)
"""Parts of a week, see :func:`run_weeks`."""

MEASURES, LAST_COMPILED = "weekly.measure_week", "engine.run_weeks"
"""File and name of functions, as their machine code is kept."""

_NO_ROWS = np.empty((0, 0))
_DAILY_LIFE = records(np.array([DAILY_LIFE]))
OWNER_WEEKS_AT_ONCE = 200_000
"""Longest compiled stretch, in owner-weeks: about a fifth of a second, so that a stop is heard."""


class Interrupted(Exception):
    """The run was asked to stop before its end."""


class Engine:
    """One village with its programme, at some week.

    Parameters
    ----------
    profile, behaviour
        The village and its owners' rules.
    seed : int
        Names all draws from the founding on.
    burn_in : int, optional
        Weeks before week 1; the engine stands at week ``-burn_in`` when made. By default 208, and 0
        where the start was observed.
    doses : mapping of str to Dose
        Activities of the programme.
    mechanisms : mapping of str to Mechanism
        Optional mechanisms, in the order in which they act.
    prices : Prices
        For its cost.
    network_weeks : iterable of int
        Weeks at which the costly network measures are computed.
    events : bool
        Keep every event (see ``events``); slow, for single runs.

    Raises
    ------
    ValueError
        If the seed or the burn-in is out of range, or an activity invites a group that is not there.
    """

    def __init__(
        self,
        profile: VillageProfile,
        behaviour: Behaviour,
        seed: int,
        *,
        burn_in: int | None = None,
        doses: Mapping[str, Dose] | None = None,
        mechanisms: Mapping[str, Mechanism] | None = None,
        prices: Prices | None = None,
        network_weeks: Iterable[int] = (),
        events: bool = False,
    ) -> None:
        seed = _whole("seed", seed, "a whole number from 0 to 2^63 - 1", 2**63 - 1)
        before = profile.usual_burn_in if burn_in is None else burn_in
        burn_in = _whole("burn_in", before, "a whole number of weeks, 0 or more")
        self.profile = profile
        self.behaviour = behaviour
        self.seed = seed
        self.first = -burn_in
        self.week = -burn_in
        self.mechanisms = dict(mechanisms or {})
        self.programme = Programme(doses or {}, profile, prices)
        self.columns = names([group.name for group in profile.groups])
        self.events: list[np.ndarray] = []
        """The events of each week, when they are kept."""
        # a record alone would cost a compiled call 5 microseconds more than an array that holds it
        self._behaviours = records(np.array([behaviour_record(behaviour)]))
        self._record = self._behaviours[0]
        bare = found(profile, behaviour, self.seed, events=events)
        self.state = with_mechanisms(bare, self._record, self.seed, list(self.mechanisms.values()))
        listed = "a list of whole numbers, 0 or more"
        if not isinstance(network_weeks, Iterable):
            raise ValueError(f"network_weeks is {listed}; found {network_weeks!r}")
        chosen = {_whole("network_weeks", week, listed) for week in network_weeks}
        self._network_weeks = np.array(sorted(chosen), dtype=np.int64)

    @property
    def record(self) -> Record:
        """The behaviour as the compiled rules read it."""
        return self._record

    @property
    def network_weeks(self) -> list[int]:
        """The weeks at which the costly network measures are computed, ascending."""
        return [int(week) for week in self._network_weeks]

    def keep_events(self) -> None:
        """Keep every event from now on; see ``events``."""
        if not self.state.events.size:
            room = records(np.zeros(8 * self.state.owners.size, self.state.events.dtype))
            self.state = self.state._replace(events=room)

    def events_kept(self) -> np.ndarray:
        """Return all events since the founding, in one array.

        Raises
        ------
        ValueError
            If they are not kept.
        """
        if not self.state.events.size:
            raise ValueError("events are not recorded: make the village with record_events=True")
        self.events = [np.concatenate(self.events)] if self.events else [self.state.events[:0]]
        return self.events[0]

    def founded(self) -> VillageState:
        """Return the state before the first week, anew and without mechanisms."""
        return found(self.profile, self.behaviour, self.seed)

    def branch(self, doses: Mapping[str, Dose], seed: int | None = None) -> "Engine":
        """Return a copy that goes on from here with another programme (and another seed, if given).

        The programme must be the same as this one's up to this week.
        """
        other = object.__new__(Engine)
        other.__dict__.update(self.__dict__)
        other.state = self.state.copy()
        other.programme = self.programme.branch(doses, self.profile)
        other.events = []
        if seed is not None:
            other.seed = seed
        return other

    def measure(self) -> np.ndarray:
        """Return the row of measures of the state as it stands."""
        row = np.empty(len(self.columns))
        costly = bool((self._network_weeks == self.week).any())
        agenda = self.programme.agenda
        measure_week(
            self.state, self._record, self.seed, costly,
            self.programme.cost, agenda.invited_now, agenda.present_now, row,
        )  # fmt: skip
        return row

    def advance(
        self, until: int, rows: np.ndarray | None = None, stop: Callable[[], bool] | None = None
    ) -> None:
        """Run to the end of week ``until``.

        Parameters
        ----------
        until : int
            Last week to run.
        rows : ndarray of float, shape (until - week, columns), optional
            Where the measures of each week go; nothing is measured without it.
        stop : callable, optional
            Asked between stretches of weeks; True ends the run with :class:`Interrupted`.
        """
        begin = self.week
        most = max(1, OWNER_WEEKS_AT_ONCE // self.state.owners.size)
        if self.state.events.size:
            most = 1
        while self.week < until:
            if stop is not None and stop():
                raise Interrupted
            first = self.week + 1
            last = min(until, first + most - 1)
            if not self.state.events.size:
                self._stretch(last, rows, begin)
                continue
            # events are kept week by week; a week that had more than fit is repeated with more room
            before = self.state.copy(), deepcopy(self.programme)
            self._stretch(last, rows, begin)
            happened = int(self.state.recorded[0])
            if happened > self.state.events.size:
                self.state, self.programme = before
                self.state = self.state._replace(
                    events=records(np.zeros(2 * happened, self.state.events.dtype))
                )
                self.week = first - 1
            else:
                self.events.append(self.state.events[:happened].copy())

    def _stretch(self, last: int, rows: np.ndarray | None, begin: int) -> None:
        """Run to week ``last`` or to the week before a user's own activity acts again, whichever is first."""
        week = self.week + 1
        due = self.programme.next_own_week(week)
        begun = due == week
        if begun:
            self._run(week, week, OPEN)
            self.programme.act(self.state, self._record, self.seed, week)
            due = self.programme.next_own_week(week + 1)
        last = last if due is None else min(last, due - 1)
        part = None if rows is None else rows[week - begin - 1 : last - begin]
        self._run(week, last, CLOSE if begun else WHOLE, part)
        self.week = last

    def _run(self, first: int, last: int, parts: int, rows: np.ndarray | None = None) -> None:
        # between two sessions of a user's own activities, whether they keep a vision does not change
        kept = self.programme.keeps_vision(first + 1 if parts == CLOSE else first)
        run_weeks(
            self.state, self._behaviours, self.programme.agenda, self.seed, first, last, parts, kept,
            self._network_weeks, _NO_ROWS if rows is None else rows,
            pieces_of(self.state, self._behaviours, self.programme.agenda),
        )  # fmt: skip


def _whole(name: str, value: object, allowed: str, most: int | None = None) -> int:
    """Return a whole number from 0 on, given by the user."""
    number = as_whole(value)
    if number is None or number < 0 or (most is not None and number > most):
        raise ValueError(f"{name} is {allowed}; found {value!r}")
    return number


_PIECES: list[tuple[Any, Any]] = []
_ONE_AT_A_TIME = Lock()


def pieces_of(state: VillageState, behaviours: np.ndarray, agenda: Agenda) -> tuple[Any, Any]:
    """Return where :func:`run_weeks` finds the sessions and the measures, for arguments of these types.

    All villages have the same types. The first call compiles both, at the same time if it can.
    """
    with _ONE_AT_A_TIME:
        if not _PIECES:
            b = behaviours[0]
            with compiling_beside("simulation.model.compile_measures", MEASURES):
                sessions_at = address_of(sessions.hold_sessions, (state, b, agenda, 0, 0))
            now = agenda.invited_now, agenda.present_now
            measures = state, b, 0, True, 0.0, *now, np.empty(1)
            _PIECES.append((sessions_at, address_of(measure_week, measures)))
    return _PIECES[0]


@compiled
def run_weeks(
    state: VillageState,
    behaviours: np.ndarray,
    agenda: Agenda,
    seed: int,
    first: int,
    last: int,
    parts: int,
    vision_is_kept: bool,
    network_weeks: np.ndarray,
    rows: np.ndarray,
    pieces: tuple[Any, Any],
) -> None:
    """Run weeks ``first`` to ``last``.

    Parameters
    ----------
    behaviours : ndarray of float record, shape (1,)
        The behaviour is its only element.
    parts : int
        WHOLE weeks; or OPEN the first up to the sessions of a user's own activities, no further; or
        CLOSE it, which is open, and go on.
    vision_is_kept : bool
        Whether a user's own activity keeps a shared vision alive.
    rows : ndarray of float, shape (weeks, columns) or empty
        Where the measures of each week go.
    pieces : tuple
        Where the sessions and the measures are, see :func:`pieces_of`.
    """
    b = behaviours[0]
    # a constant of the machine code: what daily life does not have is not even looked at
    daily_life = _DAILY_LIFE[0]
    for week in range(first, last + 1):
        if week > first or parts != CLOSE:
            begin_week(state, b, seed, week, vision_is_kept or sessions.vision_is_kept(agenda, week))
            call_at(pieces[0], (state, b, agenda, seed, week))
        if parts == OPEN:
            return
        end_week(state, b, daily_life, seed, week)
        if rows.size > 0:
            costly = (network_weeks == week).any()
            call_at(
                pieces[1],
                (
                    state, b, seed, costly, agenda.cost[0],
                    agenda.invited_now, agenda.present_now, rows[week - first],
                ),
            )  # fmt: skip
