"""What happened to an owner or between two owners, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulation.dashboard.state.replay import Meeting, Replay
from simulation.dashboard.words import Words

MOST_LINES = 12
"""Of a pair's history: the newest; what came before is counted."""


def told_of(
    found: Replay,
    chosen: Any,
    words: Words,
    groups: Sequence[str],
    sectors: Sequence[str],
) -> list[str]:
    """Return what is known of the owners a visitor has clicked.

    Parameters
    ----------
    chosen : mapping
        ``owners``: a list of one or two; ``week``: the week that is shown. It comes from a browser, so
        that of anything else nothing is told.
    groups, sectors : sequence of str
        Their labels.
    """
    if not isinstance(chosen, Mapping) or not isinstance(chosen.get("owners"), list):
        return []
    owners, week = chosen["owners"], chosen.get("week", 0)
    if not all(_is_place(owner, len(found.place)) for owner in owners) or not _is_place(
        week, found.weeks + 1
    ):
        return []
    if len(owners) == 1:
        return owner_story(found, owners[0], week, words, groups, sectors)
    if len(owners) == 2 and owners[0] != owners[1]:
        return pair_story(found, owners[0], owners[1], words)
    return []


def owner_story(
    found: Replay, i: int, week: int, words: Words, groups: Sequence[str], sectors: Sequence[str]
) -> list[str]:
    """Return the state and the circle of one owner at the end of a week."""
    ties = found.circle(i, week)
    others = [int(t["partner"]) if t["owner"] == i else int(t["owner"]) for t in ties]
    groups_now = found.groups[week]
    across = sum(groups_now[other] != groups_now[i] for other in others)
    lines = [
        words.say("owner.who", sector=sectors[found.sectors[week, i]], week=week),
        words.say("owner.ties", ties=len(others), across=int(across)),
    ]
    lines += [
        words.say("owner.belief", group=label, belief=words.number(float(found.beliefs[week, i, group])))
        for group, label in enumerate(groups)
    ]
    lines.append(words.say("owner.knowledge", knowledge=words.number(float(found.knowledge[week, i]))))
    if week:
        lines.append(words.say("owner.income", income=words.rupiah(float(found.income[week, i]))))
    return lines


def pair_story(found: Replay, i: int, j: int, words: Words) -> list[str]:
    """Return the history of a pair since week 1, oldest first."""
    meetings = found.meetings(i, j)
    if not meetings:
        return [words.say("pair.nothing")]
    told = [meeting_line(meeting, words) for meeting in meetings[-MOST_LINES:]]
    before = len(meetings) - len(told)
    return ([words.say("pair.before", count=before)] if before else []) + told


def meeting_line(meeting: Meeting, words: Words) -> str:
    """Return one event in words: ``week 12: met at the forum, worked together``."""
    parts = [words.say(f"pair.{meeting.cause}")]
    if meeting.cooperated is not None:
        count = sum(meeting.cooperated)
        parts.append(words.say(("pair.neither", "pair.one", "pair.both")[count]))
    if meeting.misread:
        parts.append(words.say("pair.misread"))
    if meeting.dispute != "none":
        parts.append(words.say(f"pair.{meeting.dispute}"))
    return words.say("pair.week", week=meeting.week, what=", ".join(parts))


def _is_place(value: object, count: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count
