"""Indonesian pages say that they are, so that they are read aloud and broken into lines as Indonesian."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the text of a page, marked with its language where that is Indonesian."""
    if page.file.src_uri in config.extra["indonesian"]:
        return f'<div lang="id">{html}</div>'
    return html
