"""Putting a question and keeping its answer: tables, report, and opening it again."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from inspect import signature
from pathlib import Path
from shlex import join
from typing import TypedDict, Unpack

from simulation.analysis.question import Answer, Question, ask
from simulation.experiment.design import Design
from simulation.files.faults import Fault, StudyError, unknown
from simulation.files.given_path import given_path
from simulation.questions.finished_answer import answer_in, question_of
from simulation.questions.registry import command_words, method_of
from simulation.report.command_line import words_of
from simulation.research_object.crate import write_crate
from simulation.research_object.record import record
from simulation.running.optional import attempted
from simulation.running.run import run_study
from simulation.running.weekly_table import WeeklyTable
from simulation.store.answer_folder import AnswerFolder
from simulation.store.experiment_files import RESOLVED, write_experiment
from simulation.store.manifest import read_manifest
from simulation.store.merge import Shards

RUNS_ALONE = ("model", "measures", "owners_at", "ties_at", "events_at")
"""Arguments of :meth:`simulation.api.Study.run` that change what is run or kept."""


class How(TypedDict, total=False):
    """How a question is put.

    Attributes
    ----------
    workers, executor, done
        As in :func:`simulation.running.run.run_study`.
    out : path
        A new or empty folder for stages, tables and report; by default all stays in memory.
    resume : bool
        Go on with what a stopped one left in ``out``.
    language : str
        Of the report, ``en`` or ``id``.
    """

    workers: int | None
    executor: Executor | None
    done: Callable[[int], None] | None
    out: str | Path | None
    resume: bool
    language: str


def put(question: Question, **how: Unpack[How]) -> Answer:
    """Answer a question, in memory or into a folder.

    Raises
    ------
    KeyboardInterrupt
        If it is stopped; what is finished is kept in the folder.
    StudyError
        If an argument is unknown, or the folder cannot be used.
    """
    _must_be_known(question.kind, how)
    workers, executor, done = how.get("workers"), how.get("executor"), how.get("done")
    out = how.get("out")
    if out is None:
        return ask(question, workers=workers, executor=executor, done=done)
    folder = AnswerFolder(
        given_path(out, "out"),
        question.kind,
        question.config,
        question.options,
        question.libraries,
        resume=how.get("resume", False),
    )
    folder.stages.earlier = question.earlier()
    with folder:

        def run(design: Design, _: str) -> WeeklyTable:
            return folder.stages.run(
                design, lambda stage: run_study(design, stage, workers=workers, executor=executor, done=done)
            )

        try:
            answer = question.answer(run)
            finish_answer(folder, question, answer, how.get("language", "id"))
        except KeyboardInterrupt:
            folder.stop()
            raise
        return answer


def _must_be_known(kind: str, how: Mapping[str, object]) -> None:
    """Refuse arguments that no question has: they would change nothing."""
    own = [name for name in signature(method_of(kind)).parameters if name not in ("config", "how")]
    known = [*own, *How.__annotations__]
    faults = []
    for name in how:
        if name in RUNS_ALONE:
            told = f"only a study is run with it: study.run({name}=...)"
            faults.append(Fault.of(kind, "", f"no question takes {name}", told))
        elif name not in known:
            problem = unknown((), "argument", name, known)
            faults.append(Fault(kind, 0, 0, "", problem.found, problem.allowed, problem.nearest))
    if faults:
        raise StudyError(faults)


def finish_answer(folder: AnswerFolder, question: Question, answer: Answer, language: str) -> Path | None:
    """Write what belongs to an answer; return its report, None where it could not be drawn.

    Parameters
    ----------
    folder : AnswerFolder
        Where its stages lie.
    question, answer
        What was asked, and what was found.
    language : str
        Of the report.
    """
    from simulation.questions.page import write_answer  # noqa: PLC0415 - matplotlib only when it draws

    for name, frame in answer.frames().items():
        folder.write_frame(f"{name}.csv", frame)
    answer.write(folder.path)
    folder.write_failures()
    record(folder, question.config, question.kind, question.libraries, question.package())
    # last: it says that all is there
    manifest = folder.write_manifest("finished", command_of(question))
    page = attempted("report", lambda: write_answer(folder.path, question, answer, manifest, language))
    write_crate(folder.path, manifest)
    return page


def command_of(question: Question) -> str:
    """Return the command that asks a question again in the folder of its answer."""
    return join(["kampung", *words_of(command_words(question.kind), RESOLVED, question.command())])


def merge_answer(shards: Shards, out: Path, language: str) -> Path | None:
    """Answer the question of these shards in a new or empty folder; return its report.

    Parameters
    ----------
    shards : Shards
        The folders of all shards of its only study.
    out : Path
        A new or empty folder.
    language : str
        Of the report.
    """
    question = question_of(shards.folders[0], shards.manifest)
    with AnswerFolder(out, question.kind, question.config, question.options) as folder:

        def run(design: Design, _: str) -> WeeklyTable:
            return folder.stages.run(design, lambda stage: shards.merge(stage, stage.path.name))

        return finish_answer(folder, question, question.answer(run), language)


def report_again(folder: str | Path, language: str) -> Path:
    """Write the report of a finished answer again.

    Raises
    ------
    StudyError
        If it is not finished, or was found by another version.
    """
    from simulation.questions.page import write_answer  # noqa: PLC0415 - see above

    folder = given_path(folder)
    manifest = read_manifest(folder)
    if manifest["state"] != "finished":
        told = f"is {manifest['state']}"
        raise StudyError([Fault.of(folder, "", told, "a finished answer: its command with --resume")])
    question, answer, _ = answer_in(folder, manifest)
    write_experiment(folder, question.config)
    page = write_answer(folder, question, answer, manifest, language)
    write_crate(folder, manifest)
    return page


def open_answer(folder: str | Path) -> Answer:
    """Open the answer in a folder.

    Raises
    ------
    StudyError
        As :func:`report_again`.
    """
    folder = given_path(folder)
    return answer_in(folder, read_manifest(folder))[1]
