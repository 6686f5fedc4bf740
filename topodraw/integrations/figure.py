"""A figure: the topology that a page asks for, read and drawn within the page's bounds."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from topodraw.draw import load
from topodraw.drawing_options import draw_topology, reading_options, seen_from
from topodraw.errors import Location, Problem, SourceError
from topodraw.integrations.cache import Cache, Entry, key_of
from topodraw.integrations.page import Page, shown
from topodraw.integrations.request import Request
from topodraw.model import Topology
from topodraw.source import Source, Sources, is_within

__all__ = ["Subject", "draw_figure", "load_subject"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure shows."""

    topology: Topology
    warnings: tuple[Problem, ...]
    """What is suspicious in it, where somebody who works in this directory finds it."""
    text: str
    """The topology as it stands in its file, or in the page."""
    digest: str
    """What everything that was read comes to, wherever it lies."""


def load_subject(request: Request, body: str, page: Page, watch: Callable[[Path], object]) -> Subject:
    """Return the topology that a request names, or else that its body holds.

    A problem of the body has the page's name and the body's lines. `watch` is told of every file and folder that
    takes part, also of those that cannot be understood, and of files that would take part if they were there.

    Raises SourceError.
    """
    sources = Sources(page.root)
    start = _in_page(body, page) if request.src is None else _named(request.src, page)
    try:
        asked = reading_options(request.options, lambda name: str(_named(name, page)))
        topology = load(start, sources=sources, **asked)
    finally:
        for path in sources.stamps.paths:
            watch(path.resolve())
    read = [(os.path.relpath(source.path or page.folder, page.root), source.text) for source in sources.files.values()]
    text = sources.files[topology.files[0]].text
    return Subject(seen_from(topology, page.root), topology.warnings, text, key_of(*read))


def draw_figure(subject: Subject, request: Request, format: str, cache: Cache, id_prefix: str | None = None) -> Entry:
    """Return the drawing of a subject in a format, with what is to be said about it; from the cache where it is there.

    Raises TopodrawError when it cannot be drawn, or not be kept.
    """
    key = key_of(subject.digest, request.identity(), format, id_prefix)
    kept = cache.get(key)
    if kept is None:
        kept = _drawn(subject.topology, request, format, id_prefix)
        cache.put(key, kept)
    return kept


def _drawn(topology: Topology, request: Request, format: str, id_prefix: str | None) -> Entry:
    from topodraw.layout.reasons import contradictions

    # Without engines: nothing that stands in a page starts a program.
    options = argparse.Namespace(**vars(request.options), engines={}, id_prefix=id_prefix)
    drawing = draw_topology(topology, options, format)
    return Entry(str(drawing), tuple(contradictions(drawing.tiers)) if drawing.tiers else ())


def _in_page(body: str, page: Page) -> Source:
    return Source(page.name, body, page.path or page.folder / "page.md")


def _named(src: str, page: Page) -> Path:
    """Return the file or folder that a page names, relative to the working directory."""
    wanted = [] if Path(src).is_absolute() else page.candidates(src)
    inside = [path for path in wanted if is_within(path, page.root)]
    found = next((path for path in inside if path.exists()), None)
    if found is not None:
        return Path(os.path.relpath(found.resolve()))
    reasons = [f"no such file; looked for {_list(inside)}"] if inside else []
    if len(inside) < len(wanted) or not wanted:
        outside = f"{_list(path for path in wanted if path not in inside)} lies" if inside else "lies"
        reasons.append(f"{outside} outside of {shown(page.root)!r}, and a page shows files below it only")
    raise SourceError(Problem(Location(src), "; ".join(reasons)))


def _list(paths: Iterable[Path]) -> str:
    return " and ".join(repr(shown(path)) for path in paths)
