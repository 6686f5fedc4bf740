"""What a renderer is: the protocol that every one of them, ours or a third party's, follows.

A renderer is a callable registered under the entry-point group ``topodraw.renderers``; the entry point's name is the
format (``dot``) or a file suffix that means it (``gv``). It is called with a tiered `Diagram` and the `RenderOptions`
and returns text, or bytes for a binary format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol, runtime_checkable

from topodraw.diagram import Diagram

__all__ = ["RenderOptions", "Renderer"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a user may ask of any renderer; each takes what it understands. The environment is an argument:
    engines' paths, width and colour are found at the edge (the command line) and handed in here."""

    format: str = "text"
    charset: Literal["box", "rich", "ascii"] = "box"
    color: bool = False
    """Colour the text with ANSI escape sequences."""
    theme: Literal["auto", "light", "dark", "mono"] = "auto"
    """Colours; auto follows the reader's preference for light or dark where the format can, and is light elsewhere."""
    id_prefix: str | None = None
    """For SVG that shares a page with others: the beginning of its ids; None for one derived from the content."""
    width: int | None = None
    """Terminal cells to fit into, None for the natural width."""
    pages: bool = False
    """Cut a text drawing that does not fit the width into pages."""
    direction: Literal["down", "right"] = "down"
    """Where the tiers follow one another to."""
    fold: bool | None = None
    """Fold a frame around one node into a line of the node; None for the renderer's own habit."""
    bundle: Literal["auto", "always", "never"] = "auto"
    """Draw complete meshes between two tiers as one bar, in text: those of more than 16 links, all, or none."""
    legend: bool = True
    pin: bool | None = None
    """Write or use our own positions; None: only where an engine is run that honours them."""
    via: str | None = None
    """The engine to draw svg, png or pdf with: dot or d2; None for the first found."""
    report: Callable[[str], None] | None = None
    """Told what was done to fit the width."""
    engines: Mapping[str, str] = field(default_factory=dict)
    """Paths of the engines found: {"dot": "/usr/bin/dot", "d2": ...}."""


@runtime_checkable
class Renderer(Protocol):
    """The interface of a renderer package's class."""

    media_type: ClassVar[str]
    binary: ClassVar[bool]
    suffixes: ClassVar[tuple[str, ...]]

    def render(self, diagram: Diagram, options: RenderOptions) -> str | bytes:
        """Draw. Raises RenderError when the picture cannot be made."""
        ...
