"""The Topology as JSON, and back, without loss: ``from_json(to_json(topology)) == topology``.

The form is the one of ``topodraw inspect --json``. The keys of one object stand in a table, in the order in which they
are written; what a table marks as extra is written only where it differs from its default. Reading takes the same
tables, so a hand-written document may leave out whatever has a default.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_args

from topodraw.errors import Location, Problem, Report, suggestion
from topodraw.located import Map, Seq, locate
from topodraw.model import Endpoint, Group, Hints, Layer, Link, Node, Preferences, Session, SessionKind, Topology
from topodraw.source import Source

__all__ = ["dumps", "from_json", "plain", "to_json"]

Decode = Callable[["_Reading", Any, Location, str], Any]
"""Turn a JSON value into the model's; the text names the value in messages."""


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of an object: its name in JSON and in the model, and how it is read back."""

    name: str
    decode: Decode
    required: bool = False
    extra: bool = False
    """Written only where it differs from the default."""


# ---------------------------------------------------------------------------------------------------- writing


def to_json(topology: Topology) -> dict[str, Any]:
    """Return a topology as JSON data: dicts, lists, text, numbers; lists in the order of the file."""
    source = plain(_Origin(topology.kind, topology.file, topology.files))
    return {"name": topology.name, "source": source} | {
        key.name: [_warning(problem) for problem in topology.warnings] if key.name == "warnings" else value
        for key, value in ((key, plain(getattr(topology, key.name))) for key in _TOP if _is_written(key, topology))
    }


def plain(value: Any) -> Any:
    """Return a part of a topology (a Node, a tuple of Links, an address...) as JSON data."""
    if type(value) in KEYS:
        return {key.name: plain(getattr(value, key.name)) for key in KEYS[type(value)] if _is_written(key, value)}
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def _is_written(key: _Key, part: Any) -> bool:
    return not key.extra or getattr(part, key.name) != _DEFAULTS[type(part)].get(key.name)


def _warning(problem: Problem) -> dict[str, Any]:
    where = problem.location
    written: dict[str, Any] = {"file": where.file, "line": where.line, "column": where.column, "text": problem.text}
    return written if problem.severity == "warning" else {**written, "severity": problem.severity}


def dumps(topology: Topology) -> str:
    """Return the JSON text of a topology: UTF-8 as it is, two spaces a level, what is short on one line."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", _layout(to_json(topology), "")) + "\n"


_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML does not allow as it is, or takes for a line break: JSON texts are read back as YAML."""
_WIDTH = 120


def _layout(value: Any, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    items = value.values() if isinstance(value, dict) else value
    if len(indent) + len(flat) < _WIDTH and not any(isinstance(item, dict) for item in items):
        return flat
    inner = indent + "  "
    names = (
        [json.dumps(name, ensure_ascii=False) + ": " for name in value]
        if isinstance(value, dict)
        else [""] * len(value)
    )
    lines = [f"{inner}{name}{_layout(item, inner)}" for name, item in zip(names, items, strict=True)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(lines) + f"\n{indent}{closing}"


# ---------------------------------------------------------------------------------------------------- reading


def from_json(document: Any, source: Source | None = None) -> Topology:
    """Return the topology that a JSON document (of `to_json`, or parsed by `topodraw.located`) describes.

    Keys with a default may be missing, unknown keys give a warning. Only shapes are looked at here; whether the names
    agree with each other is for `topodraw.readers.json_model` to check.

    Raises SourceError, with every problem found and its place in `source`.
    """
    where = (source or Source("<json>", "")).at()
    reading = _Reading(Report())
    given = reading.members(_TOP_KEYS, document, where, "")
    reading.report.check()
    origin = given.pop("source", None) or _Origin()
    warnings = (*given.pop("warnings", ()), *reading.report.warnings)
    return Topology(**given, warnings=warnings, kind=origin.kind, file=origin.file, files=origin.files)


def part_from_json(cls: type[Any], data: Mapping[str, Any], where: Location, report: Report, **given: Any) -> Any:
    """Return one part of a topology (`cls`: Node, Link...) out of attributes that come from anywhere.

    `given` are values of the model itself, among them all that have no default. What `data` has beyond the part's keys
    is passed over, and a value that does not fit is left out with a warning.
    """
    values = given
    for key in KEYS[cls]:
        if key.name in data and key.name not in given:
            reading = _Reading(Report())
            value = key.decode(reading, data[key.name], where, key.name)
            for problem in reading.report.errors:
                report.warn(where, f"{problem.text}; it is left out")
            if not reading.report.errors:
                values[key.name] = value
    return cls(**values)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass over a document; every problem is reported and reading goes on, what it returns is void then."""

    report: Report

    def wrong(self, where: Location, what: str, wanted: str, value: Any) -> Any:
        self.report.error(where, f"{what or 'the topology'} must be {wanted}, not {_shown(value)}")

    def members(self, keys: tuple[_Key, ...], data: Any, where: Location, what: str) -> dict[str, Any]:
        """Return the values of an object's keys that are there."""
        if not isinstance(data, Mapping):
            return self.wrong(locate(data, where), what, "a mapping", data) or {}
        known = {key.name: key for key in keys}
        values = {}
        for name, value in data.items():
            if name in known:
                values[name] = known[name].decode(self, value, _value_at(data, name, where), _path(what, name))
            else:
                hint = suggestion(str(name), known, at_most=0)
                self.report.warn(
                    _key_at(data, name, where), f"{_path(what, name)} is no known key; it is ignored{hint}"
                )
        for key in keys:
            if key.required and key.name not in data:
                self.report.error(locate(data, where), f"{what or 'the topology'} has no {key.name!r}")
        return values


