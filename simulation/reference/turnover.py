"""Firms close and new owners take their places (ODD 7.11)."""

from simulation.model.draws import EXIT
from simulation.reference.owner import Home

WEEKS_A_YEAR = 52


def turn_over(village: Home) -> None:
    """Let firms close, in order of index; a new owner takes the place and its sector at once."""
    for place, leaver in enumerate(village.owners):
        closing = 1 - (1 - leaver.behaviour.exit_rate) ** (1 / WEEKS_A_YEAR)
        if village.chance.uniform(EXIT, place, 0) < closing:
            leaver.leave()
            group = group_of_newcomer(village, place)
            village.owners[place] = village.settle(place, group, leaver.sector, village.week)


def group_of_newcomer(village: Home, place: int) -> int:
    """Return the first group whose share, with the shares of all groups before it, exceeds the draw."""
    luck = village.chance.uniform(EXIT, place, 1)
    shares = 0.0
    for number, group in enumerate(village.profile.groups):
        shares += group.share
        if shares > luck:
            return number
    return len(village.profile.groups) - 1  # shares may add up to a hair less than 1
