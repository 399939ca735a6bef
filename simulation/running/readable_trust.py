"""Trust and belief where a changed model has rules of its own for them: asked of each owner."""

import numpy as np

from simulation.reference.owner import Owner
from simulation.reference.village import ReferenceVillage


def changes_trust(village: ReferenceVillage) -> bool:
    """Tell whether owners of a village trust, or believe, by another rule than the shipped one."""
    kinds = {type(owner) for owner in village.owners}
    return any(kind.trust is not Owner.trust or kind.belief is not Owner.belief for kind in kinds)


class AskedTrust:
    """What the owners of a village answer when they are asked for their trust and belief.

    Attributes
    ----------
    trust : ndarray of float, shape (N, N)
        Of each owner in each other one; NaN in oneself.
    belief : ndarray of float, shape (N, groups)
        Of each owner in each group.
    group : ndarray of int, shape (N,)
    """

    def __init__(self, village: ReferenceVillage) -> None:
        owners = village.owners
        self._village = village
        self.group = np.array([owner.group for owner in owners])
        self.belief = np.array(
            [[owner.belief(group) for group in range(len(village.profile.groups))] for owner in owners]
        )
        self.trust = np.array(
            [[np.nan if other is owner else owner.trust(other) for other in owners] for owner in owners]
        )

    def measures(self) -> dict[str, float]:
        """Return the measures of trust of a week (ODD 9)."""
        own = self.group[:, None] == self.group
        pairs = ~np.eye(self.group.size, dtype=bool)
        met = np.array(
            [[owner.knows(other) for other in self._village.owners] for owner in self._village.owners]
        )
        found = {}
        for relation, there in (("", pairs), ("_own", pairs & own), ("_other", pairs & ~own)):
            for kind, of in (("", there), ("_met", there & met), ("_unmet", there & ~met)):
                found[f"trust{relation}{kind}"] = _mean(self.trust[of])
        found["trust_gap"] = found["trust_own"] - found["trust_other"]
        both = [
            self.trust[owner.index, known.owner.index] >= 0.5 <= self.trust[known.owner.index, owner.index]
            for owner in self._village.owners
            for known in owner.ties()
        ]
        found["trust_mutual"] = _mean(np.array(both, dtype=float))
        others = self.owners()
        lowest = np.partition(others["trust_other"], (self.group.size + 3) // 4 - 1)
        found["trust_other_lowest"] = float(lowest[: (self.group.size + 3) // 4].mean())
        return found | {name: float(others[name].mean()) for name in ("belief_own", "belief_other")}

    def owners(self) -> dict[str, np.ndarray]:
        """Return the trust and the belief of each owner, of shape (N,)."""
        own, number = self.group[:, None] == self.group, self.group.size
        sizes = np.bincount(self.group, minlength=self.belief.shape[1])
        inside = self.belief[np.arange(number), self.group]
        outside = (self.belief * sizes).sum(axis=1) - inside * sizes[self.group]
        rest = number - sizes[self.group]
        return {
            "trust": np.array([_mean(row[~np.isnan(row)]) for row in self.trust]),
            "trust_own": np.array(
                [_mean(row[of & ~np.isnan(row)]) for row, of in zip(self.trust, own, strict=True)]
            ),
            "trust_other": np.array([_mean(row[~of]) for row, of in zip(self.trust, own, strict=True)]),
            "belief_own": inside,
            "belief_other": np.divide(outside, rest, out=np.full(number, np.nan), where=rest > 0),
        }


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else float("nan")