def _path(what: str, key: Any) -> str:
    return f"{what}.{key}" if what else str(key)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "null" if value is None else f"{str(value)!r}"[:60]


def _value_at(data: Mapping[Any, Any], name: Any, where: Location) -> Location:
    return data.value_at(name) if isinstance(data, Map) else where


def _key_at(data: Mapping[Any, Any], name: Any, where: Location) -> Location:
    return data.at(name) if isinstance(data, Map) else where


def _scalar(wanted: str, *types: type[Any]) -> Decode:
    """Return a decoder that takes exactly these types (a bool is no int here)."""

    def decode(reading: _Reading, value: Any, where: Location, what: str) -> Any:
        fits = isinstance(value, types) and (bool in types or not isinstance(value, bool))
        return value if fits else reading.wrong(where, what, wanted, value)

    return decode


def _one_of(*words: str) -> Decode:
    def decode(reading: _Reading, value: Any, where: Location, what: str) -> Any:
        if isinstance(value, str) and value in words:
            return value
        return reading.wrong(where, what, f"one of {', '.join(words)}", value)

    return decode


def _address(reading: _Reading, value: Any, where: Location, what: str) -> Any:
    if value is None or value is True or isinstance(value, str):
        return value
    return reading.wrong(where, what, "an address, true for unnumbered or null", value)


def _list(item: Decode) -> Decode:
    def decode(reading: _Reading, value: Any, where: Location, what: str) -> Any:
        if not isinstance(value, list | tuple):
            return reading.wrong(where, what, "a list", value)
        places = [value.at(i) if isinstance(value, Seq) else where for i in range(len(value))]
        return tuple(item(reading, v, at, f"{what}[{i}]") for i, (v, at) in enumerate(zip(value, places, strict=True)))

    return decode


def _mapping(item: Decode) -> Decode:
    def decode(reading: _Reading, value: Any, where: Location, what: str) -> Any:
        if not isinstance(value, Mapping):
            return reading.wrong(where, what, "a mapping", value)
        for name in value:
            if not isinstance(name, str):
                reading.wrong(_key_at(value, name, where), f"{what}: a key", "text", name)
        return {k: item(reading, v, _value_at(value, k, where), _path(what, k)) for k, v in value.items()}

    return decode


def _optional(decode: Decode) -> Decode:
    return lambda reading, value, where, what: None if value is None else decode(reading, value, where, what)


def _object(cls: type[Any]) -> Decode:
    def decode(reading: _Reading, value: Any, where: Location, what: str) -> Any:
        values = reading.members(KEYS[cls], value, where, what)
        return None if reading.report.errors else cls(**values)

    return decode


def _problem(reading: _Reading, value: Any, where: Location, what: str) -> Any:
    values = reading.members(_WARNING_KEYS, value, where, what)
    if reading.report.errors:
        return None
    place = Location(values["file"], values.get("line"), values.get("column"))
    return Problem(place, values["text"], values.get("severity", "warning"))


# ----------------------------------------------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class _Origin:
    """The ``source`` of a document."""

    kind: str = "topodraw"
    file: str | None = None
    files: tuple[str, ...] = ()


