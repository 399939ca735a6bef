"""Merging shards: the same bytes as if one machine had computed them all."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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
    """The folders of all shards of one study, or of a question that one study answers.

    They are checked to belong together.

    Parameters
    ----------
    folders : sequence of Path
        In any order.

    Attributes
    ----------
    folders : list of Path
        In the order of the shards.
    manifest : dict
        What each of them says of experiment and question.
    config : StudyConfig
        The experiment.

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
        self.manifest = manifests[first]
        self.config = StudyConfig.model_validate_json(json.dumps(self.manifest["config"]))
        faults = []
        for folder in others:
            for there, here in zip(_asked(self.manifest), _asked(manifests[folder]), strict=True):
                faults += differing(folder, there, here, str(first))
        shards = {
            folder: read_shard(str(manifest.get("shard", WHOLE))) for folder, manifest in manifests.items()
        }
        faults += _incomplete(shards)
        faults += [
            Fault.of(folder, "", f"is {manifests[folder].get('state')}", "a finished shard (--resume)")
            for folder in folders
            if manifests[folder].get("state") != "finished"
        ]
        if faults:
            raise StudyError(faults)
        self.folders = sorted(folders, key=lambda folder: shards[folder].number)
        self._shards = shards

    def replicates(self, config: StudyConfig, within: str = "") -> Iterator[Replicate]:
        """Yield all replicates in their order, one part in memory at a time.

        Parameters
        ----------
        config : StudyConfig
            The study of which each folder holds a share.
        within : str
            Name of the folder in each of them that holds it; by default they hold it themselves.
        """
        scenarios = list(config.programmes())
        for shard in self.folders:
            folder = shard / within
            expected, last = self._shards[shard].bounds(config.most_replicates)
            for name in part_names(folder):
                written = whole_part(folder, name, "a whole shard: run it again with --resume")
                if written.first != expected:
                    break
                expected = written.last
                yield from replicates_of(written, scenarios)
            if expected != last:
                told = f"holds replicates up to {expected - 1}, its shard goes on to {last - 1}"
                raise StudyError([Fault.of(folder, "", told, "a finished shard (--resume)")])

    def merge(self, folder: ResultsFolder, within: str = "") -> Outcome:
        """Write everything into a folder of the whole study (``within`` as in :meth:`replicates`)."""
        manifests = {shard / within: read_manifest(shard / within) for shard in self.folders}
        document = folder.config.to_document()
        if faults := [
            fault
            for place, manifest in manifests.items()
            for fault in differing(place, manifest["config"], document)
        ]:
            raise StudyError(faults)
        stream = self.replicates(folder.config, within)
        for part in folder.plan:
            folder.write(part, [next(stream) for _ in range(part.first, part.last)])
        seconds = sum(manifest.get("seconds") or 0.0 for manifest in manifests.values())
        return Outcome(folder.finished, folder.failures(), seconds)


def _asked(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what must be the same in every shard: experiment, origin, and what is asked."""
    question = {"kind": manifest.get("kind", "study"), "options": manifest.get("options", {})}
    return [manifest["config"], manifest.get("origin", {}), question]


def _incomplete(shards: dict[Path, Shard]) -> list[Fault]:
    """Return which shards are missing or given twice."""
    faults = []
    by_number: dict[int, Path] = {}
    for folder, shard in shards.items():
        if shard == WHOLE:
            faults.append(Fault.of(folder, "", "is a whole study", "a shard (--shard K/N)"))
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
