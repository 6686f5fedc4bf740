"""Rendering: a template's parts and data into text, every piece of it with the line that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from topodraw.errors import Location
from topodraw.readers.containerlab.gotemplate.functions import call
from topodraw.readers.containerlab.gotemplate.nodes import (
    Action,
    Block,
    Chain,
    Command,
    Dot,
    Expression,
    Field,
    Function,
    If,
    Jump,
    Literal,
    Node,
    Pipe,
    Range,
    Template,
    Text,
    Variable,
)
from topodraw.readers.containerlab.gotemplate.printing import shown
from topodraw.readers.containerlab.gotemplate.values import (
    MISSING,
    Absent,
    BadTemplate,
    Failure,
    Unsupported,
    is_true,
    sorted_keys,
    type_name,
)

__all__ = ["Chunk", "Rendering", "render"]

MAX_STEPS = 1_000_000
MAX_OUTPUT = 4 * 1024 * 1024
MAX_TEXT = 1024 * 1024
"""Characters of a text that an expression makes."""
MAX_DEPTH = 150
"""Blocks, parentheses and templates inside one another while a template runs."""
_COST = 8
"""Characters of a text, or items, that a function takes or makes for the price of one step."""

Templates = Callable[[str], Sequence[Node] | None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the output. `copied` tells the template's own text, which begins at `at`, from what was computed."""

    text: str
    at: Location
    copied: bool


@dataclass(frozen=True, slots=True)
class Rendering:
    """The output, and the actions that printed ``<no value>``."""

    chunks: tuple[Chunk, ...]
    missing: tuple[Location, ...]

    @property
    def text(self) -> str:
        return "".join(chunk.text for chunk in self.chunks)


def render(nodes: Sequence[Node], data: Any, templates: Templates) -> Rendering:
    """Return what a template makes of data. `templates` returns the parts of another one by its name.

    Raises BadTemplate where it cannot be rendered or does not come to an end.
    """
    machine = _Machine(data, templates)
    try:
        machine.walk(nodes, _present(data))
    except Failure as failure:
        raise BadTemplate.of(machine.at, failure) from None
    except _Jump:  # refused by the parser; a template that is called cannot leave its caller's loop
        raise BadTemplate(machine.at, "'break' or 'continue' outside of 'range'") from None
    return Rendering(tuple(machine.chunks), tuple(machine.missing))


