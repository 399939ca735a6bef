"""Where the owners of a network picture stand: the same places for the same ties, without any chance."""

import numpy as np

from simulation.compiled import compiled

_ROUNDS = (60, 400)
_WORK = 24_000
"""Rounds times owners: a large village gets fewer rounds."""


def places(weights: np.ndarray) -> np.ndarray:
    """Return a place for each owner: owners with strong ties stand close (Fruchterman & Reingold 1991).

    They start on a circle in the order of their index, so that the same ties give the same picture.

    Parameters
    ----------
    weights : ndarray of float, shape (owners, owners)
        Strength of ties, symmetric, 0 where there is none.

    Returns
    -------
    ndarray of float, shape (owners, 2)
        Between -1 and 1.
    """
    number = weights.shape[0]
    angle = 2 * np.pi * np.arange(number) / number
    place = np.column_stack((np.cos(angle), np.sin(angle)))
    if number < 3:
        return place * 0.5
    ideal = 1.6 / np.sqrt(number)
    pull = weights / max(float(weights.max()), 1e-9)
    rounds = int(np.clip(_WORK // number, *_ROUNDS))
    for turn in range(rounds):
        # everybody is drawn a little to the middle
        move = _forces(place, pull, ideal) - 0.9 * ideal * place
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        most = 0.12 * (1 - turn / rounds) ** 1.5 + 1e-4
        place += move / length * np.minimum(length, most)
    place -= np.median(place, axis=0)
    # an owner without any tie drifts away; the others would shrink to a spot
    radius = np.sqrt((place**2).sum(axis=1, keepdims=True)) + 1e-9
    place *= np.minimum(1.0, 1.15 * np.quantile(radius, 0.9) / radius)
    place -= (place.max(axis=0) + place.min(axis=0)) / 2
    place /= max(float(np.abs(place).max()), 1e-9)
    return _apart(place, 1.15 / np.sqrt(number))


@compiled
def _forces(place: np.ndarray, pull: np.ndarray, ideal: float) -> np.ndarray:
    """Return where each owner is drawn: owners push each other away, ties pull together."""
    number = place.shape[0]
    found = np.zeros((number, 2))
    for i in range(number):
        for j in range(number):
            if i == j:
                continue
            x, y = place[i, 0] - place[j, 0], place[i, 1] - place[j, 1]
            distance = np.sqrt(x * x + y * y) + 1e-6
            force = ideal**2 / distance**2 - pull[i, j] * distance / ideal * 0.35
            found[i, 0] += force * x
            found[i, 1] += force * y
    return found


def _apart(place: np.ndarray, least: float, rounds: int = 60) -> np.ndarray:
    """Push owners apart that would hide each other."""
    number = place.shape[0]
    for _ in range(rounds):
        apart = place[:, None, :] - place[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2))
        np.fill_diagonal(distance, np.inf)
        close = np.maximum(0.0, least - distance) / 2
        if not close.any():
            break
        # two owners at one point part along their index
        same = distance < 1e-9
        direction = np.where(
            same[:, :, None], np.sign(np.arange(number)[:, None] - np.arange(number))[:, :, None], apart
        )
        length = np.where(same, np.sqrt(2.0), distance)
        place = place + ((close / length)[:, :, None] * direction).sum(axis=1) * 0.5
    return place / max(1.0, float(np.abs(place).max()))
