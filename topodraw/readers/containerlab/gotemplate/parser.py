"""The pieces of a template as a tree of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from topodraw.errors import Location
from topodraw.readers.containerlab.gotemplate.functions import is_function
from topodraw.readers.containerlab.gotemplate.lexer import Piece, Token, pieces
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
    With,
)
from topodraw.readers.containerlab.gotemplate.values import BadTemplate, Failure, Unsupported, wrapped
from topodraw.source import Source

__all__ = ["MAX_DEPTH", "parse_template"]

MAX_DEPTH = 100
"""Blocks and parentheses inside one another, and templates that call one another."""
_BLOCKS: dict[str, type[Block]] = {"if": If, "range": Range, "with": With}
_CONSTANTS = {"true": True, "false": False, "nil": None}
_KEYWORDS = (*_BLOCKS, "block", "break", "continue", "define", "else", "end", "template")
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'\"])|.?)", re.DOTALL
)
_PLAIN = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", "'": "'", '"': '"'}
_LONGEST_NUMBER = 64


def parse_template(source: Source) -> dict[str, tuple[Node, ...]]:
    """Return the templates of a text by name: its own under the empty name, and those that it defines.

    Raises BadTemplate.
    """
    parser = _Parser(source)
    parser.templates[""] = parser.body((), 0)[0]
    return parser.templates


class _Parser:
    def __init__(self, source: Source) -> None:
        self.pieces = pieces(source)
        self.templates: dict[str, tuple[Node, ...]] = {}
        self.opened: list[Location] = []
        self.loops = 0

    def body(self, endings: Sequence[str], depth: int) -> tuple[tuple[Node, ...], _Words]:
        """Return the parts up to an action that is one of `endings`, and that action."""
        nodes: list[Node] = []
        for piece in self.pieces:
            if piece.tokens is None:
                nodes.append(Text(piece.at, piece.text))
                continue
            words = _Words(piece)
            try:
                first = words.peek()
                if first is not None and first.kind == "word" and first.text in endings:
                    return tuple(nodes), words
                node = self.action(words, depth)
            except Failure as failure:
                raise BadTemplate.of(words.here(), failure) from None
            if node is not None:
                nodes.append(node)
        if endings:
            raise BadTemplate(self.opened[-1], "a block is not closed: '{{ end }}' is missing")
        return tuple(nodes), _Words(Piece(Location("")))

    def action(self, words: _Words, depth: int) -> Node | None:
        first = words.peek()
        if first is None:
            raise Failure("an action is empty")
        if depth >= MAX_DEPTH:
            raise Failure(f"blocks are nested deeper than {MAX_DEPTH} levels")
        word = first.text if first.kind == "word" else ""
        if word in _KEYWORDS:
            words.next()
        if word in _BLOCKS:
            return self.block(_BLOCKS[word], words, depth)
        if word in ("define", "block"):
            return self.definition(word, words, depth)
        if word == "template":
            return self.call(words)
        if word in ("break", "continue"):
            words.finish()
            if not self.loops:
                raise Failure(f"{word!r} outside of 'range'")
            return Jump(words.at, word)
        if word in ("else", "end"):
            raise Failure(f"unexpected {{{{ {word} }}}}: no block is open")
        pipe = words.pipe(depth)
        words.finish()
        return Action(words.at, pipe)

    def block(self, kind: type[Block], words: _Words, depth: int) -> Node:
        pipe = words.pipe(depth, in_range=kind is Range)
        words.finish()
        self.opened.append(words.at)
        self.loops += kind is Range
        body, ending = self.body(("else", "end"), depth + 1)
        self.loops -= kind is Range
        otherwise: tuple[Node, ...] = ()
        if ending.next().text == "else":
            otherwise = self.alternative(kind, ending, depth)
        else:
            ending.finish()
        self.opened.pop()
        node: Any = kind(words.at, pipe, body, otherwise)
        return node  # type: ignore[no-any-return]

    def alternative(self, kind: type[Block], ending: _Words, depth: int) -> tuple[Node, ...]:
        """Return what follows ``{{ else }}``; ``else if`` and ``else with`` share the ``end`` of their block."""
        following = ending.peek()
        if following is None:
            body, end = self.body(("end",), depth + 1)
            end.next()
            end.finish()
            return body
        if following.text not in ("if", "with") or kind is Range or (kind is If and following.text == "with"):
            raise Failure(f"unexpected {following.text!r} after 'else'")
        ending.next()
        return (self.block(_BLOCKS[following.text], ending, depth + 1),)

    def definition(self, word: str, words: _Words, depth: int) -> Node | None:
        if word == "define" and depth:
            raise Failure("'define' inside a block")
        name = words.name(word)
        pipe = None if word == "define" else words.pipe(depth)
        words.finish()
        self.opened.append(words.at)
        loops, self.loops = self.loops, 0
        body, ending = self.body(("end",), depth + 1)
        ending.next()
        ending.finish()
        self.loops = loops
        self.opened.pop()
        if not _is_empty(body):
            if not _is_empty(self.templates.get(name, ())):
                raise BadTemplate(words.at, f"multiple definition of template {name!r}")
            self.templates[name] = body
        self.templates.setdefault(name, body)
        return None if word == "define" else Template(words.at, name, pipe)

    def call(self, words: _Words) -> Node:
        name = words.name("template")
        pipe = words.pipe(0) if words.peek() is not None else None
        words.finish()
        return Template(words.at, name, pipe)


def _is_empty(body: Sequence[Node]) -> bool:
    return all(isinstance(node, Text) and not node.text.strip() for node in body)


class _Words:
    """The tokens of an action, read from left to right."""

    def __init__(self, piece: Piece) -> None:
        self.at = piece.at
        self.tokens = piece.tokens or ()
        self.place = 0

    def here(self) -> Location:
        return self.tokens[self.place - 1].at if 0 < self.place <= len(self.tokens) else self.at

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise Failure("a value is missing")
        self.place += 1
        return token

    def sees(self, text: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token is not None and token.kind == "sign" and token.text == text

    def finish(self) -> None:
        token = self.peek()
        if token is not None:
            raise Failure(f"unexpected {token.text!r}")

    def name(self, word: str) -> str:
        token = self.peek()
        if token is None or token.kind != "text":
            raise Failure(f"{word!r} wants the name of a template in quotes")
        return _unquoted(self.next().text)

    def pipe(self, depth: int, *, in_range: bool = False) -> Pipe:
        variables, declares = self.variables(in_range)
        commands = [self.command(depth)]
        while self.sees("|"):
            self.next()
            commands.append(self.command(depth))
            if not isinstance(commands[-1].words[0], Function):
                raise Failure("what follows a '|' must be a function")
        return Pipe(tuple(commands), variables, declares)

    def variables(self, in_range: bool) -> tuple[tuple[str, ...], bool]:
        for count, ahead in ((1, 1), (2, 3)):
            if self.sees(":=", ahead) or self.sees("=", ahead):
                tokens = self.tokens[self.place : self.place + ahead]
                names = tuple(token.text for token in tokens[::2])
                if any(token.kind != "variable" for token in tokens[::2]) or (count == 2 and tokens[1].text != ","):
                    raise Failure("only variables such as $x can be set")
                if count == 2 and not in_range:
                    raise Failure("two variables at once can be set by 'range' only")
                self.place += ahead
                return names, self.next().text == ":="
        return (), False

    def command(self, depth: int) -> Command:
        words: list[Expression] = []
        while (token := self.peek()) is not None and not (token.kind == "sign" and token.text in ("|", ")")):
            if words and not token.spaced:
                raise Failure(f"unexpected {token.text!r}; is a space missing?")
            words.append(self.operand(depth))
        if not words:
            raise Failure("a value is missing")
        if len(words) == 1 and words[0] == Literal(None):
            raise Failure("nil is not a command")
        return Command(tuple(words))

    def operand(self, depth: int) -> Expression:
        token = self.next()
        if token.kind == "sign" and token.text == "(":
            if depth >= MAX_DEPTH:
                raise Failure(f"parentheses are nested deeper than {MAX_DEPTH} levels")
            pipe = self.pipe(depth + 1)
            if not self.sees(")"):
                raise Failure("a ')' is missing")
            self.next()
            names = self.fields()
            return Chain(pipe, names) if names else pipe
        if token.kind == "dot":
            return Dot()
        if token.kind == "field":
            return Field((token.text[1:], *self.fields()))
        if token.kind == "variable":
            return Variable(token.text, self.fields())
        if token.kind == "word" and token.text not in _KEYWORDS:
            if token.text in _CONSTANTS:
                return Literal(_CONSTANTS[token.text])
            name = ".".join((token.text, *self.fields()))
            if not is_function(name):
                raise Unsupported(f"the function {name!r}")
            return Function(name)
        if token.kind in _LITERALS:
            return Literal(_LITERALS[token.kind](token.text))
        raise Failure(f"unexpected {token.text!r}")

    def fields(self) -> tuple[str, ...]:
        names = []
        while (token := self.peek()) is not None and token.kind == "field" and not token.spaced:
            names.append(self.next().text[1:])
        return tuple(names)


def _number(text: str) -> int | float:
    if len(text) > _LONGEST_NUMBER:
        raise Failure(f"the number {text[:20]}... is too long")
    digits = text.lstrip("+-").lower()
    sign = -1 if text.startswith("-") else 1
    try:
        if digits.startswith(("0x", "0b", "0o")):
            number: int | float = sign * int(digits, 0)
        elif any(mark in digits for mark in ".e"):
            return sign * float(digits)
        else:
            number = sign * int(digits, 8 if digits[0] == "0" and len(digits) > 1 else 10)
    except ValueError:
        raise Failure(f"bad number {text!r}") from None
    if wrapped(int(number)) != number:
        raise Failure(f"the number {text} is too large")
    return number


def _unquoted(text: str) -> str:
    if text[0] == "`":
        return text[1:-1].replace("\r", "")
    return _ESCAPE.sub(_escaped, text[1:-1])


def _escaped(match: re.Match[str]) -> str:
    code = next((int(digits, 16) for digits in match.groups()[:3] if digits), None)
    if match[4]:
        code = int(match[4], 8)
    if match[5]:
        return _PLAIN[match[5]]
    if code is None or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise Failure(f"the escape {match[0]!r} is not one of Go's")
    return chr(code)


def _char(text: str) -> int:
    character = _unquoted(text)
    if len(character) != 1:
        raise Failure(f"{text} is not one character")
    return ord(character)


_LITERALS: dict[str, Any] = {"number": _number, "text": _unquoted, "char": _char}
