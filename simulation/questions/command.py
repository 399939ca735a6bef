"""Asking a question from a command: its stages, its tables, its report."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console

if TYPE_CHECKING:
    from simulation.analysis.question import Answer, Question
    from simulation.experiment.design import Design
    from simulation.running.replicate import Failure
    from simulation.running.shard import Shard
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
    shard: str | None = None,
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
    out, resume, shard, workers, scheduler, language
        As the options of the commands; a shard is a folder without an answer, for `kampung merge`.
    """
    from simulation.questions.registry import command_words  # noqa: PLC0415
    from simulation.report.command_line import words_of  # noqa: PLC0415
    from simulation.running.shard import WHOLE, share_of  # noqa: PLC0415
    from simulation.terminal.conductor import conduct  # noqa: PLC0415 - --help needs none of this
    from simulation.terminal.tables import print_table  # noqa: PLC0415

    only = None if shard is None else question.only_stage()
    share = WHOLE if shard is None or only is None else share_of(shard, only.replicates)

    def work(folder: "AnswerFolder", conductor: "Conductor") -> "Sequence[Failure]":
        if only is not None:
            simulated_share(question, folder, conductor)
            print(f"shard {share}: {folder.stages.runs:,} runs in {folder.stages.seconds:.1f} s")
            print(f"results: {folder.path}; when all shards are there: kampung merge DIR...")
            return folder.stages.failures
        answer, page = answered(question, folder, conductor, language)
        for sheet in sheets(answer):
            print_table(Console(), sheet)
        print(f"{folder.stages.runs:,} runs in {folder.stages.seconds:.1f} s")
        print(f"results: {folder.path}: {', '.join(f'{name}.csv' for name in answer.frames())}")
        if page is not None:
            print(f"report:  {page}")
        return folder.stages.failures

    conduct(
        lambda console: opened(question, share, out, resume, console),
        work,
        words_of(command_words(question.kind), file, {**options, "language": language}),
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


def simulated_share(question: "Question", folder: "AnswerFolder", conductor: "Conductor") -> None:
    """Simulate a shard of the only study that answers a question, into its folder."""
    only = question.only_stage()
    folder.stages.run(only, lambda stage: conductor.simulate(stage, f"shard {folder.shard}"))
    folder.write_failures()
    folder.write_manifest("finished")


def opened(
    question: "Question", share: "Shard", out: Path | None, resume: bool, console: Console
) -> "AnswerFolder":
    """Open the folder of a command's answer, as :func:`simulation.terminal.place.place_of` finds it."""
    from simulation.store.answer_folder import AnswerFolder, differences  # noqa: PLC0415
    from simulation.store.locked_folder import stamped  # noqa: PLC0415
    from simulation.store.manifest import is_of_shard, read_manifest  # noqa: PLC0415
    from simulation.terminal.place import place_of  # noqa: PLC0415 - see above

    kind, config, options = question.kind, question.config, question.options
    path, resume = place_of(
        f"{config.name}_{kind}",
        stamped(config.hash()) + share.ending,
        lambda path: is_of_shard(read_manifest(path), share),
        lambda path: not differences(path, kind, config, options, share),
        out=out,
        resume=resume,
        console=console,
    )
    folder = AnswerFolder(path, kind, config, options, question.libraries, shard=share, resume=resume)
    folder.stages.earlier = question.earlier()
    return folder
