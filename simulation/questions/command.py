"""Asking a question from a command: its stages, its tables, its report."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console

if TYPE_CHECKING:
    from simulation.analysis.question import Answer, Question
    from simulation.experiment.design import Design
    from simulation.running.replicate import Failure
    from simulation.running.weekly_table import WeeklyTable
    from simulation.store.answer_folder import AnswerFolder
    from simulation.terminal.conductor import Conductor
    from simulation.terminal.tables import Sheet


def put(
    question: "Question",
    sheets: "Callable[[Any], Sequence[Sheet]]",
    file: Path,
    options: Mapping[str, object],
    *,
    out: Path | None = None,
    resume: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    language: Literal["id", "en"] = "id",
) -> None:
    """Answer a question into a folder: tables, figures, a report.

    Parameters
    ----------
    question : Question
        What is asked.
    sheets : callable
        Gives the tables to print of the answer.
    file : Path
        The experiment file.
    options : mapping
        Options of the command that decide what is computed and where, for the command that goes on.
    out, resume, workers, scheduler, language
        As the options of the commands.
    """
    from simulation.report.command_line import words_of  # noqa: PLC0415
    from simulation.terminal.conductor import conduct  # noqa: PLC0415 - --help needs none of this
    from simulation.terminal.tables import print_table  # noqa: PLC0415

    def work(folder: "AnswerFolder", conductor: "Conductor") -> "Sequence[Failure]":
        answer, page = answered(question, folder, conductor, language)
        for sheet in sheets(answer):
            print_table(Console(), sheet)
        print(f"{folder.stages.runs:,} runs in {folder.stages.seconds:.1f} s")
        print(f"results: {folder.path}: {', '.join(f'{name}.csv' for name in answer.frames())}")
        if page is not None:
            print(f"report:  {page}")
        return folder.stages.failures

    conduct(
        lambda console: opened(question, out, resume, console),
        work,
        words_of(question.kind, file, {**options, "language": language}),
        parts=question.config.parts(),
        workers=workers,
        scheduler=scheduler,
    )


def answered(
    question: "Question", folder: "AnswerFolder", conductor: "Conductor", language: Literal["id", "en"]
) -> "tuple[Answer, Path | None]":
    """Answer a question into its folder; return the answer and its report, None where it was left out."""
    from simulation.questions.answering import finish_answer  # noqa: PLC0415 - see above

    def run(design: "Design", doing: str) -> "WeeklyTable":
        return folder.stages.run(design, lambda stage: conductor.simulate(stage, doing))

    answer: Answer = question.answer(run)
    return answer, finish_answer(folder, question, answer, language)


def opened(question: "Question", out: Path | None, resume: bool, console: Console) -> "AnswerFolder":
    """Open the folder of a command's answer, as :func:`simulation.terminal.place.place_of` finds it."""
    from simulation.store.answer_folder import AnswerFolder, differences  # noqa: PLC0415
    from simulation.store.locked_folder import stamped  # noqa: PLC0415
    from simulation.terminal.place import place_of  # noqa: PLC0415 - see above

    kind, config, options = question.kind, question.config, question.options
    path, resume = place_of(
        f"{config.name}_{kind}",
        stamped(config.hash()),
        lambda path: True,
        lambda path: not differences(path, kind, config, options),
        out=out,
        resume=resume,
        console=console,
    )
    return AnswerFolder(path, kind, config, options, question.libraries, resume=resume)
