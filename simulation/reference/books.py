"""What is counted in a week: acts and disputes, and the trust ledger (ODD section 4, observation)."""

SOURCES = (
    "everyday",
    "misreading",
    "defection",
    "mediation",
    "forum",
    "simulation",
    "mentoring",
    "activity",
    "fading",
    "forgetting",
    "leaving",
)
"""Where a change of evidence comes from."""

COUNTS = (
    "acts",
    "cooperated",
    "first_acts",
    "first_cooperated",
    "own_acts",
    "own_cooperated",
    "other_acts",
    "other_cooperated",
    "meetings",
    "meetings_other",
    "disputes",
    "unresolved",
)
"""What is tallied; acts count both sides of a meeting, disputes every observer who has one."""


class Tallies(dict[str, int]):
    """Counts of one week, in all settings together."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(COUNTS, 0))

    def count_meeting(self, cooperated: int, first: bool, same_group: bool) -> None:
        """Count one meeting, in which ``cooperated`` of the two acts were cooperation in fact."""
        self["meetings"] += 1
        self["acts"] += 2
        self["cooperated"] += cooperated
        if first:
            self["first_acts"] += 2
            self["first_cooperated"] += cooperated
        if same_group:
            self["own_acts"] += 2
            self["own_cooperated"] += cooperated
        else:
            self["meetings_other"] += 1
            self["other_acts"] += 2
            self["other_cooperated"] += cooperated


class Ledger(dict[tuple[str, str], list[float]]):
    """Change of the evidence about persons in one week: (source, own or other group) -> [good, bad].

    Its sum is the change of all r and all s since the end of the week before.
    """

    def __init__(self) -> None:
        super().__init__({(source, whose): [0.0, 0.0] for source in SOURCES for whose in ("own", "other")})

    def enter(self, source: str, same_group: bool, good: float, bad: float) -> None:
        """Enter a change of evidence between two owners of one group or of two."""
        entry = self[source, "own" if same_group else "other"]
        entry[0] += good
        entry[1] += bad
