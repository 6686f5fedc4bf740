"""OpenBGPd: neighbours and groups of them, macros filled in. It knows no interfaces, only where sessions start from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.path_tokens import grow, hash_comment
from topodraw.readers.configs.values import family, prefix

__all__ = ["parse_openbgpd"]

_MACRO = re.compile(r'^[^\S\n]*([A-Za-z_][\w-]*)[^\S\n]*=[^\S\n]*("[^"\n]*"|[^\s"#]+)', re.MULTILINE)


def parse_openbgpd(text: str, file: str) -> DeviceConfig:
    """Return what a bgpd.conf states."""
    macros = {f"${name}": value.strip('"') for name, value in _MACRO.findall(text)}
    root = grow(text, hash_comment, macros=macros, continued=True)
    facts = Facts(file)
    for included in root.each("include"):
        facts.warn(facts.at(included), f"{included.word!r} is not read: files that others include are not looked for")
    facts.instance(None, facts.number(next(root.each("AS"), None)))
    facts.identify(root.last("router-id"))
    for address in root.each("listen", "on"):
        if address.word not in ("0.0.0.0", "::"):  # nosec B104: told apart, not listened on
            facts.own(address)
    default = Peer()
    for neighbour in root.each("neighbor"):
        _read_neighbour(neighbour, default, facts)
    for group in root.each("group"):
        facts.own(group.last("local-address"))
        peer = replace(_peer(group, facts), group=group.word)
        for neighbour in group.each("neighbor"):
            _read_neighbour(neighbour, peer, facts)
    return facts.config()


def _read_neighbour(neighbour: Branch, parent: Peer, facts: Facts) -> None:
    """Note a neighbour, or the range that a template for neighbours is for."""
    peer = inherit(_peer(neighbour, facts), parent, families="add")
    facts.own(neighbour.last("local-address"))
    if prefix(neighbour.word) is not None:
        facts.listen(neighbour, peer)
    elif (address := facts.bare(neighbour)) is not None:
        facts.neighbour(neighbour, peer, address=address, interface=neighbour.word.partition("%")[2] or None)


def _peer(branch: Branch, facts: Facts) -> Peer:
    return Peer(
        remote_as=facts.number(branch.last("remote-as")),
        local_as=facts.number(next(branch.each("local-as"), None)),
        rr_client=True if branch.get("route-reflector") else None,
        update_source=facts.source(branch.last("local-address")),
        families=tuple(_families(branch)),
        description=branch.text("descr"),
        shutdown=True if branch.get("down") else None,
    )


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    """Yield the families of ``announce IPv6 unicast`` and, switched off, of ``announce IPv4 none``."""
    for version in branch.each("announce"):
        for kind in version.each():
            name = family(version.word if kind.word == "none" else [version.word, kind.word])
            if name is not None:
                yield name, kind.word != "none"
