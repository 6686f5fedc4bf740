"""ExaBGP: neighbours, each with its own AS, and the templates they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.path_tokens import grow, hash_comment
from topodraw.readers.configs.values import family, prefix

__all__ = ["parse_exabgp"]


def parse_exabgp(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of ExaBGP states; the AS is the one that most neighbours see."""
    root = grow(text, hash_comment)
    facts = Facts(file)
    templates = {template.word: template for template in root.each("template", "neighbor")}
    for neighbour in root.each("neighbor"):
        _read_neighbour(neighbour, [templates[t.word] for t in neighbour.each("inherit") if t.word in templates], facts)
    for group in root.each("group"):  # before version 4
        for neighbour in group.each("neighbor"):
            _read_neighbour(neighbour, [group], facts)
    facts.asn = facts.as_of_sessions()
    return facts.config()


def _read_neighbour(neighbour: Branch, parents: list[Branch], facts: Facts) -> None:
    peer = _peer(neighbour, facts)
    for parent in parents:
        peer = inherit(peer, replace(_peer(parent, facts), group=parent.word))
    for stated in (neighbour, *parents):
        facts.identify(_value(stated, "router-id"))
        facts.own(stated.last("local-address"))
    if prefix(neighbour.word) is not None:
        facts.listen(neighbour, peer)
    elif (address := facts.bare(neighbour)) is not None:
        facts.neighbour(neighbour, peer, address=address)


def _value(branch: Branch, word: str) -> Branch | None:
    found = branch.last(word)
    return found if found is not None and found.word != "auto" else None


def _peer(branch: Branch, facts: Facts) -> Peer:
    return Peer(
        remote_as=facts.number(_value(branch, "peer-as")),
        local_as=facts.number(_value(branch, "local-as")),
        update_source=facts.source(_value(branch, "local-address")),
        families=tuple(_families(branch)),
        description=branch.text("description"),
    )


def _families(branch: Branch) -> Iterator[tuple[str, bool]]:
    for version in branch.each("family"):
        for kind in version.each():
            name = family([version.word, kind.word.replace("nlri-mpls", "labeled").replace("mpls-vpn", "vpn")])
            if name is not None:
                yield name, True
