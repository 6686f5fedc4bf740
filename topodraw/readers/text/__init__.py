"""Text diagrams as an input: what a drawing shows becomes data again.

One file a step::

    passages    find the diagram: the whole of a plain text, or a fenced block of a Markdown document
    (topodraw.textreader reads it, knowing the grammar alone)
    words       what a line of text says: an address, an AS, a device, an interface
    legend      what the styles of lines mean
    groups      frames and AS lines as groups
    sessions    lines, and full meshes told in titles, as BGP sessions
    wires       lines and bars as links, and all of the lines together
    lab         all of it together

A drawing says less than a lab file: what it does not show is null.
"""

from __future__ import annotations

from typing import Any, ClassVar

from topodraw.located import Map, Seq
from topodraw.model import Topology
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

__all__ = ["TextReader", "read_text"]


class TextReader:
    """Read a text diagram, ours or one drawn by hand in the same grammar (see `topodraw.textreader`)."""

    kind: ClassVar[str] = "text"

    def recognises(self, source: Source, document: Any) -> bool:
        """Tell by a box that stands at the top of the text, or in a fenced block of it; YAML it must not be."""
        from topodraw.readers.text.passages import holds_diagram

        return not isinstance(document, Map | Seq) and holds_diagram(source.text)

    def read(self, source: Source, document: Any, sources: Sources, options: ReadOptions) -> Topology:
        """Return what the drawing shows; raises SourceError where it does not follow the grammar."""
        return read_text(source)


def read_text(source: Source, nth: int | None = None) -> Topology:
    """Return what the text diagram in a source shows; `nth` chooses among several of a Markdown document, from 1.

    Raises SourceError, with the place of everything that does not follow the grammar.
    """
    from topodraw.readers.text.lab import read_lab
    from topodraw.readers.text.passages import find_diagram

    return read_lab(find_diagram(source, nth), source)
