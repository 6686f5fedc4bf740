"""One document: what it should hold, and what the files beside it should, with every drawing made anew."""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from topodraw.errors import Location, Problem, SourceError, TopodrawError
from topodraw.regen.embedding import embed
from topodraw.regen.languages import language_of
from topodraw.regen.links import link
from topodraw.regen.markers import Block, find_blocks, split_lines
from topodraw.regen.pictures import Labs, Picture, Place, make_picture

__all__ = ["Update", "regenerate"]

_BOM = codecs.BOM_UTF8


@dataclass(frozen=True, slots=True)
class Update:
    """A document with its drawings made anew. With an error among the problems nothing of it may be written."""

    name: str
    """As it is reported."""
    path: Path
    """Resolved."""
    old: bytes = b""
    new: bytes = b""
    files: Mapping[Path, bytes] = field(default_factory=dict)
    """What the files that the document links should hold, by resolved path."""
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def regenerate(name: str, labs: Labs) -> Update:
    """Return a document with its drawings made anew. Nothing is written, nothing raised for what is wrong in it."""
    path = Path(os.path.realpath(name))
    try:
        old = path.read_bytes()
        text = old.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return _failed(name, path, f"is not UTF-8 text (byte {error.start}); its markers cannot be read")
    except OSError as error:
        return _failed(name, path, f"cannot be read: {error.strerror or error}")
    lines = split_lines(text)
    blocks, problems = find_blocks(name, lines)
    if problems:
        return Update(name, path, old, old, problems=tuple(problems))
    work = _Work(Place(name, path, _root(path)), labs)
    for block in blocks:
        work.redraw(block)
    new = old
    if not work.failed:
        fresh = _replaced(lines, blocks, work.bodies)
        work.check(fresh, blocks)
        bom = _BOM if old.startswith(_BOM) else b""
        new = old if work.failed else bom + "".join(fresh).encode()
    return Update(name, path, old, new, work.files, tuple(dict.fromkeys(work.problems)))


def _failed(name: str, path: Path, reason: str) -> Update:
    return Update(name, path, problems=(Problem(Location(name), reason),))


def _root(path: Path) -> Path:
    """Return the top of the repository that a document is in, else the document's folder."""
    return next((folder for folder in path.parents if (folder / ".git").exists()), path.parent)


class _Work:
    """What is made for one document, and what went wrong."""

    def __init__(self, place: Place, labs: Labs) -> None:
        self.place, self.labs = place, labs
        self.language = language_of(place.name).name
        self.bodies: list[list[str]] = []
        self.files: dict[Path, bytes] = {}
        self.problems: list[Problem] = []

    @property
    def failed(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    def redraw(self, block: Block) -> None:
        """Make the body of a block."""
        where = Location(self.place.name, block.start + 1, len(block.lead) + 1)
        try:
            picture = make_picture(block.words, self.place, self.labs, two_themes=self.language == "markdown")
            self.problems += picture.topology.warnings
            self.problems += (Problem(where, note, "warning") for note in picture.notes)
            self.bodies.append(self._body(block, picture))
            self._add_files(where, picture)
        except SourceError as error:
            self.problems += error.problems
            self.problems.append(Problem(where, "this drawing cannot be made: its topology is broken or missing"))
        except TopodrawError as error:
            self.problems.append(Problem(where, str(error)))

    def _body(self, block: Block, picture: Picture) -> list[str]:
        if picture.link:
            return link(block, picture.link)
        return embed(block, picture.text or "", picture.format, prose=self.language != "other")

    def _add_files(self, where: Location, picture: Picture) -> None:
        for path, content in picture.files.items():
            if self.files.setdefault(path, content) != content:
                self.problems.append(Problem(where, f"another drawing goes to the same file, {path.name}"))

    def check(self, lines: Sequence[str], blocks: Sequence[Block]) -> None:
        """Find out whether the markers still are where they should be: no name in a drawing may pass for one."""
        found, problems = find_blocks(self.place.name, lines)
        if problems or [(b.words, b.end - b.start) for b in found] != [
            (block.words, len(body) + 1) for block, body in zip(blocks, self.bodies, strict=True)
        ]:
            where = Location(self.place.name, blocks[0].start + 1 if blocks else None)
            self.problems.append(Problem(where, "a drawing holds text that would be taken for a marker"))


def _replaced(lines: Sequence[str], blocks: Sequence[Block], bodies: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a document with those between markers replaced; nothing else changes, not by a byte."""
    result: list[str] = []
    behind = 0
    for block, body in zip(blocks, bodies, strict=True):
        start = lines[block.start]
        ending = start[len(start.rstrip("\r\n")) :]
        result += lines[behind : block.start + 1]
        result += (line + ending for line in body)
        behind = block.end
    return [*result, *lines[behind:]]
