"""The experiment to start from: ``kampung new NAME``."""

import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from simulation.experiment.fields import folder_name_fault
from simulation.files.faults import Fault, StudyError, shown
from simulation.parameters.field import Name
from simulation.parameters.place import NAME_WORDS


def starting_experiment(name: str) -> str:
    """Return a commented experiment of this name, as YAML.

    Raises
    ------
    StudyError
        If this cannot be the name of an experiment.
    """
    try:
        TypeAdapter(Name).validate_python(name, strict=True)
    except ValidationError:
        raise StudyError([Fault("NAME", 0, 0, "", f"found {shown(name)}", NAME_WORDS)]) from None
    told = folder_name_fault(name)
    if told is not None:
        raise StudyError([Fault("NAME", 0, 0, "", told, "another name")])
    template = files("simulation.experiment").joinpath("template.yaml").read_text(encoding="utf-8")
    return template.replace("NAME", name)


def write_new(name: str, path: Path) -> None:
    """Write a commented experiment; a file that is there already stays as it is.

    Raises
    ------
    StudyError
        If the name is none, or the file exists.
    OSError
        If it cannot be written.
    """
    text = starting_experiment(name)
    if os.path.lexists(path):
        raise StudyError([Fault.of(path, "", "exists already and is not overwritten", "a new file (--out)")])
    temporary = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None
