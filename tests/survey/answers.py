"""Small surveys for tests, written as a user would."""

from pathlib import Path

from simulation.parameters import VillageProfile
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import read_wave
from simulation.survey.wave import Wave

OWNERS = """name,consent,group,sector,weekly_income,trust_local,trust_newcomer,gotong_royong_1,gotong_royong_2,gotong_royong_3
Ani,yes,local,food,3,5,2,4,5,1
Budi,yes,local,craft,4,4,3,4,4,2
Citra,yes,newcomer,retail,2,2,5,2,1,5
Dodi,yes,newcomer,services,3,1,4,3,,3
"""  # noqa: E501
CONTACTS = """name,contact,contact_group,how_often
Ani,Budi,local,3
Budi,Ani,local,3
Ani,Citra,newcomer,1
Dodi,Eko,local,2
"""


def folder(path: Path, owners: str = OWNERS, contacts: str = CONTACTS) -> Path:
    """Write a folder of CSV files."""
    path.mkdir(exist_ok=True)
    (path / "owners.csv").write_text(owners, encoding="utf-8")
    (path / "contacts.csv").write_text(contacts, encoding="utf-8")
    return path


def wave(path: Path, profile: VillageProfile, owners: str = OWNERS, contacts: str = CONTACTS) -> Wave:
    """Write a survey and read it."""
    return read_wave(folder(path, owners, contacts), Questionnaire.of(profile))


def kinds(found: Wave) -> list[str]:
    """Return the kinds of what was found, tables and columns left out of small surveys apart."""
    return [finding.kind for finding in found.findings if finding.kind not in ("no_column", "no_table")]
