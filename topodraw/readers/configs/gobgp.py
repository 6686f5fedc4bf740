"""GoBGP: its TOML and YAML (or JSON) files, one tree in the shape of the OpenConfig model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from topodraw.errors import Location
from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.data_documents import read_data, value_of
from topodraw.readers.configs.data_trees import grow_data
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import family

__all__ = ["parse_gobgp"]

_ASKED = frozenset({"dynamic-neighbors", "global", "neighbors", "peer-groups"})
_LONGEST_LINE = 10_000
"""Python's TOML reader takes time by the square of a line's dotted keys and stack by its brackets."""
_TABLE = re.compile(r"^[^\S\n]*(?:\[\[?[^\S\n]*[\w.-]+[^\S\n]*\]\]?[^\S\n]*(?:#.*)?$|[\w.-]+[^\S\n]*=)", re.MULTILINE)
_AT = re.compile(
    r"""^[^\S\n]*(?:neighbor-address|neighbor-interface|prefix)[^\S\n]*=[^\S\n]*["']([^"'\n]*)""", re.MULTILINE
)
_LISTED = (("neighbors", "neighbor-address"), ("neighbors", "neighbor-interface"), ("dynamic-neighbors", "prefix"))
_MISSING = Branch()


def parse_gobgp(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of GoBGP states."""
    facts = Facts(file)
    root = _toml(text, facts) if _TABLE.search(text) else _yaml(text, facts)
    globally = root.get("global", "config") or _MISSING
    facts.instance(None, facts.number(globally.last("as")))
    facts.identify(globally.last("router-id"))
    confederation = root.get("global", "confederation", "config") or _MISSING
    facts.confederation = facts.number(confederation.last("identifier"))
    members = [facts.number(member) for member in confederation.each("member-as-list")]
    facts.confederation_peers = tuple(number for number in members if number is not None)
    groups = {group.text("config", "peer-group-name") or "": _peer(group, facts) for group in root.each("peer-groups")}
    for neighbour in root.each("neighbors"):
        _read_neighbour(neighbour, groups, facts)
    for dynamic in root.each("dynamic-neighbors"):
        name = dynamic.text("config", "peer-group")
        prefix = dynamic.last("config", "prefix")
        if prefix is not None:
            facts.listen(prefix, replace(groups.get(name or "", Peer()), group=name))
    return facts.config()


def _read_neighbour(neighbour: Branch, groups: dict[str, Peer], facts: Facts) -> None:
    own = _peer(neighbour, facts)
    peer = inherit(own, groups.get(own.group or "", Peer()))
    vrf = neighbour.text("config", "vrf")
    facts.own(neighbour.last("transport", "config", "local-address"), vrf)
    address, interface = neighbour.last("config", "neighbor-address"), neighbour.last("config", "neighbor-interface")
    if interface is not None:
        facts.neighbour(interface, peer, vrf, address=None, interface=interface.word)
    elif address is not None and (found := facts.bare(address)) is not None:
        facts.neighbour(address, peer, vrf, address=found)


def _peer(branch: Branch, facts: Facts) -> Peer:
    config = branch.get("config") or _MISSING
    client = branch.text("route-reflector", "config", "route-reflector-client")
    is_down = config.text("admin-down")
    source = branch.last("transport", "config", "local-address")
    return Peer(
        remote_as=facts.number(config.last("peer-as")),
        local_as=facts.number(config.last("local-as")),
        group=config.text("peer-group"),
        rr_client=client == "true" if client else None,
        update_source=facts.source(source),
        families=tuple(_families(branch)),
        description=config.text("description"),
        shutdown=is_down == "true" if is_down else None,
    )


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    for stated in branch.each("afi-safis"):
        name = family(stated.text("config", "afi-safi-name") or "")
        if name is not None:
            yield name, True


def _yaml(text: str, facts: Facts) -> Branch:
    data, problems = read_data(text, facts.file)
    for where, problem in problems:
        facts.warn(where, problem)
    return grow_data(data, _ASKED, ())


def _toml(text: str, facts: Facts) -> Branch:
    if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        facts.warn(Location(facts.file), f"has a line of more than {_LONGEST_LINE:,} characters, which no TOML needs")
        return Branch()
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        facts.warn(Location(facts.file), f"not valid TOML: {error}")
        return Branch()
    root = grow_data(value_of(data), _ASKED, ())
    places = _places(text)
    for entries, name in _LISTED:
        for entry in root.each(entries):
            stated = entry.last("config", name)
            if stated is not None:
                stated.line, stated.column = places.get(stated.word, (None, None))
    return root


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Return the line and column where each neighbour's address stands first; Python's TOML reader does not know."""
    found: dict[str, tuple[int, int]] = {}
    line, position = 1, 0
    for match in _AT.finditer(text):
        start = match.start(1)
        line, position = line + text.count("\n", position, start), start
        found.setdefault(match[1], (line, start - text.rfind("\n", 0, start)))
    return found