_TEXT = _scalar("text", str)
_NAME = _scalar("text or null", str, type(None))
_COUNT = _scalar("a whole number or null", int, type(None))
_FLAG = _scalar("true or false", bool)
_SWITCH = _scalar("true, false or null", bool, type(None))
_TEXTS = _list(_TEXT)
_WORDS = _mapping(_TEXT)


def _required(name: str, decode: Decode) -> _Key:
    return _Key(name, decode, required=True)


def _extra(name: str, decode: Decode) -> _Key:
    return _Key(name, decode, extra=True)


KEYS: dict[type[Any], tuple[_Key, ...]] = {}
"""The keys of each part of a topology, in the order they are written."""

KEYS[Hints] = (
    *(_extra(name, _COUNT) for name in ("rank", "order")),
    *(_extra(name, _FLAG) for name in ("hide", "segment")),
    *(_extra(name, _COUNT) for name in ("x", "y")),
    *(_extra(name, _NAME) for name in ("icon", "url", "color", "fill", "width")),
    _extra("classes", _TEXTS),
    _extra("raw", _mapping(_WORDS)),
)
KEYS[Node] = (
    _required("name", _TEXT),
    _Key("device", _NAME),
    _Key("role", _NAME),
    _Key("asn", _COUNT),
    _Key("route_reflector", _FLAG),
    _Key("loopback", _NAME),
    _Key("isis_area", _NAME),
    _Key("tier", _COUNT),
    _Key("pseudo", _FLAG),
    _extra("bgp", _FLAG),
    _extra("modules", _TEXTS),
    _extra("title", _NAME),
    _extra("unmanaged", _FLAG),
    _extra("hints", _object(Hints)),
)
KEYS[Endpoint] = (
    _required("node", _TEXT),
    _Key("interface", _NAME),
    _Key("ipv4", _address),
    _Key("ipv6", _address),
    *(_extra(name, _NAME) for name in ("vrf", "isis", "vlan", "bgp_role")),
    _extra("order", _COUNT),
)
KEYS[Link] = (
    _Key("kind", _TEXT),
    _Key("name", _NAME),
    _Key("prefix", _optional(_WORDS)),
    _Key("bridge", _NAME),
    _Key("role", _NAME),
    _extra("directed", _FLAG),
    _extra("hints", _object(Hints)),
    _required("endpoints", _list(_object(Endpoint))),
)
KEYS[Session] = (
    _required("a", _TEXT),
    _required("b", _TEXT),
    _required("kind", _one_of(*get_args(SessionKind))),
    _Key("vrf", _NAME),
    _Key("families", _TEXTS),
    _Key("rr_client", _NAME),
    _Key("one_sided", _FLAG),
    _extra("link", _COUNT),
    *(_extra(name, _NAME) for name in ("role_a", "role_b")),
    _extra("layer", _optional(_one_of(*get_args(Layer)))),
)
KEYS[Group] = (
    _required("name", _TEXT),
    _required("kind", _TEXT),
    _required("title", _TEXT),
    _required("members", _TEXTS),
    _Key("parent", _NAME),
)
KEYS[Preferences] = (
    _extra("group_by", _optional(_TEXTS)),
    *(_extra(name, _SWITCH) for name in ("interface_labels", "node_addresses", "route_reflectors", "vlans", "vrfs")),
    *(_extra(name, _TEXTS) for name in ("families", "all_nodes")),
    _extra("styles", _mapping(_mapping(_WORDS))),
)
KEYS[_Origin] = (_Key("kind", _TEXT), _Key("file", _NAME), _extra("files", _TEXTS))

_TOP = (
    _Key("nodes", _list(_object(Node))),
    _Key("links", _list(_object(Link))),
    _Key("sessions", _list(_object(Session))),
    _Key("groups", _list(_object(Group))),
    _Key("warnings", _list(_problem)),
    _extra("title", _NAME),
    _extra("preferences", _object(Preferences)),
)
_TOP_KEYS = (_required("name", _TEXT), _Key("source", _object(_Origin)), *_TOP)
_WARNING_KEYS = (
    _required("file", _TEXT),
    _Key("line", _COUNT),
    _Key("column", _COUNT),
    _required("text", _TEXT),
    _extra("severity", _one_of("error", "warning")),
)

_DEFAULTS: dict[type[Any], dict[str, Any]] = {
    cls: {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(cls)
    }
    for cls in (*KEYS, Topology)
}
