"""Folders of results below one base folder: found, and read by their tables; nothing outside is ever read."""

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pandas as pd
from pydantic import ValidationError

from simulation.analysis.comparison import COLUMNS
from simulation.codebook.tables import CODEBOOK
from simulation.experiment.config import StudyConfig
from simulation.files.faults import StudyError
from simulation.files.table_text import unguarded
from simulation.parameters import Label
from simulation.questions.registry import kinds
from simulation.running.provenance import versions
from simulation.running.shard import WHOLE
from simulation.store.manifest import MANIFEST, is_of_shard, read_manifest

VARIABLE, BASE = "KAMPUNG_RESULTS", "results"
STUDY = "study"
"""The kind of a folder that `kampung run` wrote; the others are kinds of questions."""
REPORT = "report.html"
DEEPEST, MOST_FOLDERS, MOST_VISITED = 3, 200, 5000
LARGEST = 32_000_000
"""Bytes of a file that is shown or downloaded; a manifest is allowed an eighth."""
MOST_ROWS = 200
"""Rows of a table that are shown; its download holds all."""
FILE = re.compile(r"[A-Za-z0-9_-]{1,60}\.(csv|yaml|html)\Z")
NEEDED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    STUDY: {"comparison.csv": tuple(COLUMNS)},
    "attribute": {
        "attribution.csv": (
            "outcome",
            "week",
            "activity",
            "shapley",
            "low",
            "high",
            "error_low",
            "error_high",
            "alone",
            "missed",
        ),
        "programme.csv": (
            "outcome",
            "week",
            "effect",
            "low",
            "high",
            "error_low",
            "error_high",
            "replicates",
        ),
    },
    "plan": {
        "plan.csv": ("activity", "sessions", "weeks", "places", "per_session", "rupiah"),
        "front.csv": ("plan", "cost", "difference", "low", "high", "verdict"),
        "money.csv": ("budget", "plan", "cost", "gain", "low", "high"),
    },
}
"""Tables, and their columns, without which the folder of a kind is damaged."""
TEXTS = frozenset({"scenario", "outcome", "activity", "plan", "verdict", "weeks"})


