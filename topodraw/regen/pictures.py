"""What the words of a marker ask for, drawn; and what a document may ask for at all."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from topodraw.arguments import UsageError
from topodraw.drawing import Drawing
from topodraw.drawing_options import draw_topology, load_confined, parse_words, reading_options, seen_from, split_words
from topodraw.errors import SourceError, ToolNotFound
from topodraw.model import Topology
from topodraw.output import as_bytes, suffix_of
from topodraw.regen.links import IMAGES, Link, dark_name
from topodraw.source import is_within

__all__ = ["Labs", "Permissions", "Picture", "Place", "make_picture"]

_VIEWS = {"bgp": "BGP sessions", "isis": "IS-IS", "as": "autonomous systems"}
"""View -> how a picture of it is called; by its own name otherwise."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the user, not the document, allows labs to use while they are read and drawn."""

    env: Mapping[str, str] | None = None
    engine: Literal["auto", "native", "netlab"] = "auto"
    allow_plugins: bool = False
    timeout: float = 60
    engines: Mapping[str, str] = field(default_factory=dict)
    """Programs that may draw, by name; none unless the user says so."""

    def reading(self) -> dict[str, Any]:
        """Return what `topodraw.draw.load` is told of it."""
        names = ("env", "engine", "allow_plugins", "timeout")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is."""

    name: str
    """As it is reported: relative to the working directory."""
    path: Path
    """Resolved."""
    root: Path
    """The repository, or the document's folder where there is none. Resolved."""

    @property
    def folder(self) -> Path:
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for a document: text that stands in it, or files beside it and the link to them."""

    format: str
    text: str | None
    link: Link | None
    files: Mapping[Path, bytes]
    topology: Topology
    notes: tuple[str, ...] = ()
    """What was done to fit a width."""


class Labs:
    """Labs read so far: a document often shows several views of one, and several documents the same lab."""

    def __init__(self, permissions: Permissions) -> None:
        self.permissions = permissions
        self._read: dict[tuple[Any, ...], Topology | SourceError] = {}

    def load(self, args: argparse.Namespace, place: Place) -> Topology:
        """Return the lab that a marker names. Raises SourceError, the same one for the same lab."""
        file = os.path.realpath(place.folder / args.file)
        asked = reading_options(args, lambda name: os.path.realpath(place.folder / name))
        key = (file, args.file == "-", place.root, repr(asked))
        if key not in self._read:
            try:
                self._read[key] = load_confined(args, place.folder, place.root, **self.permissions.reading())
            except SourceError as error:
                self._read[key] = error
        found = self._read[key]
        if isinstance(found, SourceError):
            raise found
        return found


def make_picture(words: str, place: Place, labs: Labs, *, two_themes: bool) -> Picture:
    """Draw what the words of a marker ask for.

    With `two_themes` an image whose marker does not choose a theme is drawn twice, for light and dark pages.

    Raises UsageError for words that make no drawing, SourceError for a lab that cannot be read, and what
    `topodraw.draw.draw` raises.
    """
    from topodraw.draw import resolve_format

    args = parse_words(split_words(words))
    args.engines = labs.permissions.engines
    out = None if args.output in {None, "-"} else args.output
    if args.via and args.via not in args.engines:
        raise UsageError(f"--via {args.via} runs a program; allow that with: topodraw regen --allow-engines")
    format = resolve_format(args.format, out)
    if out:
        _check_target(out, format, place)
    topology = labs.load(args, place)
    notes: list[str] = []
    args.report = notes.append
    if out:
        files, link = _files(topology, args, format, place, two_themes=two_themes)
        return Picture(format, None, link, files, topology, tuple(notes))
    drawing = _draw(topology, args, format, place)
    if not isinstance(drawing.content, str):
        raise UsageError(f"{format} is no text and needs a file of its own: add -o NAME.{format}")
    return Picture(format, drawing.content, None, {}, topology, tuple(notes))


def _files(
    topology: Topology, args: argparse.Namespace, format: str, place: Place, *, two_themes: bool
) -> tuple[dict[Path, bytes], Link]:
    image, out = format in IMAGES, Path(args.output).as_posix()
    target = Path(os.path.realpath(place.folder / out))
    if any(Path(name).resolve() == target for name in topology.files):
        raise UsageError(f"-o {args.output} is the topology itself; name another file")
    alt = topology.title or f"{topology.name}: {_VIEWS.get(args.view, args.view)}"
    alt = args.title or alt
    if not (image and two_themes and args.theme is None):
        return {target: as_bytes(_draw(topology, args, format, place).content)}, Link(alt, out, None, image)
    _check_target(dark_name(out), format, place)
    files = {}
    for theme, name in (("light", out), ("dark", dark_name(out))):
        args.theme = theme
        content = _draw(topology, args, format, place).content
        files[Path(os.path.realpath(place.folder / name))] = as_bytes(content)
    return files, Link(alt, out, dark_name(out), image)


def _draw(topology: Topology, args: argparse.Namespace, format: str, place: Place) -> Drawing:
    try:
        return draw_topology(seen_from(topology, place.folder), args, format)
    except ToolNotFound as error:
        if args.engines:
            raise
        raise UsageError(f"{format} needs a program that draws it: topodraw regen --allow-engines ({error})") from None


def _check_target(out: str, format: str, place: Place) -> None:
    """Raise UsageError when a document may not write a file: it is nobody's but a drawing's, below the root."""
    from topodraw.draw import resolve_format
    from topodraw.errors import UnknownName

    target = Path(os.path.realpath(place.folder / out))
    if not out.isprintable() or Path(out).is_absolute() or not is_within(target, place.root):
        raise UsageError(f"-o {out} is outside of {str(place.root)!r}; a document may write beside itself only")
    if any(part.lower() == ".git" for part in target.relative_to(place.root).parts) or target == place.path:
        raise UsageError(f"-o {out} is no place for a drawing")
    suffix = suffix_of(out)
    try:
        promised = resolve_format(suffix) if suffix else None
    except UnknownName:
        promised = None
    if promised != format and {promised, format} != {"text", "ascii"}:
        raise UsageError(f"-o {out}: the suffix must be that of the format, {format}")
