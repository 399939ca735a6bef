"""The programme: who x when x what x cost of every activity (ODD 7.8, 7.9)."""

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from simulation.parameters.field import Strict, parameter, same

SOURCE = "default dose of the programme; to be set by the user"
CEILING = "ceiling of PMK 49/2023"
HALVED = "assumed: a facilitator halves misreading, at the least a fifth, at the most four fifths of it"
EVENT = "assumed: a meeting at an event counts a quarter to one and a half everyday meetings"
SKILL_GAIN = "assumed; see the half-life of Tatel & Ackerman"


class Prices(Strict):
    """Rupiah for an hour and a head: the cost template, to be edited by the user."""

    speaker_hour: float = parameter(
        900_000.0, limits=(0, 1e12), unit="rupiah an hour", source=CEILING, mark="seen",
        en="speaker", id="narasumber")  # fmt: skip
    moderator_hour: float = parameter(
        700_000.0, limits=(0, 1e12), unit="rupiah an hour", source=CEILING, mark="seen",
        en="moderator", id="moderator")  # fmt: skip
    snack: float = parameter(
        20_000.0, limits=(0, 1e12), unit="rupiah a head", source="PMK 49/2023, snack at an ordinary meeting",
        mark="seen", en="snack", id="kudapan")  # fmt: skip
    transport: float = parameter(
        50_000.0, limits=(0, 1e12), unit="rupiah a head", source="assumed, within the village",
        en="transport", id="transpor")  # fmt: skip


class Cost(Strict):
    """What one session costs: hours, a lump sum, and so much a head.

    ``catering`` adds snack and transport (see :class:`Prices`) for everybody present.
    """

    speaker_hours: float = parameter(
        0.0, limits=(0, 1000), unit="hours a session", source=SOURCE, en="speaker hours", id="jam narasumber")  # fmt: skip
    moderator_hours: float = parameter(
        0.0, limits=(0, 1000), unit="hours a session", source=SOURCE, en="moderator hours", id="jam moderator")  # fmt: skip
    per_session: float = parameter(
        0.0, limits=(0, 1e12), unit="rupiah a session", source=SOURCE, en="lump sum", id="biaya tetap")  # fmt: skip
    per_head: float = parameter(
        0.0, limits=(0, 1e12), unit="rupiah a head", source=SOURCE, en="a head", id="per orang")  # fmt: skip
    catering: bool = True

    def session(self, prices: Prices) -> float:
        """Return the rupiah of a session before anybody comes."""
        return (
            self.speaker_hours * prices.speaker_hour
            + self.moderator_hours * prices.moderator_hour
            + self.per_session
        )

    def head(self, prices: Prices) -> float:
        """Return the rupiah of each person present."""
        return self.per_head + (prices.snack + prices.transport if self.catering else 0.0)


