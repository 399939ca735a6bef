"""Notebooks as pages: run anew at every build, so no output is older than the code."""

from pathlib import Path

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

NAMES = ("tutorial.ipynb", "paper.ipynb")
DOWNLOAD = '\n<a href="{name}" download>This page as a notebook, with its outputs</a>\n'


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put a page, its pictures and the notebook with its outputs in the place of each notebook.

    Raises
    ------
    CellExecutionError
        If a cell fails.
    """
    kept = [file for file in files if file.src_uri not in NAMES]
    for name in NAMES:
        kept += _page(name, config)
    return Files(kept)


def _page(name: str, config: MkDocsConfig) -> list[File]:
    """Return the files of the page of a notebook."""
    notebook = nbformat.read(Path(config.docs_dir) / name, as_version=4)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": config.docs_dir}}).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            shown = output.get("data", {})
            if shown.get("text/html", "").startswith("<svg"):
                # a drawing among the words would be read as Markdown: it becomes a file
                shown["image/svg+xml"] = shown.pop("text/html")
    made = [File.generated(config, name, content=nbformat.writes(notebook))]
    # pictures of both lie beside each other
    stem = name.removesuffix(".ipynb")
    text, resources = MarkdownExporter().from_notebook_node(
        notebook, resources={"unique_key": stem, "output_files_dir": f"{stem}_files"}
    )
    # tables of pandas bring a style of their own, which the site's replaces
    for line in ('<table border="1" class="dataframe">', '<tr style="text-align: right;">'):
        text = text.replace(line, line.split(" ")[0] + ">")
    heading, _, rest = text.partition("\n\n")
    page = f"{heading}\n{DOWNLOAD.format(name=name)}\n{rest}"
    made.append(File.generated(config, f"{stem}.md", content=page))
    made += [File.generated(config, place, content=data) for place, data in resources["outputs"].items()]
    return made
