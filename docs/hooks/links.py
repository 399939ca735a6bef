"""Links that are right in the repository become right on the site.

What lies outside docs/ is not part of the site: such a link leads to the repository.
A notebook is a page there.
"""

import logging
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

# a warning of this logger fails a strict build
log = logging.getLogger("mkdocs.hooks.links")
OUTSIDE = re.compile(r"\]\(\.\./(?P<path>[^)#]*)(?P<anchor>#[^)]*)?\)")
NOTEBOOK = re.compile(r"(\]\([^):]+)\.ipynb\)")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page with its links changed; a link to what is not there is a fault."""
    root = Path(config.config_file_path).parent

    def outside(link: re.Match[str]) -> str:
        target = root / link["path"]
        if not target.exists():
            log.warning("%s links to ../%s, which does not exist", page.file.src_uri, link["path"])
        kind = "tree" if target.is_dir() else "blob"
        return f"]({config.extra['repository']}/{kind}/main/{link['path']}{link['anchor'] or ''})"

    return NOTEBOOK.sub(r"\1.md)", OUTSIDE.sub(outside, markdown))
