"""Hooks of the site's build: the generated pages are brought up to date, and the gallery gets pictures.

Below every text drawing in the gallery stands the same view as SVG. These images are made while the site is built.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import generate

import topodraw

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_PAGE = "gallery.md"
_DRAWING = re.compile(
    r"^<!-- topodraw start \.\./(?P<file>samples/(?P<name>[^/]+)/\S+)(?: --view (?P<view>\w+))? -->\n"
    r".*?^<!-- topodraw end -->\n",
    re.MULTILINE | re.DOTALL,
)


def on_pre_build(config: MkDocsConfig) -> None:
    """Generate what is stale. A test fails on stale pages, so what is committed is what the site shows."""
    if generate.main([]) != 0:
        raise SystemExit("the documentation could not be generated")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Follow every drawing in the gallery by its picture."""
    if page.file.src_uri != _PAGE:
        return markdown
    return _DRAWING.sub(lambda drawing: _with_picture(drawing, config, files), markdown)


def _with_picture(drawing: re.Match[str], config: MkDocsConfig, files: Files) -> str:
    from mkdocs.structure.files import File

    view = drawing["view"] or "topology"
    source = Path(config.docs_dir).parent / drawing["file"]
    picture = topodraw.draw(source, "svg", view=view)
    target = f"gallery/{drawing['name']}-{view}.svg"
    files.append(File.generated(config, target, content=str(picture)))
    return f"{drawing[0]}\n![{drawing['name']}, {view}]({target})\n"
