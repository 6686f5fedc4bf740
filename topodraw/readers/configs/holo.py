"""Holo: what its command line shows of YANG trees, a path a line, indented below the path that it goes on from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import family

__all__ = ["parse_holo"]

_WORD = re.compile(r'"([^"\n]*)"|\S+')
_DEEPEST = 40
"""Deeper than any of the trees; what is deeper still belongs to the last of them."""


def parse_holo(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of Holo states."""
    root = _tree(text)
    facts = Facts(file)
    for interface in root.each("interfaces", "interface"):
        for version in ("ipv4", "ipv6"):
            for address in interface.each(version, "address"):
                facts.address(address, interface.word, mask=address.text("prefix-length"))
    for protocol in root.each("routing", "control-plane-protocols", "control-plane-protocol", "ietf-bgp:bgp"):
        bgp = protocol.get("bgp")
        if bgp is not None:
            _read_bgp(bgp, facts)
    return facts.config()


def _tree(text: str) -> Branch:
    """Return the tree of a configuration; indentation alone tells what belongs to what, ``!`` is for the eye."""
    root = Branch()
    open_ = [(-1, root)]
    for number, line in enumerate(text.split("\n"), 1):
        words = list(_WORD.finditer(line))
        if not words or words[0][0][0] in "!#":
            continue
        indent = words[0].start()
        while open_[-1][0] >= indent:
            open_.pop()
        within = open_[-1][1]
        for word in words:
            within = within.add(word[0] if word[1] is None else word[1], number, word.start() + 1)
        if len(open_) < _DEEPEST:
            open_.append((indent, within))
    return root


def _read_bgp(bgp: Branch, facts: Facts) -> None:
    facts.instance(None, facts.number(bgp.last("global", "as")))
    facts.identify(bgp.last("global", "identifier"))
    facts.confederation = facts.number(bgp.last("global", "confederation", "identifier"))
    members = [facts.number(member) for member in bgp.each("global", "confederation", "member-as")]
    facts.confederation_peers = tuple(number for number in members if number is not None)
    groups = {
        group.word: replace(_peer(group, facts), group=group.word) for group in bgp.each("peer-groups", "peer-group")
    }
    for neighbour in bgp.each("neighbors", "neighbor"):
        own = _peer(neighbour, facts)
        peer = inherit(own, groups.get(own.group or "", Peer()), families="add")
        address = facts.bare(neighbour)
        if address is not None:
            facts.neighbour(neighbour, peer, address=address, interface=neighbour.word.partition("%")[2] or None)


def _peer(branch: Branch, facts: Facts) -> Peer:
    client = branch.text("route-reflector", "client")
    enabled = branch.text("enabled")
    return Peer(
        remote_as=facts.number(branch.last("peer-as")),
        local_as=facts.number(branch.last("local-as")),
        group=branch.text("peer-group"),
        rr_client=client == "true" if client else None,
        update_source=facts.source(branch.last("transport", "local-address")),
        families=tuple(_families(branch)),
        description=branch.text("description"),
        shutdown=enabled == "false" if enabled else None,
    )


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    """Yield the families that are told to be on or off (``afi-safis afi-safi iana-bgp-types:ipv4-unicast``)."""
    for stated in branch.each("afi-safis", "afi-safi"):
        name = family(stated.word.rpartition(":")[2])
        state = stated.text("enabled")
        if name is not None and state is not None:
            yield name, state == "true"
