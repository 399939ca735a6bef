"""The notebook of the tutorial as a page: run anew at every build, so no output is older than the code."""

from pathlib import Path

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

NAME = "tutorial.ipynb"
DOWNLOAD = f'\n<a href="{NAME}" download>This page as a notebook, with its outputs</a>\n'


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the page, its pictures and the notebook with its outputs in the place of the notebook.

    Raises
    ------
    CellExecutionError
        If a cell fails.
    """
    notebook = nbformat.read(Path(config.docs_dir) / NAME, as_version=4)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": config.docs_dir}}).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            shown = output.get("data", {})
            if shown.get("text/html", "").startswith("<svg"):
                # a drawing among the words would be read as Markdown: it becomes a file
                shown["image/svg+xml"] = shown.pop("text/html")
    kept = [file for file in files if file.src_uri != NAME]
    kept.append(File.generated(config, NAME, content=nbformat.writes(notebook)))
    text, resources = MarkdownExporter().from_notebook_node(notebook)
    # tables of pandas bring a style of their own, which the site's replaces
    for line in ('<table border="1" class="dataframe">', '<tr style="text-align: right;">'):
        text = text.replace(line, line.split(" ")[0] + ">")
    heading, _, rest = text.partition("\n\n")
    kept.append(File.generated(config, "tutorial.md", content=f"{heading}\n{DOWNLOAD}\n{rest}"))
    for name, picture in resources["outputs"].items():
        kept.append(File.generated(config, name, content=picture))
    return Files(kept)
