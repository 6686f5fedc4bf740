"""The parts of a template. `at` is where the action of a part begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from topodraw.errors import Location

__all__ = [
    "Action", "Block", "Chain", "Command", "Dot", "Expression", "Field", "Function", "If", "Jump", "Literal", "Node",
    "Pipe", "Range", "Template", "Text", "Variable", "With",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """``.``, the data at hand."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, true, false or nil."""

    value: Any


@dataclass(frozen=True, slots=True)
class Field:
    """``.a.b``"""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """``$x.a.b``; the name includes the dollar sign."""

    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """``(...).a.b``"""

    pipe: Pipe
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """The name of a function, as ``printf`` or ``strings.Split``."""

    name: str


@dataclass(frozen=True, slots=True)
class Command:
    """A value, or a function with its arguments."""

    words: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Pipe:
    """Commands of which each gives its result to the next as its last argument, and the variables that take the last.

    `declares` tells ``:=`` from ``=``.
    """

    commands: tuple[Command, ...]
    variables: tuple[str, ...] = ()
    declares: bool = False


Expression = Dot | Literal | Field | Variable | Chain | Function | Pipe


@dataclass(frozen=True, slots=True)
class Text:
    """What is copied. `at` is where it begins in the file."""

    at: Location
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """``{{ pipe }}``"""

    at: Location
    pipe: Pipe


@dataclass(frozen=True, slots=True)
class Block:
    """What ``if``, ``range`` and ``with`` have in common."""

    at: Location
    pipe: Pipe
    body: tuple[Node, ...] = ()
    otherwise: tuple[Node, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class If(Block):
    """``{{ if }}``; an ``else if`` is an `If` alone in `otherwise`."""


@dataclass(frozen=True, slots=True)
class Range(Block):
    """``{{ range }}``"""


@dataclass(frozen=True, slots=True)
class With(Block):
    """``{{ with }}``"""


@dataclass(frozen=True, slots=True)
class Template:
    """``{{ template "name" pipe }}``"""

    at: Location
    name: str
    pipe: Pipe | None


@dataclass(frozen=True, slots=True)
class Jump:
    """``{{ break }}`` or ``{{ continue }}``"""

    at: Location
    word: str


Node = Text | Action | If | Range | With | Template | Jump
