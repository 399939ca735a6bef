"""The experiment in a results folder: resolved into one file, and as its user wrote it."""

import json
from pathlib import Path

from simulation.experiment.config import StudyConfig
from simulation.files.whole_file import write_whole

FOLDER = "experiment"
RESOLVED = f"{FOLDER}/experiment.json"
"""The whole experiment in one file: what every command of a results folder names, wherever it lies."""
AS_WRITTEN = f"{FOLDER}/as_written"


def write_experiment(folder: Path, config: StudyConfig) -> None:
    """Write the experiment into a results folder.

    ``experiment.json`` has every default filled in and every table inlined; YAML reads it too. Below
    ``as_written`` lie the experiment file and the files it names, byte for byte, as far as it was read
    from files.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    text = json.dumps(config.to_document(), indent=1, ensure_ascii=False) + "\n"
    write_whole(folder / RESOLVED, text.encode())
    for name, data in config.as_written.files.items():
        path = folder / AS_WRITTEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