class _Jump(Exception):
    """``{{ break }}`` or ``{{ continue }}`` on its way to its loop."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class _Machine:
    def __init__(self, data: Any, templates: Templates) -> None:
        self.templates = templates
        self.variables: list[tuple[str, list[Any]]] = [("$", [_present(data)])]
        """Names and values, the innermost last; the value is in a list of one so that ``=`` reaches it."""
        self.chunks: list[Chunk] = []
        self.missing: dict[Location, None] = {}
        self.at = Location("")
        self.steps = self.written = self.depth = 0

    # --------------------------------------------------------------------------------------------------- limits

    def spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise Failure(f"does not end: it takes more than {MAX_STEPS:,} steps, too many for a lab")

    def write(self, text: str, at: Location, *, copied: bool) -> None:
        self.written += len(text)
        if self.written > MAX_OUTPUT:
            raise Failure(f"grows beyond {MAX_OUTPUT // 1024 // 1024} MB, too large for a lab")
        if text:
            self.chunks.append(Chunk(text, at, copied))

    def enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Failure(f"is nested deeper than {MAX_DEPTH} levels; does a template call itself?")

    # --------------------------------------------------------------------------------------------------- parts

    def walk(self, nodes: Sequence[Node], dot: Any) -> None:
        self.enter()
        before = len(self.variables)
        for node in nodes:
            self.at = node.at
            self.spend(1)
            if isinstance(node, Text):
                self.write(node.text, node.at, copied=True)
            elif isinstance(node, Action):
                self.action(node, dot)
            elif isinstance(node, Range):
                self.loop(node, dot)
            elif isinstance(node, Template):
                self.call(node, dot)
            elif isinstance(node, Jump):
                raise _Jump(node.word)
            else:
                self.choice(node, dot)
        del self.variables[before:]
        self.depth -= 1

    def choice(self, node: Block, dot: Any) -> None:
        before = len(self.variables)
        value = self.pipe(node.pipe, dot)
        if is_true(value):
            self.walk(node.body, dot if isinstance(node, If) else value)
        else:
            self.walk(node.otherwise, dot)
        del self.variables[before:]

    def action(self, node: Action, dot: Any) -> None:
        value = self.pipe(node.pipe, dot)
        if node.pipe.variables:
            return
        if value is None or value is MISSING:
            self.missing[node.at] = None
        text = shown(value)
        self.spend(len(text) // _COST)
        self.write(text, node.at, copied=False)

    def loop(self, node: Range, dot: Any) -> None:
        before, depth = len(self.variables), self.depth
        value = self.pipe(Pipe(node.pipe.commands), dot)
        self.spend(_size(value))
        items = _items(value)
        for place, item in items:
            self.at = node.at
            self.spend(1)
            names = node.pipe.variables
            # Over an integer, the only variable is the number; elsewhere it is the element.
            values = (item,) if len(names) == 1 else (place, item)
            for name, given in zip(names, values, strict=False):
                self.set(name, given, node.pipe.declares)
            try:
                self.walk(node.body, item)
            except _Jump as jump:
                self.depth = depth
                if jump.word == "break":
                    break
            finally:
                del self.variables[before:]
        if not items:
            self.walk(node.otherwise, dot)

    def call(self, node: Template, dot: Any) -> None:
        value = self.pipe(node.pipe, dot) if node.pipe is not None else MISSING
        body = self.templates(node.name)
        if body is None:
            raise Failure(f"template {node.name!r} is not defined")
        outer, self.variables = self.variables, [("$", [value])]
        self.walk(body, value)
        self.variables = outer

    # --------------------------------------------------------------------------------------------------- values

    def pipe(self, pipe: Pipe, dot: Any) -> Any:
        self.enter()
        value: Any = MISSING
        for place, command in enumerate(pipe.commands):
            value = _present(self.command(command, dot, [value] if place else []))
        for name in pipe.variables:
            self.set(name, value, pipe.declares)
        self.depth -= 1
        return value

    def command(self, command: Command, dot: Any, last: list[Any]) -> Any:
        self.spend(1)
        first, *others = command.words
        if isinstance(first, Function):
            return self.function(first.name, others, dot, last)
        if others or last:
            raise Failure(f"can't give argument to non-function {_written(first)}")
        return self.value(first, dot)

    def function(self, name: str, words: Sequence[Expression], dot: Any, last: list[Any]) -> Any:
        if name in ("and", "or"):
            return self.junction(name, words, dot, last)
        arguments = [_argument(self.value(word, dot)) for word in words] + [_argument(value) for value in last]
        self.spend(sum(map(_size, arguments)) // _COST)
        try:
            result = call(name, arguments)
        except Failure as failure:
            if None in arguments and not isinstance(failure, Unsupported):
                raise Absent(str(failure)) from None
            raise
        self.spend(_size(result) // _COST)
        if isinstance(result, str) and len(result) > MAX_TEXT:
            raise Failure(f"makes a text of more than {MAX_TEXT // 1024 // 1024} MB, too large for a lab")
        return result

    def junction(self, name: str, words: Sequence[Expression], dot: Any, last: list[Any]) -> Any:
        """Return the first value that decides ``and`` or ``or``; those after it are not looked at."""
        if not words and not last:
            raise Failure(f"wrong number of args for {name}: want at least 1 got 0")
        value: Any = None
        for word in words:
            value = self.value(word, dot)
            if is_true(value) == (name == "or"):
                return value
        return last[0] if last else value

    def value(self, word: Expression, dot: Any) -> Any:
        if isinstance(word, Literal):
            return word.value
        if isinstance(word, Dot):
            return dot
        if isinstance(word, Field):
            return _looked_up(dot, word.names)
        if isinstance(word, Variable):
            return _looked_up(self.variable(word.name)[0], word.names)
        if isinstance(word, Chain):
            return _looked_up(self.pipe(word.pipe, dot), word.names)
        if isinstance(word, Function):
            return self.function(word.name, (), dot, [])
        return self.pipe(word, dot)

    def variable(self, name: str) -> list[Any]:
        """Return the one-element list that holds a variable's value."""
        variable: tuple[str, list[Any]]
        for variable in reversed(self.variables):
            if variable[0] == name:
                return variable[1]
        raise Failure(f"undefined variable {name!r}")

    def set(self, name: str, value: Any, declares: bool) -> None:
        if declares:
            self.variables.append((name, [_present(value)]))
        else:
            self.variable(name)[0] = _present(value)


def _present(value: Any) -> Any:
    return MISSING if value is None else value


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | dict) else 0


def _argument(value: Any) -> Any:
    return None if value is MISSING else value


def _looked_up(value: Any, names: Sequence[str]) -> Any:
    """Return what keys lead to. A key that is not there leads to nothing; what is no mapping has no keys."""
    for name in names:
        if value is MISSING:
            return MISSING
        if value is None:
            raise Absent(f"nil pointer evaluating interface {{}}.{name}")
        if not isinstance(value, dict):
            raise Failure(f"can't evaluate field {name} in type {type_name(value)}")
        value = value.get(name, MISSING)
    return value


def _items(value: Any) -> list[tuple[Any, Any]]:
    """Return what a loop goes over: the keys, or places, and the values."""
    if value is MISSING:
        return []
    if isinstance(value, Mapping):
        return [(key, value[key]) for key in sorted_keys(value)]
    if isinstance(value, list):
        return list(enumerate(value))
    if isinstance(value, int) and not isinstance(value, bool):
        if value > MAX_STEPS:
            raise Failure(f"range over {value:,} does not end: it takes more than {MAX_STEPS:,} steps")
        return [(number, number) for number in range(value)]
    raise (Absent if value is None else Failure)(f"range can't iterate over {shown(value)[:60]}")


def _written(word: Expression) -> str:
    if isinstance(word, Field):
        return "".join(f".{name}" for name in word.names)
    if isinstance(word, Variable):
        return ".".join((word.name, *word.names))
    return shown(word.value) if isinstance(word, Literal) else "." if isinstance(word, Dot) else "(...)"
