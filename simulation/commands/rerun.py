"""`kampung rerun`: run what a results folder holds again, and say whether the data are the same."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulation.terminal.options import Language, Out, Resume, Scheduler, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulation.repeating.recipe import Recipe
    from simulation.running.replicate import Failure
    from simulation.store.answer_folder import AnswerFolder
    from simulation.store.results_folder import ResultsFolder
    from simulation.terminal.conductor import Conductor

EXIT_DIFFERENT = 1


def rerun(
    folder: Annotated[Path, typer.Argument(help="Folder of finished results: of a study or a question.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="End with exit code 1 where the data have other bytes.")
    ] = False,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Run what a results folder holds again; say whether the bytes are the same, and if not, why."""
    from simulation.files.faults import Fault, StudyError  # noqa: PLC0415 - --help needs none of this
    from simulation.repeating.comparison import compare_folders  # noqa: PLC0415
    from simulation.repeating.recipe import recipe_of  # noqa: PLC0415
    from simulation.report.command_line import words_of  # noqa: PLC0415

    if out is not None and out.resolve() == folder.resolve():
        raise StudyError([Fault.of(out, "--out", "the folder that is run again", "a new or empty folder")])
    recipe = recipe_of(folder)
    options = {"verify": verify, "scheduler": scheduler, "language": language}
    again = words_of(["rerun"], folder, options)
    place = _computed(recipe, again, workers, out, resume, scheduler, language)
    found = compare_folders(folder, place)
    print("\n".join(found.lines()))
    if verify and not found.same:
        raise typer.Exit(EXIT_DIFFERENT)


def _computed(
    recipe: "Recipe",
    again: list[str],
    workers: int | None,
    out: Path | None,
    resume: bool,
    scheduler: str | None,
    language: Literal["id", "en"],
) -> Path:
    """Run a recipe, and return the folder of its results."""
    from simulation.commands.run import opened, simulated  # noqa: PLC0415 - see above
    from simulation.questions import command  # noqa: PLC0415
    from simulation.running.shard import WHOLE  # noqa: PLC0415
    from simulation.terminal.conductor import conduct  # noqa: PLC0415

    config, question = recipe.config, recipe.question
    parts = config.parts()
    places: list[Path] = []

    # runs that fail are rows of data here: whether they are the same ones is what is asked
    def study(folder: "ResultsFolder", conductor: "Conductor") -> "Sequence[Failure]":
        places.append(folder.path)
        simulated(folder, conductor, language)
        return ()

    def answer(folder: "AnswerFolder", conductor: "Conductor") -> "Sequence[Failure]":
        assert question is not None
        places.append(folder.path)
        if recipe.shard == WHOLE:
            command.answered(question, folder, conductor, language)
        else:
            command.simulated_share(question, folder, conductor)
        print(f"results: {folder.path}")
        return ()

    if question is None:
        conduct(
            lambda console: opened(config, recipe.shard, out, resume, console),
            study, again, parts=parts, workers=workers, scheduler=scheduler,
        )  # fmt: skip
    else:
        conduct(
            lambda console: command.opened(question, recipe.shard, out, resume, console),
            answer, again, parts=parts, workers=workers, scheduler=scheduler,
        )  # fmt: skip
    return places[0]
