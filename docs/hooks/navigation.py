"""A page that nobody has put into the navigation is found there all the same, under "More"."""

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

MORE = "More"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the pages that are left over last."""
    known = set(_named(config.nav))
    left = sorted(file.src_uri for file in files.documentation_pages() if file.src_uri not in known)
    if left:
        config.nav.append({MORE: left})
    return files


def _named(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _named(part)
