"""YAML (and so JSON) with line and column, guarded against hostile input.

The document is built straight from the parser's event stream with a stack of our own: libyaml's composer recurses and
crashes the interpreter on deeply nested input, events do not. Mappings and sequences become `Map` and `Seq`, ordinary
dict and list subclasses that know where each of their entries stands.

Scalars follow one of two tables. `YAML11` is what PyYAML reads, less the traps that no lab file means (sexagesimal
numbers, dates, ``=``); floats keep their source text, because ``65000.10`` may be an AS number. `STRINGS` resolves only
null: containerlab's values are Go strings until a field says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import yaml

from topodraw.errors import Location, Problem, SourceError
from topodraw.source import Source

__all__ = ["STRINGS", "YAML11", "Float", "Map", "Scalars", "Seq", "locate", "parse"]

MAX_DEPTH = 100
MAX_VALUES = 500_000
"""The values of a document counted with every alias expanded; the limit stops alias bombs."""

Mark = tuple[int, int]
Scalars = Callable[[str], Any]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Float(float):
    """A float that still knows how it was written."""

    text: str

    def __new__(cls, text: str, value: float) -> Float:
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __str__(self) -> str:
        return self.text


class Map(dict[Any, Any]):
    """A mapping that knows its file and the (line, column) of its keys and values."""

    __slots__ = ("file", "keys_at", "mark", "values_at")

    def __init__(self, file: str = "", mark: Mark = (1, 1)) -> None:
        super().__init__()
        self.file, self.mark = file, mark
        self.keys_at: dict[Any, Location] = {}
        self.values_at: dict[Any, Location] = {}

    def at(self, key: Any = None) -> Location:
        """Return where a key stands, or where the mapping begins."""
        return self.keys_at.get(key) or Location(self.file, *self.mark)

    def value_at(self, key: Any) -> Location:
        """Return where the value of a key begins, or the best guess there is."""
        return self.values_at.get(key) or self.at(key)

    def put(self, key: Any, value: Any, key_at: Location | None = None, value_at: Location | None = None) -> None:
        """Set an entry together with where it came from."""
        self[key] = value
        if key_at:
            self.keys_at[key] = key_at
        if value_at:
            self.values_at[key] = value_at


class Seq(list[Any]):
    """A sequence that knows its file and the (line, column) of its items."""

    __slots__ = ("file", "items_at", "mark")

    def __init__(self, file: str = "", mark: Mark = (1, 1)) -> None:
        super().__init__()
        self.file, self.mark = file, mark
        self.items_at: list[Location] = []

    def at(self, index: int | None = None) -> Location:
        """Return where an item begins, or where the sequence does."""
        if index is not None and 0 <= index < len(self.items_at):
            return self.items_at[index]
        return Location(self.file, *self.mark)


def locate(value: Any, fallback: Location) -> Location:
    """Return where a mapping or sequence begins; scalars do not know and get the fallback."""
    return value.at() if isinstance(value, Map | Seq) else fallback


def parse(source: Source, scalars: Scalars | None = None, *, first_line: int = 1) -> Any:
    """Return the single document of a source, None when it is empty.

    `first_line` is the line of the file that the text begins in, for text that is a part of its file.
    Raises SourceError, located, for text that is not YAML, duplicate keys, unknown tags, several documents, recursive
    aliases, nesting deeper than 100 and documents of more than 500,000 values.
    """
    return _Builder(source, scalars or YAML11, first_line).document()


class _Builder:
    def __init__(self, source: Source, scalars: Scalars, first_line: int) -> None:
        self.source, self.scalars, self.first_line = source, scalars, first_line
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.open_anchors: set[str | None] = set()
        self.values = 0
        self.stack: list[_Open] = []
        """The containers still being filled, outermost first."""
        self.root: Any = None

    def fail(self, text: str, mark: Mark | None = None) -> NoReturn:
        raise SourceError(Problem(self.source.at(*(mark or (None, None))), text))

    def fail_within(self, text: str, mark: Mark) -> NoReturn:
        """Fail at a mark that counts its lines from where the text begins."""
        self.fail(text, (mark[0] + self.first_line - 1, mark[1]))

    def events(self) -> Iterator[Any]:
        loader = None
        try:
            loader = _Loader(_without_surrogates(self.source.text))
            yield from iter(loader.get_event, None)
        except yaml.MarkedYAMLError as error:
            self.fail_within(*_syntax(error, self.source.text))
        except (yaml.reader.ReaderError, UnicodeEncodeError):
            self.fail_within(*_forbidden(self.source.text))
        finally:
            if loader is not None:
                loader.dispose()

    def document(self) -> Any:
        documents = 0
        scalar, opening, closing, first_line = yaml.ScalarEvent, _OPENING, _CLOSING, self.first_line
        for event in self.events():
            kind = event.__class__
            start = event.start_mark
            mark = (start.line + first_line, start.column + 1)
            if kind is scalar:
                value = self.scalar(event, mark)
                self.count(1, mark)
                if event.anchor:
                    self.anchors[event.anchor] = (value, 1)
                self.close(value, mark)
            elif kind in opening:
                self.open(event, opening[kind], mark)
            elif kind in closing:
                done = self.stack.pop()
                if done.anchor:
                    self.open_anchors.discard(done.anchor)
                    self.anchors[done.anchor] = (done.value, self.values - done.values_before)
                self.close(done.value, done.mark)
            elif kind is yaml.AliasEvent:
                self.close(self.alias(event.anchor, mark), mark)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.fail("holds a second YAML document; a topology is a single one", mark)
        return self.root

    def open(self, event: Any, kind: type[Map | Seq], mark: Mark) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.fail(f"is nested deeper than {MAX_DEPTH} levels, which no topology needs", mark)
        if event.tag and event.tag not in _CONTAINER_TAGS:
            self.fail(f"unknown tag {event.tag!r}; a topology uses plain YAML only", mark)
        self.count(1, mark)
        if event.anchor:
            self.open_anchors.add(event.anchor)
        self.stack.append(_Open(kind(self.source.name, mark), mark, event.anchor, self.values - 1))

    def close(self, value: Any, mark: Mark) -> None:
        """Hand a finished value to the container it stands in."""
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        at = Location(self.source.name, *mark)
        if parent.is_list:
            parent.value.append(value)
            parent.value.items_at.append(at)
        elif parent.key is _NO_KEY:
            self.key(parent, value, at)
        elif parent.key == "<<":
            self.merge(parent.value, value, at)
            parent.key = _NO_KEY
        else:
            parent.value[parent.key] = value
            parent.value.keys_at[parent.key], parent.value.values_at[parent.key] = parent.key_at, at
            parent.key = _NO_KEY

    def key(self, parent: _Open, key: Any, at: Location) -> None:
        where = (at.line or 1, at.column or 1)
        if isinstance(key, Map | Seq):
            self.fail("a key must be a single word, not a list or a mapping", where)
        first = parent.value.keys_at.get(key)
        if first:
            self.fail(f"duplicate key {str(key)!r}, first used in line {first.line}; remove one", where)
        parent.key, parent.key_at = key, at

    def merge(self, into: Map, value: Any, at: Location) -> None:
        for other in value if isinstance(value, Seq) else [value]:
            if not isinstance(other, Map):
                self.fail("'<<' merges mappings only", (at.line or 1, at.column or 1))
            for key, item in other.items():
                if key not in into:
                    into.put(key, item, value_at=other.value_at(key))

    def scalar(self, event: Any, mark: Mark) -> Any:
        if event.tag and event.tag != "!":
            convert = _SCALAR_TAGS.get(event.tag)
            if convert is None:
                self.fail(f"unknown tag {event.tag!r}; a topology uses plain YAML only", mark)
            try:
                return convert(event.value)
            except ValueError:
                self.fail(f"{event.value!r} does not fit its tag {event.tag!r}", mark)
        return self.scalars(event.value) if event.implicit[0] else event.value

    def alias(self, anchor: str | None, mark: Mark) -> Any:
        if anchor in self.open_anchors:
            self.fail(f"alias *{anchor} contains itself", mark)
        if anchor is None or anchor not in self.anchors:
            self.fail(f"alias *{anchor} names no anchor before it", mark)
        value, size = self.anchors[anchor]
        self.count(size, mark)
        return value

    def count(self, values: int, mark: Mark) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            self.fail(f"grows beyond {MAX_VALUES:,} values once its aliases are expanded", mark)


_NO_KEY: Any = object()
_OPENING: dict[type, type[Map | Seq]] = {yaml.MappingStartEvent: Map, yaml.SequenceStartEvent: Seq}
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Open:
    """A container still being filled."""

    __slots__ = ("anchor", "is_list", "key", "key_at", "mark", "value", "values_before")

    def __init__(self, value: Any, mark: Mark, anchor: str | None, values_before: int) -> None:
        self.value, self.mark, self.anchor, self.values_before = value, mark, anchor, values_before
        self.is_list = isinstance(value, Seq)
        self.key: Any = _NO_KEY
        self.key_at: Location | None = None


_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def _without_surrogates(text: str) -> str:
    """Return JSON text with the escapes of surrogate pairs, which YAML does not know, as one escape each."""

    def joined(pair: re.Match[str]) -> str:
        return f"{pair[1]}\\U{0x10000 + ((int(pair[2], 16) - 0xD800) << 10) + int(pair[3], 16) - 0xDC00:08x}"

    return _PAIR.sub(joined, text) if _is_json(text) else text


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _forbidden(text: str) -> tuple[str, Mark]:
    match = _FORBIDDEN.search(text)
    start = match.start() if match else 0
    line = text.count("\n", 0, start) + 1
    shown = f" (U+{ord(text[start]):04X})" if match else ""
    return f"contains a character that YAML does not allow{shown}", (line, start - text.rfind("\n", 0, start))


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[str, Mark]:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    content = lines[line - 1] if line <= len(lines) else ""
    if not _is_json(text) and content[: len(content) - len(content.lstrip())].count("\t"):
        return "a tab may not indent YAML; use spaces", (line, content.index("\t") + 1)
    problem = error.problem or "cannot be parsed"
    return f"not valid YAML: {problem}{f' ({error.context})' if error.context else ''}", (line, column)


_INT = re.compile(r"[-+]?(?:0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]*|[1-9][0-9_]*)")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)")
_WORDS: dict[str, Any] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= {v: True for w in ("yes", "true", "on") for v in (w, w.capitalize(), w.upper())}
_WORDS |= {v: False for w in ("no", "false", "off") for v in (w, w.capitalize(), w.upper())}


def YAML11(text: str) -> Any:  # noqa: N802 - a table with the call of a function
    """Resolve a plain scalar as YAML 1.1 does, less sexagesimals, timestamps and ``=``.

    >>> [YAML11(t) for t in ("yes", "010", "1_000", "65000:1", "12:30", "")]
    [True, 8, 1000, '65000:1', '12:30', None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789+-.":
        if len(text) < 40 and _INT.fullmatch(text):
            return _integer(text)
        if _FLOAT.fullmatch(text):
            return Float(text, float(text.replace("_", "")))
    return text


def STRINGS(text: str) -> Any:  # noqa: N802
    """Resolve only null; every other plain scalar stays the string it was written as."""
    return None if text in {"", "~", "null", "Null", "NULL"} else text


def _integer(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-").replace("_", "")
    if digits.startswith(("0b", "0x")):
        return sign * int(digits, 0)
    if len(digits) > 1 and digits[0] == "0":
        return sign * int(digits, 8)
    return sign * int(digits)


_YAML = "tag:yaml.org,2002:"
_CONTAINER_TAGS = {f"{_YAML}{name}" for name in ("map", "seq", "set", "omap")} | {"!"}
_SCALAR_TAGS: dict[str, Callable[[str], Any]] = {
    f"{_YAML}str": str,
    f"{_YAML}int": _integer,
    f"{_YAML}float": lambda text: Float(text, float(text)),
    f"{_YAML}bool": lambda text: _WORDS[text.lower()] if text.lower() in _WORDS else bool(text),
    f"{_YAML}null": lambda text: None,
}
