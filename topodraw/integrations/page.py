"""The page that is being built: which one it is, where its files may lie, and how its host hears of problems."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topodraw.errors import TopodrawError

if TYPE_CHECKING:
    from markdown import Markdown

__all__ = ["Page", "find_page", "shown"]


@dataclass(frozen=True, slots=True)
class Page:
    """Where a figure is to stand."""

    name: str
    """The page in messages."""
    path: Path | None
    """Its file, where the host tells."""
    folder: Path
    """Where its relative paths start."""
    root: Path
    """The folder that nothing outside of is read; relative paths that lead nowhere from the page start here."""
    logger: logging.Logger = field(default_factory=lambda: logging.getLogger("topodraw"))
    """Told of what is suspicious but can be drawn."""

    def candidates(self, src: str) -> list[Path]:
        """Return the files that a page may mean by a relative path, the likeliest first."""
        return list(dict.fromkeys(Path(os.path.normpath(folder / src)) for folder in (self.folder, self.root)))

    def failure(self, message: str) -> Exception:
        """Return the exception that makes the host stop with a message, and nothing but the message."""
        return _exception(tuple(filter(None, map(_loaded, _STOPPING))))(message)


def find_page(md: Markdown, root: str | None = None, page: str | None = None) -> Page:
    """Return the page that Python-Markdown converts, as MkDocs or Zensical tell, else as `page` says.

    `root` is relative to the folder of the site's configuration, which it is by default; without a site both `root` and
    `page` are relative to the working directory.
    """
    if "relpath" in md.treeprocessors and hasattr(md.treeprocessors["relpath"], "file"):
        return _of_mkdocs(md.treeprocessors["relpath"], root)
    if "rendering_context" in md.preprocessors:
        return _of_zensical(md.preprocessors["rendering_context"], root)
    within = Path(root or ".").resolve()
    if page is None:
        return Page("<markdown>", None, within, within)
    path = Path(page).resolve()
    return Page(shown(path), path, path.parent, within)


def shown(path: Path) -> str:
    """Return a path as a message names it: relative to the working directory where it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _of_mkdocs(told: Any, root: str | None) -> Page:
    config, file = told.config, told.file
    home = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    path = Path(config.docs_dir, file.src_uri).resolve()
    known = path if file.abs_src_path and path.is_file() else None  # pages of other plugins may have no file
    # MkDocs counts the warnings of its own loggers under --strict.
    logger = logging.getLogger("mkdocs.plugins.topodraw")
    return Page(shown(path), known, path.parent, (home / (root or ".")).resolve(), logger)


def _of_zensical(told: Any, root: str | None) -> Page:
    home = Path(told.config["root_dir"]).resolve()
    path = (home / told.config["docs_dir"] / told.page.path).resolve()
    return Page(shown(path), path if path.is_file() else None, path.parent, (home / (root or ".")).resolve())


_STOPPING = (
    ("pymdownx.superfences", "SuperFencesException"),  # any other is taken for a fence that is none
    ("mkdocs.exceptions", "PluginError"),  # any other is shown with a traceback
)
"""Module and the class in it of exceptions that stop a build, where the module is loaded."""


def _loaded(exception: tuple[str, str]) -> type[Exception] | None:
    module, name = exception
    found: type[Exception] | None = getattr(sys.modules.get(module), name, None)
    return found


@cache
def _exception(hosts: Iterable[type[Exception]]) -> type[Exception]:
    return type("FigureError", (TopodrawError, *hosts), {"__module__": __name__})
