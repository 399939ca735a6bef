"""Merging shards: the same bytes as if one machine had computed them all."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.running.part import replicates_of
from simulation.running.replicate import Replicate
from simulation.running.run import Outcome
from simulation.running.shard import WHOLE, Shard, read_shard
from simulation.store.differences import differing
from simulation.store.manifest import read_manifest
from simulation.store.part_file import part_names, whole_part
from simulation.store.results_folder import ResultsFolder


class Shards:
    """The folders of all shards of one study, checked to belong together.

    Parameters
    ----------
    folders : sequence of Path
        In any order.

    Raises
    ------
    StudyError
        If one is missing, unfinished, damaged or given twice, or they differ in experiment or origin.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        if not folders:
            raise StudyError([Fault.of("merge", "", "found no folder", "the folders of all shards")])
        if len({folder.resolve() for folder in folders}) < len(folders):
            raise StudyError([Fault.of("merge", "", "a folder is given twice", "each shard once")])
        manifests = {folder: read_manifest(folder) for folder in folders}
        first, *others = folders
        self.config = StudyConfig.model_validate_json(json.dumps(manifests[first]["config"]))
        self.seconds = sum(manifest.get("seconds") or 0.0 for manifest in manifests.values())
        faults = []
        for folder in others:
            for what in ("config", "origin"):
                there, here = manifests[first].get(what, {}), manifests[folder].get(what, {})
                faults += differing(folder, there, here, str(first))
        shards = {
            folder: read_shard(str(manifests[folder]["shard"]), self.config.replicates) for folder in folders
        }
        faults += _incomplete(shards)
        faults += [
            Fault.of(folder, "", f"is {manifests[folder].get('state')}", "a finished shard (--resume)")
            for folder in folders
            if manifests[folder].get("state") != "finished"
        ]
        if faults:
            raise StudyError(faults)
        self._folders = sorted(folders, key=lambda folder: shards[folder].number)
        self._bounds = {folder: shards[folder].bounds(self.config.most_replicates) for folder in folders}

    def replicates(self) -> Iterator[Replicate]:
        """Yield all replicates in their order, one part in memory at a time."""
        scenarios = list(self.config.programmes())
        for folder in self._folders:
            expected, last = self._bounds[folder]
            for name in part_names(folder):
                written = whole_part(folder, name, "a whole shard: run it again with --resume")
                if written.first != expected:
                    break
                expected = written.last
                yield from replicates_of(written, scenarios)
            if expected != last:
                told = f"holds replicates up to {expected - 1}, its shard goes on to {last - 1}"
                raise StudyError([Fault.of(folder, "", told, "a finished shard (--resume)")])

    def merge(self, folder: ResultsFolder) -> Outcome:
        """Write everything into a folder of the whole study."""
        stream = self.replicates()
        for part in folder.plan:
            folder.write(part, [next(stream) for _ in range(part.first, part.last)])
        return Outcome(folder.finished, folder.failures(), self.seconds)


def _incomplete(shards: dict[Path, Shard]) -> list[Fault]:
    """Return which shards are missing or given twice."""
    faults = []
    by_number: dict[int, Path] = {}
    for folder, shard in shards.items():
        if shard == WHOLE:
            faults.append(Fault.of(folder, "", "is a whole study", "a shard (kampung run --shard K/N)"))
        elif shard.number in by_number:
            told = f"is shard {shard}, as {by_number[shard.number]} is"
            faults.append(Fault.of(folder, "", told, "each shard once"))
        by_number[shard.number] = folder
    counts = {shard.of for shard in shards.values()}
    if len(counts) > 1:
        told = "shards of " + " and of ".join(map(str, sorted(counts)))
        faults.append(Fault.of("merge", "", f"found {told}", "shards of one division"))
    elif not faults:
        missing = [str(number) for number in range(1, counts.pop() + 1) if number not in by_number]
        if missing:
            shown = ", ".join(missing[:10]) + (", ..." if len(missing) > 10 else "")
            faults.append(Fault.of("merge", "", f"missing: shard {shown}", "all shards of the study"))
    return faults
