"""BIRD 1 and 2: ``protocol bgp`` and its templates, constants filled in.

The AS stands at each protocol; a router's AS is the one that most of its protocols have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import bare_address, family, prefix

__all__ = ["parse_bird"]

_TOKEN = re.compile(
    r"""(?P<newline>\n)
      | (?P<blank>[^\S\n]+)
      | (?P<comment>\#[^\n]*)
      | (?P<string>"[^"\n]*" | '[^'\n]*')
      | (?P<word>(?:\{\{[^{}\n]*\}\} | \$\{[^{}\n]*\} | /(?!\*) | [^\s{}();=\#"'/$] | \$)++)
      | (?P<punctuation>.)""",
    re.VERBOSE,
)


@dataclass(slots=True)
class _Statement:
    """The words of a statement and the statements of the block it ends with."""

    words: list[Branch] = field(default_factory=list)
    block: list[_Statement] = field(default_factory=list)

    def starts(self, *words: str) -> bool:
        return [word.word for word in self.words[: len(words)]] == list(words)


@dataclass(frozen=True, slots=True)
class _Protocol:
    """What a protocol or template states; templates pass all of it on."""

    peer: Peer = field(default_factory=Peer)
    local: Branch | None = None
    neighbour: Branch | None = None
    interface: str | None = None
    vrf: str | None = None


def parse_bird(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of BIRD states."""
    facts = Facts(file)
    constants: dict[str, Branch] = {}
    templates: dict[str, _Protocol] = {}
    protocols: list[tuple[Branch, _Protocol]] = []
    for statement in _statements(text):
        words = statement.words
        if statement.starts("router", "id") and len(words) > 2:
            facts.identify(_resolved(words[2], constants))
        elif statement.starts("define") and len(words) == 4 and words[2].word == "=":
            constants[words[1].word] = _resolved(words[3], constants)
        elif len(words) > 1 and words[1].word == "bgp" and words[0].word in ("template", "protocol"):
            stated = _read(statement, templates, constants, facts)
            if words[0].word == "template":
                if len(words) > 2:
                    templates[words[2].word] = stated
            else:
                protocols.append((words[0], stated))
    _note(protocols, list(templates.values()), facts)
    return facts.config()


def _note(protocols: list[tuple[Branch, _Protocol]], templates: list[_Protocol], facts: Facts) -> None:
    numbers = [stated.peer.local_as for _, stated in protocols] or [stated.peer.local_as for stated in templates]
    counted = Counter(number for number in numbers if number is not None)
    facts.asn = counted.most_common(1)[0][0] if counted else None
    for where, stated in protocols:
        if stated.local is not None:
            facts.address(stated.local, stated.interface or "", stated.vrf)
        neighbour = stated.neighbour
        if neighbour is None:
            continue
        if prefix(neighbour.word) is not None:
            facts.listen(neighbour, stated.peer, stated.vrf)
        elif (address := facts.bare(neighbour)) is not None:
            interface = neighbour.word.partition("%")[2] or stated.interface
            facts.neighbour(where, stated.peer, stated.vrf, address=address, interface=interface)


def _statements(text: str) -> list[_Statement]:
    """Return the statements of a configuration, blocks within them, comments left out."""
    root: list[_Statement] = []
    stack = [root]
    current: _Statement | None = None
    for mark, word in _words(text):
        if mark == ";":
            current = None
        elif mark == "}":
            current = None
            if len(stack) > 1:
                stack.pop()
        else:
            if current is None:
                current = _Statement()
                stack[-1].append(current)
            if mark == "{":
                stack.append(current.block)
                current = None
            else:
                current.words.append(word)
    return root


def _words(text: str) -> Iterator[tuple[str, Branch]]:
    """Yield the words; the mark before each is its character where it is punctuation."""
    position, line, line_start = 0, 1, 0
    while match := _TOKEN.match(text, position):
        kind, found, end = match.lastgroup, match[0], match.end()
        if kind == "newline":
            line, line_start = line + 1, end
        elif found == "/" and text.startswith("/*", position):
            closed = text.find("*/", position + 2)
            end = len(text) if closed < 0 else closed + 2
            newlines = text.count("\n", position, end)
            if newlines:
                line, line_start = line + newlines, text.rindex("\n", position, end) + 1
        elif kind == "string":
            yield "", Branch(found[1:-1], line, position - line_start + 1)
        elif kind in ("word", "punctuation"):
            yield found if kind == "punctuation" else "", Branch(found, line, position - line_start + 1)
        position = end


def _resolved(word: Branch, constants: dict[str, Branch]) -> Branch:
    """Return a word's value where it names a constant, at the place it is used."""
    known = constants.get(word.word)
    return word if known is None else Branch(known.word, word.line, word.column)


def _read(
    statement: _Statement, templates: dict[str, _Protocol], constants: dict[str, Branch], facts: Facts
) -> _Protocol:
    """Return what a protocol or template states, with what its template does."""
    names = [word.word for word in statement.words]
    base = names[names.index("from") + 1] if "from" in names[:-1] else None
    parent = templates.get(base or "", _Protocol())
    stated = _Protocol(Peer(group=base))
    for option in statement.block:
        stated = _with_option(stated, [_resolved(word, constants) for word in option.words], facts)
    return _Protocol(
        inherit(stated.peer, parent.peer, families="add"),
        stated.local or parent.local,
        stated.neighbour or parent.neighbour,
        stated.interface or parent.interface,
        stated.vrf or parent.vrf,
    )


def _with_option(stated: _Protocol, words: list[Branch], facts: Facts) -> _Protocol:
    names = [word.word for word in words]
    match names:
        case ["local", *_]:
            peer = replace(stated.peer, local_as=facts.number(_after(words, "as")) or stated.peer.local_as)
            return replace(stated, peer=peer, local=_address(words[1:]) or stated.local)
        case ["neighbor", *_]:
            side = next((word for word in words if word.word in ("internal", "external")), None)
            remote = facts.remote(_after(words, "as")) or facts.remote(side) or stated.peer.remote_as
            peer = replace(stated.peer, remote_as=remote)
            return replace(stated, peer=peer, neighbour=_address(words[1:]) or stated.neighbour)
        case ["interface", name, *_]:
            return replace(stated, interface=name)
        case ["vrf", name, *_]:
            return replace(stated, vrf=None if name == "default" else name)
    return replace(stated, peer=_peer_with_option(stated.peer, words, facts))


def _peer_with_option(peer: Peer, words: list[Branch], facts: Facts) -> Peer:
    names = [word.word for word in words]
    match names:
        case ["rr", "client", *rest]:
            return replace(peer, rr_client=rest[:1] not in (["no"], ["off"]))
        case ["source", "address", _, *_]:
            return replace(peer, update_source=facts.source(words[2]))
        case ["description", text, *_]:
            return replace(peer, description=text)
        case ["disabled", *rest]:
            return replace(peer, shutdown=rest[:1] not in (["no"], ["off"]))
    channel = family(names) or (family(names[:1]) if names[1:] == ["mpls"] else None)  # ipv4 { … }, vpn6 mpls { … }
    return peer if channel is None else replace(peer, families=(*peer.families, (channel, True)))


def _after(words: list[Branch], word: str) -> Branch | None:
    """Return what follows a word."""
    return next((value for key, value in pairwise(words) if key.word == word), None)


def _address(words: list[Branch]) -> Branch | None:
    """Return the address, range or placeholder that ``local`` and ``neighbor`` begin with."""
    for word in words[:2]:
        if word.word in ("as", "port", "internal", "external"):
            return None
        if word.word != "range":
            zone = [w.word for w in words[1:3]]
            is_apart = bare_address(word.word) is not None and zone[:1] == ["%"] and len(zone) == 2
            return Branch(f"{word.word}%{zone[1]}", word.line, word.column) if is_apart else word
    return None
