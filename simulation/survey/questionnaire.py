"""The questionnaire of one village: its groups and sectors filled in."""

from dataclasses import dataclass
from pathlib import Path

from simulation.experiment.experiment_file import is_study, read_study, read_village
from simulation.parameters import Label, VillageProfile
from simulation.survey.instrument import GROUP, Column, Instrument, Option, Sheet, instrument

LANGUAGES = ("en", "id")


@dataclass(frozen=True)
class Questionnaire:
    """What is asked in one village.

    Attributes
    ----------
    instrument : Instrument
        Scales and sources.
    village : VillageProfile
        Groups and sectors that can be answered.
    tables : dict of str to Sheet
        Owners, contacts, attendance; questions about groups once for each group.
    """

    instrument: Instrument
    village: VillageProfile
    tables: dict[str, Sheet]

    @classmethod
    def of(cls, village: VillageProfile) -> "Questionnaire":
        """Return the questionnaire of a village."""
        asked = instrument()
        groups = {group.name: shown_as(group.label, group.name) for group in village.groups}
        tables = {}
        for name, sheet in asked.tables.items():
            columns: list[Column] = []
            for column in sheet.columns:
                if GROUP in column.name:
                    columns += [column.of_group(group, label) for group, label in groups.items()]
                else:
                    columns.append(column)
            tables[str(name)] = sheet.model_copy(update={"columns": columns})
        return cls(asked, village, tables)

    def column(self, table: str, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.tables[table].columns if column.name == name)

    def options(self, column: Column) -> list[Option]:
        """Return what can be answered: a choice, or a group or sector by its running number; else nothing."""
        if column.scale is not None:
            return self.instrument.scales[column.scale].options
        labels = [shown_as(label, name) for name, label in self.parts(column.kind)]
        return [Option(code=place, en=one.en, id=one.id) for place, one in enumerate(labels, start=1)]

    def parts(self, kind: str) -> list[tuple[str, Label | None]]:
        """Return name and label of the groups, of the sectors, or of nothing."""
        if kind == "group":
            return [(group.name, group.label) for group in self.village.groups]
        if kind == "sector":
            return [(sector.name, sector.label) for sector in self.village.sectors]
        return []


def shown_as(label: Label | None, name: str) -> Label:
    """Return the label of a group or sector; its name made readable where it has none."""
    readable = name.replace("_", " ")
    return Label(en=readable, id=readable) if label is None else label


def village_of(path: Path) -> VillageProfile:
    """Return the village of a village file or of an experiment.

    Raises
    ------
    StudyError
        With all faults of the file.
    """
    return read_study(path).village if is_study(path) else read_village(path)
