"""Results: what a study or a question left in its folder; comparison, attribution, plan, report, download."""

from datetime import datetime
from typing import Any

import solara
from babel.dates import format_date

from simulation.dashboard.components.attribution import Shares
from simulation.dashboard.components.comparison import Comparison
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.plan_result import PlanTables
from simulation.dashboard.components.result_table import TableFile
from simulation.dashboard.state.result_folders import (
    REPORT,
    STUDY,
    Found,
    Opened,
    ResultFolders,
    Trouble,
    result_folders,
)
from simulation.dashboard.state.session import Session
from simulation.dashboard.words import Words
from simulation.files.spreadsheet import with_decimal_comma
from simulation.questions.words import title

POLICY = (
    '<!doctype html><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:\">"
)
"""Stands before a report: whatever is in it, it runs no script and fetches nothing."""
VIEWS = {STUDY: Comparison, "attribute": Shares, "plan": PlanTables}
"""What is shown of a kind beside its tables."""
TYPES = {"csv": "text/csv", "html": "text/html", "yaml": "application/yaml"}


@solara.component
def Results(session: Session) -> None:
    """Show the page."""
    words = session.words
    looked = solara.use_reactive(0)
    folders = solara.use_memo(result_folders, [])
    found: list[Found] = solara.use_memo(folders.all, [looked.value])
    element("h1", [words.say("results.title")])
    element("p", [words.say("results.about")], classes="k-lead")
    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("results.folders")}
    ):
        element("h2", [words.say("results.folders")])
        if not found:
            element("p", [words.say("results.none", folder=folders.base.name)])
        else:
            with solara.v.Html(tag="ul", class_="k-folders k-scroll"):
                for entry in found:
                    _folder(session, entry)
        Button(words.say("results.again"), lambda: looked.set(looked.value + 1))
    if session.opened.value:
        Folder(session, folders, session.opened.value).key(f"{session.opened.value} {looked.value}")


def _folder(session: Session, entry: Found) -> None:
    words = session.words
    with solara.v.Html(tag="li"):
        Button(
            words.label(entry.title, entry.study or entry.name),
            lambda: session.opened.set(entry.name),
            pressed=entry.name == session.opened.value,
            classes="k-switch-folder",
        )
        element("p", [" · ".join(facts(words, entry))], classes="k-calendar")


def facts(words: Words, entry: Found) -> list[str]:
    """Return what a folder says of itself: what, when, how large, and what is wrong with it."""
    told = [kind_of(words, entry.kind)] if entry.kind else []
    when = date_of(words, entry.written)
    told += [when] if when else []
    if entry.scenarios is not None:
        told.append(words.say("results.scenarios", count=entry.scenarios))
    if entry.replicates is not None:
        told.append(words.say("results.villages", count=words.number(entry.replicates, 0)))
    if entry.trouble:
        told.append(words.say(f"results.state.{entry.trouble}"))
    return [*told, entry.name]


def kind_of(words: Words, kind: str) -> str:
    """Return what a folder answers; a question of another package by its own title."""
    key = f"results.kind.{kind}"
    return words.say(key) if words.says(key) else title(kind, words.language)


def date_of(words: Words, written: str) -> str:
    """Return the day of a time stamp as the language writes it; nothing where it is none."""
    try:
        return str(format_date(datetime.fromisoformat(written), "d MMMM y", locale=words.language))
    except ValueError:
        return ""


@solara.component
def Folder(session: Session, folders: ResultFolders, name: str) -> None:
    """Show a folder, or say why it can't be shown."""
    words = session.words
    opened: Opened | Trouble = solara.use_memo(lambda: _opened(folders, name), [name])
    with solara.v.Html(tag="section", attributes={"aria-label": words.say("results.shown")}):
        if isinstance(opened, Trouble):
            element("p", [words.say(f"results.trouble.{opened.key}")], classes="k-fault", role="alert")
            return
        own = Words(words.language, opened.config.village)
        entry = opened.found
        element("h2", [own.capital(own.label(opened.config.title, opened.config.name))])
        element("p", [" · ".join(facts(words, entry))], classes="k-calendar")
        if entry.failed:
            element("p", [words.say("results.failed", count=entry.failed)], classes="k-fault")
        if entry.foreign:
            element("p", [words.say("results.foreign", version=entry.version)], classes="k-note")
        if entry.kind in VIEWS:
            with solara.v.Html(tag="div", class_="k-panel"):
                VIEWS[entry.kind](session, own, opened)
        with solara.v.Html(tag="div", class_="k-panel"):
            element("h3", [words.say("results.tables")])
            for file in opened.sheets:
                TableFile(own, folders, opened, file)
        Downloads(session, folders, opened)
        Report(session, folders, opened)


@solara.component
def Report(session: Session, folders: ResultFolders, opened: Opened) -> None:
    """Show the report on request, in a frame that runs no script and fetches nothing."""
    words = session.words
    shown = solara.use_reactive(False)
    with solara.v.Html(tag="div", class_="k-panel"):
        element("h3", [words.say("results.report")])
        if REPORT not in opened.files:
            element("p", [words.say("results.no_report")])
            return
        Button(
            words.say("results.close_report" if shown.value else "results.open_report"),
            lambda: shown.set(not shown.value),
            pressed=shown.value,
        )
        if shown.value:
            ReportFrame(session, folders, opened.found.name)


@solara.component
def ReportFrame(session: Session, folders: ResultFolders, name: str) -> None:
    """Show the report of a folder."""
    words = session.words
    page = solara.use_memo(lambda: _text(folders, name), [name])
    if isinstance(page, Trouble):
        element("p", [words.say(f"results.trouble.{page.key}")], classes="k-fault", role="alert")
        return
    title = words.say("results.report")
    element("iframe", classes="k-report", title=title, sandbox="", srcdoc=POLICY + page)


@solara.component
def Downloads(session: Session, folders: ResultFolders, opened: Opened) -> None:
    """Show a button for each file of the folder."""
    words, name = session.words, opened.found.name
    with solara.v.Html(tag="div", class_="k-panel"):
        element("h3", [words.say("results.download")])
        with solara.v.Html(tag="div", class_="k-presets"):
            for file in opened.files:
                Download(session, folders, name, file)
            for file in opened.sheets:
                Download(session, folders, name, file, excel=True)


@solara.component
def Download(session: Session, folders: ResultFolders, name: str, file: str, excel: bool = False) -> None:
    """Show the button of one file; it is read when it is asked for, perhaps for a decimal comma."""
    words = session.words

    def data() -> bytes:
        try:
            whole = folders.file(name, file)
            return with_decimal_comma(whole) if excel else whole
        except Trouble as trouble:  # the folder was taken away meanwhile: an error would end the page
            return words.say(f"results.trouble.{trouble.key}").encode()

    kept = solara.use_memo(lambda: data, [name, file, excel])
    label = words.say("results.download_excel" if excel else "results.download_file", file=file)
    solara.FileDownload(
        kept,
        filename=file.replace(".csv", "_excel.csv") if excel else file,
        mime_type=TYPES[file.rsplit(".", 1)[1]],
        children=[element("button", [label], classes="k-button", type="button")],
    )


def _opened(folders: ResultFolders, name: str) -> Opened | Trouble:
    try:
        return folders.open(name)
    except Trouble as trouble:
        return trouble


def _text(folders: ResultFolders, name: str) -> Any:
    try:
        return folders.file(name, REPORT).decode("utf-8", errors="replace")
    except Trouble as trouble:
        return trouble
