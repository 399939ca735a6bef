"""Runs that are there already: a study takes them over instead of simulating them again."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.running.part import replicates_of
from simulation.running.provenance import origin
from simulation.running.replicate import Replicate
from simulation.running.sink import Sink
from simulation.store.differences import differing
from simulation.store.finished import finished_manifest
from simulation.store.manifest import must_be_whole
from simulation.store.part_file import part_names, whole_part


class EarlierRuns:
    """The finished results of a study, for another that asks for some of its scenarios and weeks.

    Parameters
    ----------
    folder : Path
        A folder that `kampung run` wrote.

    Attributes
    ----------
    config : StudyConfig
        The experiment that was run.

    Raises
    ------
    StudyError
        If it holds an answer, a shard, something unfinished, or what other sources computed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = finished_manifest(folder)
        must_be_whole(folder, self._manifest)
        if "kind" in self._manifest:
            raise StudyError([Fault.of(folder, "", "holds an answer", "a folder `kampung run` wrote")])
        self.config = StudyConfig.model_validate_json(json.dumps(self._manifest["config"]))
        if faults := differing(folder, self._manifest.get("origin", {}), origin(self.config.parts())):
            raise StudyError(faults)

    def fill(self, sink: Sink) -> None:
        """Give a study what it lacks and what is here, part by part; the villages must be the same ones."""
        stream = self._replicates(sink)
        for part in sink.plan:
            found = list(islice(stream, part.last - part.first))
            if len(found) < part.last - part.first:
                return
            if sink.begins(part) < part.last:
                sink.write(part, found)

    def _replicates(self, sink: Sink) -> Iterator[Replicate]:
        scenarios: list[str] = self._manifest["scenarios"]
        place = {scenarios.index(name): number for number, name in enumerate(sink.scenarios)}
        columns = [self._manifest["columns"].index(name) for name in sink.columns]
        for name in part_names(self.folder):
            written = whole_part(
                self.folder, name, "a whole one: the command that made it, with --resume, mends it"
            )
            for one in replicates_of(written, scenarios):
                yield Replicate(
                    one.number,
                    {
                        place[scenario]: values[sink.recorded][:, columns]
                        for scenario, values in one.rows.items()
                        if scenario in place
                    },
                    failures=[failure for failure in one.failures if failure.scenario in sink.scenarios],
                )
