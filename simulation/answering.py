"""Putting a question and keeping its answer: tables, report, and opening it again."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import TypedDict, Unpack

from simulation.analysis.question import Answer, Question, Run, ask
from simulation.analysis.questions import answer_in
from simulation.analysis.robustness import headlines, robustness
from simulation.study.answer_folder import AnswerFolder
from simulation.study.design import Design
from simulation.study.faults import Fault, StudyError
from simulation.study.manifest import read_manifest
from simulation.study.run import run_study
from simulation.study.table import WeeklyTable


class How(TypedDict, total=False):
    """How a question is put.

    Attributes
    ----------
    workers, executor, done
        As in :func:`simulation.study.run.run_study`.
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
    """
    workers, executor, done = how.get("workers"), how.get("executor"), how.get("done")
    out = how.get("out")
    if out is None:
        return ask(question, workers=workers, executor=executor, done=done)
    folder = AnswerFolder(
        Path(out), question.kind, question.config, question.options, resume=how.get("resume", False)
    )
    with folder:

        def run(design: Design, _: str) -> WeeklyTable:
            return folder.stages.run(
                design, lambda stage: run_study(design, stage, workers=workers, executor=executor, done=done)
            )

        try:
            answer = question.answer(run)
            finish_answer(folder, question, answer, run, how.get("language", "id"))
        except KeyboardInterrupt:
            folder.stop()
            raise
        return answer


def finish_answer(folder: AnswerFolder, question: Question, answer: Answer, run: Run, language: str) -> Path:
    """Write what belongs to an answer; return its report.

    Parameters
    ----------
    folder : AnswerFolder
        Where its stages lie.
    question, answer
        What was asked, and what was found.
    run : callable
        Runs a further stage, for what every report says.
    language : str
        Of the report.
    """
    from simulation.report.answer_page import write_answer  # noqa: PLC0415 - matplotlib only when it draws

    for name, frame in answer.frames().items():
        folder.write_frame(f"{name}.csv", frame)
    answer.write(folder.path)
    config = question.config
    folder.write_frame("robustness.csv", robustness(config, run, headlines(config)))
    folder.write_failures()
    manifest = folder.write_manifest("finished")
    return write_answer(folder.path, question, answer, manifest, language)


def report_again(folder: str | Path, language: str) -> Path:
    """Write the report of a finished answer again.

    Raises
    ------
    StudyError
        If it is not finished, or was found by another version.
    """
    from simulation.report.answer_page import write_answer  # noqa: PLC0415 - see above

    folder = Path(folder)
    manifest = read_manifest(folder)
    if manifest["state"] != "finished":
        told = f"is {manifest['state']}"
        raise StudyError([Fault.of(folder, "", told, "a finished answer: its command with --resume")])
    question, answer, _ = answer_in(folder, manifest)
    return write_answer(folder, question, answer, manifest, language)


def open_answer(folder: str | Path) -> Answer:
    """Open the answer in a folder.

    Raises
    ------
    StudyError
        As :func:`report_again`.
    """
    return answer_in(Path(folder), read_manifest(Path(folder)))[1]