class Eligibility(Strict):
    """Whom an activity invites.

    The choice is made at the first session and kept; a group invites all who belong to it at each session.

    ``everyone``; ``group``; or, of the village, the ``least_trusting`` (mean belief in the groups),
    ``least_connected`` (fewest ties), ``most_central`` (most ties) or ``random`` owners: so many of
    them (``number``) or such a share (``share``).
    """

    select: Literal["everyone", "group", "least_trusting", "least_connected", "most_central", "random"] = (
        "everyone"
    )
    group: str | None = None
    number: int | None = Field(None, ge=0)
    share: float | None = Field(None, ge=0, le=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        ranked = self.select not in ("everyone", "group")
        if (self.select == "group") != (self.group is not None):
            raise ValueError("select: group goes with the name of a group, and only with it")
        if ranked and (self.number is None) == (self.share is None):
            raise ValueError(f"select: {self.select} takes either number or share")
        if not ranked and (self.number is not None or self.share is not None):
            raise ValueError(f"select: {self.select} takes neither number nor share")
        return self

    def size(self, owners: int) -> int:
        """Return how many of a village's owners a ranked choice invites."""
        if self.number is not None:
            return min(self.number, owners)
        return round((self.share or 0.0) * owners)


class SelfSelection(Strict):
    """Attendance that grows with the rank of an owner's belief in other groups."""

    lowest: float = Field(ge=0, le=1)
    highest: float = Field(ge=0, le=1)


class Dose(Strict):
    """What all activities have: eligibility, schedule, attendance, capacity and cost."""

    who: Eligibility = Eligibility()
    first: int = parameter(
        1, limits=(1, 100_000), unit="week", source=SOURCE, en="first week", id="pekan pertama")  # fmt: skip
    every: int = parameter(
        1, limits=(1, 100_000), unit="weeks", source=SOURCE, en="weeks between sessions", id="jarak antarsesi")  # fmt: skip
    sessions: int | None = parameter(
        1, limits=(0, 100_000), unit="sessions", source=SOURCE, en="sessions (empty: without end)",
        id="jumlah sesi (kosong: tanpa akhir)")  # fmt: skip
    attendance: float | SelfSelection = Field(0.8)
    capacity: int | None = parameter(
        None, limits=(0, None), unit="owners a session", source="the user's own",
        en="places (empty: unlimited)", id="kapasitas (kosong: tak terbatas)")  # fmt: skip
    cost: Cost = Cost()

    @field_validator("who", mode="before")
    @classmethod
    def _everyone(cls, value: Any) -> Any:
        return {"select": "everyone"} if value == "everyone" else value

    @field_validator("attendance", mode="after")
    @classmethod
    def _probability(cls, value: float | SelfSelection) -> float | SelfSelection:
        if isinstance(value, float) and not 0 <= value <= 1:
            raise ValueError(f"attendance is a share from 0 to 1, or {{lowest, highest}}; found {value:g}")
        return value

    def mean_attendance(self) -> float:
        """Return the expected share of the invited who come."""
        if isinstance(self.attendance, SelfSelection):
            return (self.attendance.lowest + self.attendance.highest) / 2
        return self.attendance

    def reaches_nobody(self) -> bool:
        """Tell whether nobody can ever come: no session, nobody invited, no place or no attendance."""
        nobody_invited = self.who.number == 0 or self.who.share == 0.0
        return self.sessions == 0 or nobody_invited or self.capacity == 0 or self.mean_attendance() == 0.0

    def is_due(self, week: int) -> bool:
        """Tell whether a session is in this week."""
        number, rest = divmod(week - self.first, self.every)
        return rest == 0 and number >= 0 and (self.sessions is None or number < self.sessions)

    def next_week(self, week: int) -> int | None:
        """Return the first week with a session at or after ``week``; None when there is none."""
        number = max(0, -((self.first - week) // self.every))
        if self.sessions is not None and number >= self.sessions:
            return None
        return self.first + number * self.every

    def weeks(self, horizon: int) -> range:
        """Return the weeks with a session from week 1 to the horizon."""
        end = horizon + 1
        if self.sessions is not None:
            end = min(end, self.first + self.every * self.sessions)
        return range(self.first, max(end, self.first), self.every)


class Facilitation(Strict):
    """How a meeting is held; empty for activities without meetings."""

    weight: float = parameter(
        1.0, limits=(0, 10), plausible=(0.25, 1.5), unit="everyday meetings", source=EVENT,
        en="weight of a meeting",
        id="bobot satu pertemuan")  # fmt: skip
    talk: float = parameter(
        0.0, limits=(-20, 20), plausible=(0, 1), unit="log-odds",
        source="f_setting; assumed: less than face-to-face talk about the matter itself (Balliet 2010)",
        en="push to cooperate",
        id="dorongan bekerja sama")  # fmt: skip
    facilitation: float = parameter(
        0.5, limits=(0, 1), plausible=(0.2, 0.8), unit="share of misreading removed", source=HALVED, en="facilitation",
        id="fasilitasi")  # fmt: skip
    mediator: float = parameter(
        0.0, limits=(0, 1), unit="skill 0-1", source=SOURCE, en="strength of the mediator",
        id="kekuatan mediator")  # fmt: skip


class CommunicationTraining(Dose):
    """Dose of the communication training."""

    first: int = same(Dose, "first", 2)
    every: int = same(Dose, "every", 2)
    sessions: int | None = same(Dose, "sessions", 2)
    cost: Cost = Cost(speaker_hours=3)
    gain: float = parameter(
        0.305, limits=(0, 1), plausible=(0.10, 0.40), unit="share of what is missing, a session",
        source=SKILL_GAIN, en="gain in communication skill", id="kenaikan keterampilan komunikasi")  # fmt: skip


class ConflictTraining(Dose):
    """Dose of the conflict-management training."""

    first: int = same(Dose, "first", 3)
    every: int = same(Dose, "every", 2)
    sessions: int | None = same(Dose, "sessions", 2)
    cost: Cost = Cost(speaker_hours=3)
    gain: float = parameter(
        0.22, limits=(0, 1), plausible=(0.10, 0.45), unit="share of what is missing, a session",
        source=SKILL_GAIN, en="gain in conflict-management skill", id="kenaikan keterampilan manajemen konflik")  # fmt: skip
    caseload: int = parameter(
        3, limits=(0, 1000), plausible=(1, 4), unit="disputes a week", source="assumed",
        en="disputes a peer mediator takes", id="sengketa per mediator sebaya")  # fmt: skip
    service: int = parameter(
        93, limits=(0, 100_000), plausible=(26, 104), unit="weeks", source="assumed",
        en="service after the last session attended", id="masa tugas setelah sesi terakhir")  # fmt: skip


class DialogueMediation(Dose, Facilitation):
    """Dose of the open dialogue and mediation."""

    first: int = same(Dose, "first", 6)
    every: int = same(Dose, "every", 4)
    sessions: int | None = same(Dose, "sessions", 6)
    cost: Cost = Cost(moderator_hours=3)
    weight: float = same(Facilitation, "weight", 1.27)
    talk: float = same(Facilitation, "talk", 0.68)
    facilitation: float = same(Facilitation, "facilitation", 0.45)
    mediator: float = parameter(
        0.4, limits=(0, 1), plausible=(0.3, 0.9), unit="skill 0-1",
        source="assumed: better than most owners, not always successful",
        en="strength of the mediator", id="kekuatan mediator")  # fmt: skip
    circle: int = parameter(
        10, limits=(2, 1000), unit="owners", source=SOURCE, en="owners in a circle (at most)",
        id="pemilik per lingkaran (maksimum)")  # fmt: skip
    talks: int = parameter(
        3, limits=(0, 100), unit="talks an owner", source=SOURCE, en="talks across groups",
        id="percakapan lintas kelompok")  # fmt: skip
    dyads: int = parameter(
        10, limits=(0, 100_000), unit="dyads a session", source=SOURCE, en="dyads mediated",
        id="pasangan yang dimediasi")  # fmt: skip
    relief: float = parameter(
        0.63, limits=(0, 1), plausible=(0.2, 0.8), unit="share of bad evidence", source="assumed", en="bad experience laid to rest",
        id="pengalaman buruk yang diselesaikan")  # fmt: skip
    mediation_weight: float = parameter(
        1.29, limits=(0, 10), plausible=(0.5, 1.5), unit="everyday meetings", source=EVENT,
        en="weight of a mediated meeting",
        id="bobot pertemuan mediasi")  # fmt: skip


class Forum(Dose, Facilitation):
    """Dose of the UMKM forum."""

    first: int = same(Dose, "first", 8)
    every: int = same(Dose, "every", 4)
    sessions: int | None = same(Dose, "sessions", None)
    attendance: float | SelfSelection = Field(0.6)
    cost: Cost = Cost(moderator_hours=2)
    weight: float = same(Facilitation, "weight", 0.89)
    facilitation: float = same(Facilitation, "facilitation", 0.51)
    talk: float = parameter(
        1.2, limits=(-20, 20), plausible=(0, 2.2), unit="log-odds",
        source="f_setting; face-to-face talk d = 1.21 would be 2.19 (Balliet 2010)",
        en="push to cooperate", id="dorongan bekerja sama")  # fmt: skip
    table: int = parameter(
        9, limits=(2, 1000), unit="owners", source=SOURCE, en="owners on a table's roster (at most)",
        id="anggota per meja (maksimum)")  # fmt: skip
    term: int = parameter(
        24, limits=(1, 100_000), unit="weeks", source=SOURCE, en="weeks a roster is kept",
        id="pekan satu susunan meja")  # fmt: skip
    seating: Literal["mixed", "by_group", "by_sector"] = "mixed"


class CollaborationSimulation(Dose, Facilitation):
    """Dose of the collaboration simulation."""

    first: int = same(Dose, "first", 10)
    every: int = same(Dose, "every", 2)
    sessions: int | None = same(Dose, "sessions", 6)
    cost: Cost = Cost(moderator_hours=2)
    weight: float = same(Facilitation, "weight", 0.7)
    talk: float = same(Facilitation, "talk", 0.2)
    facilitation: float = same(Facilitation, "facilitation", 0.58)


class Mentoring(Dose, Facilitation):
    """Dose of the mentoring visits."""

    who: Eligibility = Eligibility(select="least_connected", number=20)
    first: int = same(Dose, "first", 12)
    every: int = same(Dose, "every", 4)
    sessions: int | None = same(Dose, "sessions", 6)
    attendance: float | SelfSelection = Field(1.0)
    cost: Cost = Cost(per_head=150_000, catering=False)
    weight: float = same(Facilitation, "weight", 0.42)
    talk: float = same(Facilitation, "talk", 0.31)
    facilitation: float = same(Facilitation, "facilitation", 0.33)
    knowledge_gain: float = parameter(
        0.185, limits=(0, 1), plausible=(0.05, 0.20), unit="share of what is missing, a visit",
        source=SOURCE, en="gain in knowledge", id="kenaikan pengetahuan")  # fmt: skip
    skill_gain: float = parameter(
        0.083, limits=(0, 1), plausible=(0, 0.15), unit="share of what is missing, a visit",
        source=SOURCE, en="gain in both skills", id="kenaikan kedua keterampilan")  # fmt: skip
    introductions: int = parameter(
        1, limits=(0, 1), unit="a visit", source=SOURCE, en="introductions to a complementary owner",
        id="perkenalan dengan pemilik pelengkap")  # fmt: skip


class SharedVision(Dose):
    """Dose of the shared-vision workshops."""

    first: int = same(Dose, "first", 24)
    every: int = same(Dose, "every", 1)
    sessions: int | None = same(Dose, "sessions", 2)
    cost: Cost = Cost(speaker_hours=3)
    norm_gain: float = parameter(
        0.13, limits=(0, 1), plausible=(0.05, 0.30), unit="share of what is missing, a workshop",
        source=SOURCE, en="rise of the anchors of the norms", id="kenaikan jangkar norma")  # fmt: skip
    belief_gain: float = parameter(
        0.05, limits=(0, 1), plausible=(0, 0.30), unit="share of the own/other gap, a workshop",
        source=SOURCE, en="rise of the belief in other groups", id="kenaikan keyakinan pada kelompok lain")  # fmt: skip


DOSES: dict[str, type[Dose]] = {
    "communication_training": CommunicationTraining,
    "conflict_training": ConflictTraining,
    "dialogue_mediation": DialogueMediation,
    "forum": Forum,
    "collaboration_simulation": CollaborationSimulation,
    "mentoring": Mentoring,
    "shared_vision": SharedVision,
}
"""The activities that ship, in the order in which they act within a week."""
