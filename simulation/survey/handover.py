"""Everything that is made of a survey, and what of it may be handed on."""

from dataclasses import dataclass
from pathlib import Path

from simulation.files.faults import Fault, StudyError
from simulation.survey.data_report import data_report
from simulation.survey.differences import differences, pairs, written_otherwise
from simulation.survey.key import key_place, write_key
from simulation.survey.landing import csv_bytes, must_be_new, write_all
from simulation.survey.network import network
from simulation.survey.sample import InPart
from simulation.survey.targets import targets
from simulation.survey.village import village_files
from simulation.survey.wave import Wave

TARGETS = """\
# From a survey of {owners} owners before the programme{later} (kampung survey read).
# The error is that of the survey: it says nothing of kind answers, refusals, and how much one village
# differs from the next.
"""


@dataclass(frozen=True)
class Handover:
    """A survey that was read.

    Attributes
    ----------
    before, after : Wave
        Interviews before the programme, and after it if there were any.
    week : int
        Week of the programme of those after.
    population : int or None
        Owners in the village, asked or not.
    language : str
        Of the report.
    sample : bool
        The rest of the population belongs to the village: it is drawn anew in each simulated one.
    """

    before: Wave
    after: Wave | None
    week: int
    population: int | None
    language: str
    sample: bool = False

    def files(self, village: Path) -> dict[Path, bytes]:
        """Return what may be handed on, by path; none of it holds a name."""
        part = InPart(self.before, self.population) if self.sample and self.population else None
        found = village_files(self.before, village, part)
        waves = [(0, self.before)] if self.after is None else [(0, self.before), (self.week, self.after)]
        note = TARGETS.format(
            owners=self.before.owners,
            later="" if self.after is None else f", and {self.after.owners} after it",
        )
        found[_beside(village, "targets.csv")] = note.encode() + csv_bytes(targets(waves, self.population))
        if self.after is not None:
            changed = differences(self.before, self.after)
            found[_beside(village, "differences.csv")] = csv_bytes(changed)
        report = data_report(self.before, self.language, self.after, part)
        found[_beside(village, "survey.md")] = report.encode()
        return found

    def write(self, data: Path, village: Path, key: Path | None) -> tuple[list[Path], Path]:
        """Write everything, or nothing.

        Parameters
        ----------
        data : Path
            Where the answers came from; the key goes beside it.
        village : Path
            The village file.
        key : Path or None
            Another place for the key.

        Returns
        -------
        written, key : list of Path, Path
            What may be handed on, and the key.

        Raises
        ------
        StudyError
            If something is there already, cannot be written, or the key would lie with the village.
        """
        self._check(village)
        files = self.files(village)
        must_be_new(list(files))
        private = key_place(data, key, village)
        write_key(private, self._people())
        try:
            write_all(files)
        except BaseException:
            private.unlink(missing_ok=True)
            raise
        return list(files), private

    def _people(self) -> list[tuple[int, str]]:
        """Return all names with their number: the owners of the village, then who was asked only after.

        Who is written otherwise after stands there twice, under one number.
        """
        people = list(enumerate(self.before.names))
        if self.after is None:
            return people
        people += written_otherwise(self.before, self.after).items()
        known = {second for _, second in pairs(self.before, self.after)}
        new = [name for number, name in enumerate(self.after.names) if number not in known]
        return people + list(enumerate(new, start=self.before.owners))

    def _check(self, village: Path) -> None:
        faults = []
        if village.suffix not in (".yaml", ".yml"):
            faults.append(Fault.of("--out", "", f"{village} is no village file", "a name that ends in .yaml"))
        if self.before.owners < 2:
            faults.append(Fault.of("DATA", "", "one interview that can be used", "two or more: a village"))
        asked = max(wave.owners for wave in (self.before, self.after) if wave is not None)
        if self.population is not None and self.population < asked:
            told = f"{self.population} owners in the village, but {asked} interviews"
            faults.append(Fault.of("--population", "", told, f"{asked} or more"))
        if self.sample:
            faults += self._faults_of_the_sample()
        if faults:
            raise StudyError(faults)

    def _faults_of_the_sample(self) -> list[Fault]:
        if self.population is None:
            return [Fault.of("--sample", "", "how many owners there are is not said", "--population N")]
        named = InPart(self.before, self.population).named
        known = self.before.owners + named
        if known > self.population:
            told = f"{self.before.owners} interviews, and {named} more persons named"
            return [Fault.of("--population", "", f"found {self.population}; {told}", f"{known} or more")]
        if not len(network(self.before).ties):
            return [Fault.of("--sample", "", "no tie between two who were asked", "contacts named")]
        return []


def _beside(village: Path, part: str) -> Path:
    return village.with_name(f"{village.stem}_{part}")
