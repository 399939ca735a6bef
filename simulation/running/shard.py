"""A shard: the share of a study's replicates that one machine computes."""

import re
from dataclasses import dataclass

from simulation.experiment.replicates import UntilPrecise
from simulation.files.faults import Fault, StudyError


@dataclass(frozen=True)
class Shard:
    """The ``number``-th of ``of`` equal shares, 1-based."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def bounds(self, replicates: int) -> tuple[int, int]:
        """Return the first replicate of the shard and the one after its last."""
        return (self.number - 1) * replicates // self.of, self.number * replicates // self.of

    @property
    def ending(self) -> str:
        """What the name of its folder ends with; nothing for a whole study."""
        return "" if self == WHOLE else f"-shard-{self.number}-of-{self.of}"


WHOLE = Shard(1, 1)


def read_shard(written: str) -> Shard:
    """Read ``3/40``.

    Raises
    ------
    StudyError
        If it is not a share.
    """
    match = re.fullmatch(r"([0-9]{1,7})/([0-9]{1,7})", written)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise StudyError([Fault.of("--shard", "", f"found '{written}'", "K/N with K from 1 to N, as 3/40")])
    return Shard(int(match[1]), int(match[2]))


def share_of(written: str, replicates: int | UntilPrecise) -> Shard:
    """Return the share of a study that is written as ``3/40``.

    Raises
    ------
    StudyError
        If it is not a share, there are fewer replicates than shares, or their number rests on results.
    """
    shard = read_shard(written)
    if isinstance(replicates, UntilPrecise):
        told = "the number of replicates rests on the results of all ('until'), which no shard knows"
        raise StudyError([Fault.of("--shard", "", told, "a fixed number: --replicates N")])
    if shard.of > replicates:
        told = f"found {shard.of} shards of {replicates} replicates"
        raise StudyError([Fault.of("--shard", "", told, f"at most {replicates} shards")])
    return shard
