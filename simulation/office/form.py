"""What the workbook and the document say, in one language."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from simulation.files.dates import date_in_words
from simulation.files.unseen import as_printed
from simulation.office.calendar import Appointment, appointments
from simulation.office.estimate import Estimate, Item, estimate_of
from simulation.office.invitation import Invitation, invitation
from simulation.office.programme import HeldProgramme
from simulation.office.spelling import spelt_out
from simulation.parameters.programme import DialogueMediation
from simulation.report.words import Words

BUDGET_COLUMNS = ("number", "item", "volume", "unit", "price", "amount")
CALENDAR_COLUMNS = ("number", "day", "week", "activity", "session")
INVITED_COLUMNS = ("number", "activity", "who", "people", "coming", "remark")


@dataclass(frozen=True)
class Signature:
    """A place to sign: what for, in which office, and the line of the name."""

    verb: str
    office: str
    name: str


class Form:
    """A programme in the form of an office.

    Parameters
    ----------
    programme : HeldProgramme
        With at least one session.
    start : date
        Of week 1.
    language : str
        ``id`` or ``en``.

    Attributes
    ----------
    estimate : Estimate
    calendar : list of Appointment
    """

    def __init__(self, programme: HeldProgramme, start: date, language: str) -> None:
        self.programme, self.start, self.language = programme, start, language
        self.words = Words(language, programme.village, "simulation.office")
        self.estimate: Estimate = estimate_of(programme)
        self.calendar: list[Appointment] = appointments(programme, start)

    @cached_property
    def title(self) -> str:
        """What the document is called."""
        return self.words("office.title")

    @cached_property
    def label(self) -> str:
        """What the programme is called."""
        words = self.words
        return as_printed(words.capital(words.label(self.programme.label, self.programme.name)))

    @cached_property
    def village(self) -> str:
        """What the village is called."""
        return as_printed(self.programme.village.name)

    def facts(self) -> list[tuple[str, str]]:
        """Return what stands above the tables: programme, village, first and last day."""
        words = self.words
        first, last = (date_in_words(self.calendar[end].day, self.language, weekday=True) for end in (0, -1))
        owners = words.number(self.programme.village.owners, 0)
        return [
            (words("office.programme"), self.label),
            (words("office.village"), words("office.village_told", village=self.village, owners=owners)),
            (words("office.time"), words("office.time_told", first=first, last=last)),
        ]

    def about(self) -> str:
        """Return the programme in a sentence."""
        words, total = self.words, self.estimate.total
        return words(
            "office.about",
            programme=self.label,
            village=self.village,
            sessions=words.number(len(self.calendar), 0),
            activities=words.number(len(self.estimate.parts), 0),
            total=words.rupiah(total),
            spelt=spelt_out(total, self.language),
        )

    def head(self, columns: tuple[str, ...]) -> list[str]:
        """Return the names of columns."""
        return [self.words(f"office.column.{name}") for name in columns]

    def activity(self, name: str) -> str:
        """Return the name of an activity, as it begins a line."""
        return as_printed(self.words.capital(self.words.activity(name)))

    def item(self, item: Item) -> str:
        """Return what is paid, with how the volume comes about."""
        words = self.words
        values = {"sessions": words.number(item.sessions, 0), "each": self.plain(item.each)}
        if item.kind in ("lump_sum", "free"):
            del values["each"]
        return words(f"office.item.{item.kind}", **values)

    def unit(self, item: Item) -> str:
        """Return in what the volume is counted."""
        return self.words(f"office.unit.{item.kind}")

    def plain(self, value: float) -> str:
        """Return a number with as many digits as it needs, at most two."""
        digits = next((digits for digits in range(2) if round(value, digits) == round(value, 2)), 2)
        return self.words.number(value, digits)

    def price(self, value: float) -> str:
        """Return a price, with sen where it has any."""
        return self.words.number(value, 0 if value == int(value) else 2)

    def session(self, each: Appointment) -> str:
        """Return which session of how many it is."""
        numbers = {"number": self.words.number(each.number, 0), "of": self.words.number(each.of, 0)}
        return self.words("office.session_told", **numbers)

    def invitations(self) -> list[Invitation]:
        """Return who is invited to each activity."""
        programme = self.programme
        return [
            invitation(part.activity, programme.doses[part.activity], programme.village, self.words)
            for part in self.estimate.parts
        ]

    def spelt(self, total: int) -> str:
        """Return an amount in words, as it stands below the budget."""
        return self.words.capital(spelt_out(total, self.language))

    def budget_notes(self) -> list[str]:
        """Say which volumes are taken, and how the total compares with the simulation's."""
        words, estimate, programme = self.words, self.estimate, self.programme
        more = estimate.total - round(estimate.expected)
        found = [words("office.note.heads")]
        if more:
            told = {"expected": words.rupiah(estimate.expected), "more": words.rupiah(more)}
            found.append(words("office.note.more", **told))
        else:
            found.append(words("office.note.same"))
        if round(estimate.most) > estimate.total:
            found.append(words("office.note.most", most=words.rupiah(estimate.most)))
        held = {part.activity: programme.doses[part.activity] for part in estimate.parts}
        if any(isinstance(dose, DialogueMediation) and dose.dyads for dose in held.values()):
            found.append(words("office.note.mediated"))
        endless = [self.activity(name) for name, dose in held.items() if dose.sessions is None]
        if endless:
            weeks = words.number(programme.weeks, 0)
            found.append(words("office.note.endless", activities=words.all_of(endless), weeks=weeks))
        return [*found, words("office.note.prices"), words("office.note.honest")]

    def signatures(self) -> list[Signature]:
        """Return who signs."""
        words, name = self.words, self.words("office.sign.name")
        return [
            Signature(words("office.sign.prepared"), words("office.sign.preparer"), name),
            Signature(words("office.sign.acknowledged"), words("office.sign.head"), name),
            Signature(words("office.sign.approved"), words("office.sign.approver"), name),
        ]

    def place_and_date(self) -> str:
        """Return the line above the signatures."""
        return self.words("office.sign.place", village=self.village)