class Trouble(Exception):
    """A folder that can't be shown.

    Attributes
    ----------
    key : str
        Names the sentence for the visitor.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Found:
    """What a folder says of itself.

    Attributes
    ----------
    name : str
        Its path below the base folder, with ``/``; ``.`` is the base folder.
    study : str
    title : Label or None
    kind : str
        :data:`STUDY` or a kind of question; empty where it can't be told.
    written : str
        When, as ISO 8601 in UTC.
    scenarios, replicates, planned, failed : int or None
        ``failed``: runs that raised.
    version : str
        Of this project, that computed it.
    trouble : str
        Why it can't be shown, as :class:`Trouble`; empty where it can.
    """

    name: str
    study: str = ""
    title: Label | None = None
    kind: str = ""
    written: str = ""
    scenarios: int | None = None
    replicates: int | None = None
    planned: int | None = None
    failed: int = 0
    version: str = ""
    trouble: str = ""

    @property
    def foreign(self) -> bool:
        """Whether another version of this project computed it."""
        return self.version != versions()["kampung"]


@dataclass(frozen=True)
class Opened:
    """A folder that can be shown.

    Attributes
    ----------
    found : Found
    config : StudyConfig
    options : dict
        What was asked beside the experiment; empty for a study.
    tables : dict of str to DataFrame
        Those that every folder of its kind has, whole, by file name.
    files : tuple of str
        What can be downloaded.
    """

    found: Found
    config: StudyConfig
    options: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    files: tuple[str, ...]

    @property
    def sheets(self) -> list[str]:
        """All its tables, by file name, but the one about them."""
        return [name for name in self.files if name.endswith(".csv") and name != CODEBOOK]


class ResultFolders:
    """The folders of results below a base folder.

    Names come from visitors: a name that leaves the base folder, by ``..``, as an absolute path or through
    a symbolic link, is refused before anything is read.

    Parameters
    ----------
    base : Path
    """

    def __init__(self, base: Path) -> None:
        self._given = base

    @cached_property
    def base(self) -> Path:
        """The folder, as the file system names it."""
        return self._given.resolve()

    def all(self) -> list[Found]:
        """Return all folders, the newest first; those of which nothing is known come last."""
        found = [self._look(path) for path in self._candidates()]
        return sorted(found, key=lambda entry: (entry.written, entry.name), reverse=True)

    def open(self, name: str) -> Opened:
        """Return what a folder holds: its tables, never its weekly measures.

        Raises
        ------
        Trouble
            If it lies outside, holds nothing, is unfinished, damaged, or from a version that wrote otherwise.
        """
        folder = self._inside(name)
        found = self._look(folder)
        if found.trouble:
            raise Trouble(found.trouble)
        manifest = read_manifest(folder)
        try:
            config = StudyConfig.model_validate_json(json.dumps(manifest["config"]))
            programmes = config.programmes()
        except (ValidationError, StudyError, ValueError, KeyError, RecursionError):
            raise Trouble("version" if found.foreign else "damaged") from None
        files = tuple(
            sorted(path.name for path in folder.iterdir() if FILE.match(path.name) and _plain(path))
        )
        tables = {}
        for file, columns in NEEDED.get(found.kind, {}).items():
            frame = self.table(name, file, None)
            if not _fits(frame, columns, config, set(programmes)):
                raise Trouble("version" if found.foreign else "damaged")
            tables[file] = frame
        options = manifest.get("options")
        return Opened(found, config, options if isinstance(options, dict) else {}, tables, files)

    def table(self, name: str, file: str, most: int | None = MOST_ROWS) -> pd.DataFrame:
        """Return a table of a folder, one row more than ``most`` where it holds more.

        Raises
        ------
        Trouble
            If it is not there, too large, or no table.
        """
        rows = None if most is None else most + 1
        try:
            return unguarded(pd.read_csv(BytesIO(self.file(name, file)), nrows=rows))
        except pd.errors.EmptyDataError:
            return pd.DataFrame()
        except (ValueError, RecursionError):  # what is no text or no table is a ValueError as well
            raise Trouble("damaged") from None

    def file(self, name: str, file: str) -> bytes:
        """Return a file of a folder as it is.

        Raises
        ------
        Trouble
            If its name is not that of a table or report, or it is not there or too large.
        """
        path = self._inside(name) / file
        if not FILE.match(file) or not _plain(path):
            raise Trouble("damaged")
        if path.stat().st_size > LARGEST:
            raise Trouble("large")
        return path.read_bytes()

    def _candidates(self) -> Iterator[Path]:
        """Yield folders that hold something of their own, level by level."""
        level, visited, given = [self.base], 0, 0
        for _ in range(DEEPEST + 1):
            below: list[Path] = []
            for folder in level:
                inner = [] if (folder / MANIFEST).exists() else _folders_in(folder)
                visited += 1
                below += inner
                # a folder of folders is no result itself
                if not inner and (folder != self.base or (folder / MANIFEST).exists()):
                    given += 1
                    yield folder
                if given >= MOST_FOLDERS or visited >= MOST_VISITED:
                    return
            level = below

    def _inside(self, name: str) -> Path:
        """Return the folder of a name.

        Raises
        ------
        Trouble
            If it is none below the base folder.
        """
        parts = PurePosixPath(name).parts
        if not name or "\0" in name or len(parts) > DEEPEST or {"..", "/", "//"} & set(parts):
            raise Trouble("outside")
        folder = self.base
        for part in parts:
            folder = folder / part
            if folder.is_symlink():
                raise Trouble("outside")
        try:
            there = folder.is_dir() and folder.resolve().is_relative_to(self.base)
        except OSError:
            there = False
        if not there:
            raise Trouble("outside")
        return folder

    def _look(self, folder: Path) -> Found:
        name = folder.relative_to(self.base).as_posix()
        try:
            names = os.listdir(folder)  # noqa: PTH208 - a folder that can't be read is told, not raised
        except OSError:
            return Found(name, trouble="damaged")
        if MANIFEST not in names:
            return Found(name, trouble="nothing" if names else "empty")
        if not _plain(folder / MANIFEST) or (folder / MANIFEST).stat().st_size > LARGEST // 8:
            return Found(name, trouble="damaged")
        try:
            return _said(name, read_manifest(folder))
        except (StudyError, RecursionError):
            return Found(name, trouble="damaged")


def result_folders() -> ResultFolders:
    """Return the folders below the base folder with which the server was started."""
    return ResultFolders(Path(os.environ.get(VARIABLE) or BASE))


def _said(name: str, manifest: dict[str, Any]) -> Found:
    """Return what a manifest says, whatever may be wrong with it."""
    config, kind = manifest["config"], manifest.get("kind", STUDY)
    version = manifest.get("versions")
    try:
        title = Label.model_validate(config.get("title"))
    except ValidationError:
        title = None
    scenarios = manifest.get("scenarios", config.get("scenarios"))
    options = manifest.get("options")
    asked = options.get("replicates") if isinstance(options, dict) else None
    planned = _count(asked or manifest.get("replicates", config.get("replicates")))
    return Found(
        name, str(manifest.get("study", "")), title, kind if kind in (STUDY, *kinds()) else "",
        str(manifest.get("written", "")),
        len(scenarios) if isinstance(scenarios, list | dict) else None,
        _count(manifest.get("replicates_finished", planned)), planned,
        _count(manifest.get("failed_runs")) or 0,
        str(version.get("kampung", "")) if isinstance(version, dict) else "",
        _trouble(manifest, kind),
    )  # fmt: skip


def _trouble(manifest: dict[str, Any], kind: object) -> str:
    state = manifest.get("state")
    if state in ("running", "stopped"):
        return str(state)
    if not is_of_shard(manifest, WHOLE):
        return "shard"
    if "record_weeks" in manifest["config"]:
        return "stage"
    if kind not in (STUDY, *kinds()):
        return "version"
    return "" if state == "finished" else "damaged"


def _fits(frame: pd.DataFrame, columns: tuple[str, ...], config: StudyConfig, scenarios: set[str]) -> bool:
    """Tell whether a table holds what it must: numbers where numbers stand, names the experiment knows."""
    if not set(columns) <= set(frame.columns):
        return False
    known = {"outcome": set(config.outcomes), "scenario": scenarios}
    for column in columns:
        if column in TEXTS:
            if column in known and not set(frame[column]) <= known[column]:
                return False
        elif len(frame) and not (_numbers(frame[column]) and not np.isinf(frame[column]).any()):
            return False
    return frame.empty or "week" not in columns or bool((frame["week"] % 1 == 0).all())


def _numbers(column: "pd.Series[Any]") -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder that are no links, in order."""
    try:
        return sorted(path for path in folder.iterdir() if not path.is_symlink() and path.is_dir())
    except OSError:
        return []


def _plain(path: Path) -> bool:
    """Tell whether a file is one: no link, which may lead elsewhere, and no pipe, which never ends."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False
