"""NVUE (Cumulus Linux): YAML, a list of trees to set, or ``nv set`` commands with the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from topodraw.readers.configs.branches import Branch, graft
from topodraw.readers.configs.data_documents import read_data
from topodraw.readers.configs.data_trees import grow_data
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.path_tokens import grow
from topodraw.readers.configs.ranges import interfaces_of_range
from topodraw.readers.configs.values import bare_address, family

__all__ = ["parse_nvue"]

_ASKED = frozenset({"interface", "router", "vrf"})
_DEFAULT = "default"
_ON = frozenset({"on", "true", "yes"})
_RANGE = re.compile(r"[A-Za-z][\w.]*(?:-[0-9]+|,[\w.]+)+")
_MOST_PORTS = 10_000
"""Of all ranges of a file, more than any switch has: they multiply, and time shall be linear."""


class _Ports:
    """Ranges of interfaces in one configuration, with how many they may still stand for."""

    def __init__(self) -> None:
        self._room = _MOST_PORTS

    def of(self, word: str) -> list[str]:
        """Return the interfaces that a name stands for: ``swp1-2,swp5`` for three."""
        found = list(islice(interfaces_of_range(word), self._room)) if _RANGE.fullmatch(word) else []
        self._room -= len(found)
        return found or [word]


def parse_nvue(text: str, file: str) -> DeviceConfig:
    """Return what an NVUE configuration states, as YAML (``- set: …``) or as commands (``nv set …``)."""
    facts, ports = Facts(file), _Ports()
    root = _commands(text) if text.lstrip().startswith("nv ") or "\nnv set " in text else _trees(text, facts)
    _read_interfaces(root, ports, facts)
    globally = root.get("router", "bgp") or Branch()
    for vrf in root.each("vrf"):
        name = None if vrf.word == _DEFAULT else vrf.word
        bgp = vrf.get("router", "bgp")
        if name is None:
            for address in vrf.each("loopback", "ip", "address"):
                facts.address(address, "lo")
        else:
            for address in vrf.each("loopback", "ip", "address"):
                facts.address(address, name, name)
        if bgp is not None:
            own_as = bgp.last("autonomous-system")
            facts.instance(name, facts.number(_stated(own_as) or _stated(globally.last("autonomous-system"))))
            facts.identify(_stated(bgp.last("router-id")) or _stated(globally.last("router-id")))
            _read_bgp(bgp, name, ports, facts)
    if facts.asn is None:
        facts.instance(None, facts.number(_stated(globally.last("autonomous-system"))))
    facts.identify(_stated(globally.last("router-id")))
    return facts.config()


def _trees(text: str, facts: Facts) -> Branch:
    """Return all trees under ``set`` as one, in the order of the file; a bare tree is one to set."""
    data, problems = read_data(text, facts.file)
    for where, problem in problems:
        facts.warn(where, problem)
    documents = [item[0] for item in data] if isinstance(data, list) else [data]
    stated = [one["set"][0] if "set" in one else one for one in documents if isinstance(one, dict)]
    trees = [grow_data(one, _ASKED) for one in stated]
    root = trees.pop(0) if trees else Branch()
    for tree in trees:
        graft(root, tree, wild=None)
    return root


def _commands(text: str) -> Branch:
    lines = (line.strip() for line in text.splitlines())
    return grow("\n".join(line[3:] if line.startswith("nv ") else "" for line in lines))


def _stated(branch: Branch | None) -> Branch | None:
    """Return a value unless it stands for none (``auto``, ``none``, ``off``)."""
    return branch if branch is not None and branch.word not in ("auto", "none", "off") else None


def _read_interfaces(root: Branch, ports: _Ports, facts: Facts) -> None:
    for interface in root.each("interface"):
        vrf = interface.text("ip", "vrf")
        for address in interface.each("ip", "address"):
            facts.address(address, interface.word, None if vrf in (None, _DEFAULT) else vrf)
        for member in interface.each("bond", "member"):
            for port in ports.of(member.word):
                facts.member(interface.word, port)


def _read_bgp(bgp: Branch, vrf: str | None, ports: _Ports, facts: Facts) -> None:
    on = [name for name, is_on in _families(bgp) if is_on]
    groups = {group.word: _peer(group, facts) for group in bgp.each("peer-group")}
    for neighbour in bgp.each("neighbor"):
        name = neighbour.text("peer-group")
        peer = inherit(_peer(neighbour, facts), groups.get(name or "", Peer()), families="add")
        if "ipv4" in on:  # the one family that is on for every neighbour of an instance that has it on
            peer = replace(peer, families=tuple(({"ipv4": True} | dict(peer.families)).items()))
        address = bare_address(neighbour.word)
        if neighbour.text("type") == "unnumbered" or (address is None and _is_name(neighbour.word)):
            for port in ports.of(neighbour.word):
                facts.neighbour(neighbour, peer, vrf, address=None, interface=port)
        elif address is None:
            facts.refuse(neighbour, "address")
        else:
            facts.neighbour(neighbour, peer, vrf, address=address)
    for dynamic in bgp.each("dynamic-neighbor", "listen-range"):
        peer = groups.get(dynamic.text("peer-group") or "", Peer())
        facts.listen(dynamic, replace(peer, group=dynamic.text("peer-group")), vrf)


def _is_name(word: str) -> bool:
    """Tell whether a neighbour may be an interface: ``swp51``, ``bond1.10``, ``peerlink.4094``."""
    return word[:1].isalpha() and ":" not in word and "{" not in word and "$" not in word


def _peer(branch: Branch, facts: Facts) -> Peer:
    enabled = branch.text("enable")
    clients = [item.text("route-reflector-client") for item in branch.each("address-family")]
    return Peer(
        remote_as=facts.remote(branch.last("remote-as")),
        local_as=facts.number(_stated(branch.last("local-as", "asn"))),
        group=branch.text("peer-group"),
        rr_client=any(client in _ON for client in clients) if any(clients) else None,
        update_source=facts.source(_stated(branch.last("update-source"))),
        families=tuple(_families(branch)),
        description=branch.text("description"),
        shutdown=enabled not in _ON if enabled else True if branch.text("shutdown") in _ON else None,
    )


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    for stated in branch.each("address-family"):
        name = family(stated.word)
        state = stated.text("enable")
        if name is not None and state is not None:
            yield name, state in _ON
