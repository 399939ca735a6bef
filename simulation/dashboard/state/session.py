"""One visitor: what he has set, in which language he reads, and the villages all visitors share."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

import solara

from simulation.dashboard.state.history import History
from simulation.dashboard.state.own_village import OwnVillage, Refused
from simulation.dashboard.state.page_memory import Guesses, memory_in, memory_text
from simulation.dashboard.state.proposals import Proposals
from simulation.dashboard.state.question import NONE, Question
from simulation.dashboard.state.settings import Settings
from simulation.dashboard.state.settings_code import code_of, settings_in
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Resolved, SettingsFault, Start
from simulation.dashboard.words import Words
from simulation.parameters import Dose
from simulation.report.words import LANGUAGES

REPLICATES = 50
LONGEST_NAME = 300
"""Letters of a folder's name that an address may hold."""
SHOWN = (
    "trust_other",
    "trust_own",
    "bridging",
    "cooperation",
    "gotong_royong",
    "unresolved",
    "income",
    "cost",
)
"""Measures whose course the pages show."""
COMPARED = ("trust_other", "bridging", "cost")
"""Measures whose difference the pages tell, where the experiment names the smallest that matters."""


@dataclass(frozen=True)
class Session:
    """What belongs to one visitor.

    Attributes
    ----------
    shipped : Start
        The experiment of the dashboard.
    simulations : Simulations
        Shared by all visitors.
    history : Reactive of History
        Settings, with undo and redo.
    language : Reactive of str
    asked : Reactive of str
        The measure or parameter whose origin is shown; empty: none.
    stored : Reactive of str or None
        Saved settings as the browser keeps them (JSON of code by name); None until it has told.
    proposals : Reactive of Proposals or None
        What the last search for plans found; it takes too long to be lost with the page.
    guesses : Reactive of dict of str to Guesses
        By lesson; kept in the browser's tab like ``proposals``.
    remembered : Reactive of bool
        Whether the browser has told what its tab kept.
    change_saved : Reactive of str
        What the browser is to change in what is saved, as the panel *Saved* writes it.
    unsaved : Reactive of str
        Why the browser could not save: ``full``, ``forbidden``; empty: it could.
    opened : Reactive of str
        The folder of results that is shown, as the visitor named it; empty: none.
    base : Reactive of str
        The address of the dashboard as the visitor's browser has it; empty until it has told.
    own : Reactive of OwnVillage, Refused or None
        What was read from a file of the visitor's; names people, and never leaves the session.
    lived : Reactive of Start or None
        From which the visitor's own village is simulated; None: the one that ships is.
    """

    shipped: Start
    simulations: Simulations
    history: solara.Reactive[History]
    language: solara.Reactive[str]
    asked: solara.Reactive[str]
    stored: solara.Reactive[str | None]
    opened: solara.Reactive[str]
    proposals: solara.Reactive[Proposals | None] = field(default_factory=lambda: solara.Reactive(None))
    base: solara.Reactive[str] = field(default_factory=lambda: solara.Reactive(""))
    guesses: solara.Reactive[dict[str, Guesses]] = field(default_factory=lambda: solara.Reactive({}))
    remembered: solara.Reactive[bool] = field(default_factory=lambda: solara.Reactive(False))
    change_saved: solara.Reactive[str] = field(default_factory=lambda: solara.Reactive(""))
    unsaved: solara.Reactive[str] = field(default_factory=lambda: solara.Reactive(""))
    own: solara.Reactive[OwnVillage | Refused | None] = field(
        default_factory=lambda: solara.Reactive(None), repr=False
    )
    lived: solara.Reactive[Start | None] = field(default_factory=lambda: solara.Reactive(None), repr=False)
    _words: dict[str, tuple[Start, Words]] = field(default_factory=dict)
    _resolved: list[tuple[Start, Settings, Resolved]] = field(default_factory=list)

    @property
    def start(self) -> Start:
        """The experiment of the pages: the dashboard's, in the visitor's own village if he has chosen so."""
        lived: Start | None = self.lived.value
        return self.shipped if lived is None else lived

    @property
    def settings(self) -> Settings:
        """What is set now."""
        now: Settings = self.history.value.now
        return now

    @property
    def words(self) -> Words:
        """The words of the visitor's language."""
        language = self.language.value
        start = self.start
        known = self._words.get(language)
        if known is None or known[0] is not start:
            known = self._words[language] = start, Words(language, start.config.village)
        return known[1]

    def change(self, settings: Settings) -> None:
        """Set something else; it can be undone."""
        self.history.value = self.history.value.to(settings)

    def live_in(self, own: Start | None) -> None:
        """Simulate the visitor's own village from now on; None: the one that ships again.

        Undo begins anew: what was set in one village may be impossible in the other. Plans that were found
        are forgotten: they are another village's.
        """
        # in between a page may be drawn: these settings can be in both villages
        self.history.value = History(self.shipped.settings())
        self.proposals.value = None
        self.lived.value = own

    def forget(self) -> None:
        """Forget the visitor's file and all that was read from it."""
        if self.lived.value is not None:
            self.live_in(None)
        self.own.value = None
        self._words.clear()
        self._resolved.clear()

    def memory(self) -> str | None:
        """Return what the browser's tab is to keep; None until it has told what it kept.

        Of the visitor's own village it keeps nothing.
        """
        if not self.remembered.value:
            return None
        return memory_text(self.guesses.value, self.proposals.value if self.lived.value is None else None)

    def remember(self, text: str | None) -> None:
        """Take what the browser's tab kept, the first time it tells."""
        if self.remembered.value or text is None:
            return
        kept = memory_in(text)
        self.guesses.value = {**kept.guesses, **self.guesses.value}
        if self.proposals.value is None:
            self.proposals.value = kept.proposals
        self.remembered.value = True

    def resolved(self) -> Resolved:
        """Return the settings as the model takes them; a setting that can't be is never in the history."""
        settings, start = self.settings, self.start
        # every part of a page asks for them each time it is drawn; a pair, so that a page drawn in another
        # thread meanwhile never gets what belongs to other settings
        for place, known, resolved in self._resolved:
            if place is start and known is settings:
                return resolved
        resolved = start.resolve(settings)
        self._resolved[:] = [(start, settings, resolved)]
        return resolved

    def question(self, programmes: dict[str, dict[str, Dose]], reference: str = NONE) -> Question:
        """Return the question what these programmes do in the village that is set."""
        config, resolved = self.start.config, self.resolved()
        return Question(
            resolved.village, resolved.behaviour, resolved.prices, programmes, reference,
            self.settings.seed, REPLICATES, config.weeks, config.burn_in,
            {name: config.outcomes[name].smallest_effect for name in COMPARED if name in config.outcomes},
            SHOWN, tuple(config.compare_weeks), points=resolved.points,
            mechanisms=config.active_mechanisms(),
        )  # fmt: skip

    def handed_on(self) -> Settings:
        """Return the settings that an address or a code may hold: nothing of the visitor's own village.

        Programmes, prices and budget are; who opens them elsewhere starts from the village that ships.
        """
        settings = self.settings
        return settings if self.lived.value is None else settings.model_copy(update={"village": {}})

    def address(self, **place: str) -> str:
        """Return the part of the address that holds settings and language, from ``?`` on.

        Parameters
        ----------
        **place
            What else it holds: where on a page the visitor is.
        """
        found = dict(place)
        settings = self.handed_on()
        if settings != self.shipped.settings():
            found["s"] = code_of(settings)
        if self.language.value != self.start.language:
            found["lang"] = self.language.value
        if self.opened.value:
            found["r"] = self.opened.value
        return "?" + urlencode(found) if found else ""


def new_session(start: Start, simulations: Simulations, search: str) -> tuple[Session, bool]:
    """Return the session of a new visitor, and whether the settings of his address could be used.

    Parameters
    ----------
    search : str
        The part of his address after ``?``.
    """
    asked = parse_qs(search.lstrip("?"))
    language = asked.get("lang", [start.language])[0]
    code = asked.get("s", [""])[0]
    settings = settings_in(code) if code else start.settings()
    usable = settings is not None and can_be_simulated(start, settings)
    if settings is None or not usable:
        settings = start.settings()
    session = Session(
        start,
        simulations,
        solara.Reactive(History(settings)),
        solara.Reactive(language if language in LANGUAGES else start.language),
        solara.Reactive(""),
        solara.Reactive(None),
        solara.Reactive(asked.get("r", [""])[0][:LONGEST_NAME]),
    )
    return session, usable


def can_be_simulated(start: Start, settings: Settings) -> bool:
    """Tell whether the model takes these settings."""
    try:
        start.resolve(settings)
    except SettingsFault:
        return False
    return True
