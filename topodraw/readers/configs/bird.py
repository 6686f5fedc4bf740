"""BIRD 1 and 2: ``protocol bgp`` and its templates, constants and terms filled in.

The AS stands at each protocol; a router's AS is the one that most of its protocols have.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from topodraw.readers.configs.bird_terms import defined, evaluated
from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig, RemoteAs
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import ROLES, bare_address, family, prefix

__all__ = ["parse_bird"]

_TOKEN = re.compile(
    r"""[^\S\n]*+(?:
        ("[^"\n]*" | '[^'\n]*')
      | ((?:[^\s{}();=\#"'/$]++ | \{\{[^{}\n]*\}\} | \$\{[^{}\n]*\} | /(?!\*) | \$)++)
      | (\n)
      | (\#[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))
      | (.))""",
    re.VERBOSE,
)
_STRING, _WORD, _NEWLINE, _COMMENT = 1, 2, 3, 4
_BETWEEN_BRACES = re.compile(
    r"""(?:[^{}"'\#/$]++ | \{\{[^{}\n]*\}\} | \$\{[^{}\n]*\} | "[^"\n]*" | '[^'\n]*' | ["'$]
      | \#[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/|\Z) | /)*+""",
    re.VERBOSE,
)


@dataclass(slots=True)
class _Statement:
    """The words of a statement and the statements of the block it ends with."""

    words: list[Branch] = field(default_factory=list)
    block: list[_Statement] = field(default_factory=list)

    def starts(self, *words: str) -> bool:
        return [word.word for word in self.words[: len(words)]] == list(words)

    def is_of_bgp(self) -> bool:
        return self.starts("protocol", "bgp") or self.starts("template", "bgp")


@dataclass(slots=True)
class _Options:
    """What a protocol or template itself states, while its options are read."""

    group: str | None = None
    local_as: int | None = None
    remote_as: RemoteAs = None
    rr_client: bool | None = None
    update_source: str | None = None
    families: list[tuple[str, bool]] = field(default_factory=list)
    description: str | None = None
    shutdown: bool | None = None
    role: str | None = None
    passive: bool | None = None
    local: Branch | None = None
    neighbour: Branch | None = None
    interface: str | None = None
    vrf: str | None = None

    def peer(self) -> Peer:
        return Peer(
            self.remote_as,
            self.local_as,
            self.group,
            self.rr_client,
            self.update_source,
            tuple(self.families),
            self.description,
            self.shutdown,
            self.role,
            self.passive,
        )


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
        if statement.starts("router", "id") and len(words) > 2 and words[2].word != "from":  # from an interface
            facts.identify(evaluated(words[2:3], constants)[0])
        elif statement.starts("include") and len(words) > 1:
            facts.warn(
                facts.at(words[1]), f"{words[1].word!r} is not read: files that others include are not looked for"
            )
        elif statement.starts("define") and len(words) > 3 and words[2].word == "=":
            if (value := defined(words[3:], constants)) is not None:
                constants[words[1].word] = value
        elif statement.is_of_bgp():
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
    """Return the statements of a configuration and those of the blocks of BGP; other blocks are left out."""
    root: list[_Statement] = []
    within = root
    current: _Statement | None = None
    position, line, line_start = 0, 1, 0
    match_at = _TOKEN.match
    while match := match_at(text, position):
        kind = match.lastindex or 0
        start, position = match.span(kind)
        if kind in (_NEWLINE, _COMMENT):
            if newlines := text.count("\n", start, position):
                line, line_start = line + newlines, text.rindex("\n", start, position) + 1
            continue
        found = match[kind]
        mark = "" if kind <= _WORD else found
        if mark == ";":
            current = None
        elif mark == "}":
            current, within = None, root
        else:
            if current is None:
                current = _Statement()
                within.append(current)
            if mark != "{":
                word = found[1:-1] if kind == _STRING else found
                current.words.append(Branch(word, line, start - line_start + 1))
                continue
            if within is root and current.is_of_bgp():
                within = current.block
            else:
                start, position = position, _after_block(text, position)
                if newlines := text.count("\n", start, position):
                    line, line_start = line + newlines, text.rindex("\n", start, position) + 1
            current = None
    return root


def _after_block(text: str, position: int) -> int:
    """Return where the text goes on after a block that nothing is read of; `position` is behind its first brace."""
    depth = 1
    while depth:
        position = _BETWEEN_BRACES.match(text, position).end()  # type: ignore[union-attr]  # matches anything
        if position == len(text):
            break
        depth += 1 if text[position] == "{" else -1
        position += 1
    return position


def _read(
    statement: _Statement, templates: dict[str, _Protocol], constants: dict[str, Branch], facts: Facts
) -> _Protocol:
    """Return what a protocol or template states, with what its template does."""
    names = [word.word for word in statement.words]
    base = names[names.index("from") + 1] if "from" in names[:-1] else None
    parent = templates.get(base or "", _Protocol())
    stated = _Options(group=base)
    for option in statement.block:
        _read_option(stated, evaluated(option.words, constants), facts)
    return _Protocol(
        inherit(stated.peer(), parent.peer, families="add"),
        stated.local or parent.local,
        stated.neighbour or parent.neighbour,
        stated.interface or parent.interface,
        stated.vrf or parent.vrf,
    )


def _read_option(stated: _Options, words: list[Branch], facts: Facts) -> None:
    names = [word.word for word in words]
    match names:
        case ["local", "role", name, *_]:
            stated.role = role if (role := name.replace("_", "-")) in ROLES else None
        case ["local", *_]:
            stated.local_as = facts.number(_after(words, "as")) or stated.local_as
            stated.local = _address(words[1:]) or stated.local
        case ["neighbor", *_]:
            side = next((word for word in words if word.word in ("internal", "external")), None)
            stated.remote_as = facts.remote(_after(words, "as")) or facts.remote(side) or stated.remote_as
            stated.neighbour = _address(words[1:]) or stated.neighbour
        case ["interface", name, *_]:
            stated.interface = name
        case ["vrf", name, *_]:
            stated.vrf = None if name == "default" else name
        case ["rr", "client", *rest]:
            stated.rr_client = rest[:1] not in (["no"], ["off"])
        case ["source", "address", _, *_]:
            stated.update_source = facts.source(words[2])
        case ["description", text, *_]:
            stated.description = text
        case ["disabled", *rest]:
            stated.shutdown = rest[:1] not in (["no"], ["off"])
        case ["passive", *rest]:
            stated.passive = rest[:1] not in (["no"], ["off"])
        case _:
            channel = _channel(names)
            if channel is not None:
                stated.families.append((channel, True))


def _channel(names: list[str]) -> str | None:
    """Return the family of a channel: ``ipv4 {…}``, ``vpn6 mpls {…}``; multicast routes have their own."""
    if names in (["ipv4", "multicast"], ["ipv6", "multicast"]):
        return "_".join(names)
    return family(names) or (family(names[:1]) if names[1:] == ["mpls"] else None)


def _after(words: list[Branch], word: str) -> Branch | None:
    """Return what follows a word."""
    return next((value for key, value in pairwise(words) if key.word == word), None)


def _address(words: list[Branch]) -> Branch | None:
    """Return the address, range or placeholder that ``local`` and ``neighbor`` begin with."""
    for word in words[:2]:
        if word.word in ("as", "port", "role", "internal", "external"):
            return None
        if word.word != "range":
            zone = [w.word for w in words[1:3]]
            is_apart = bare_address(word.word) is not None and zone[:1] == ["%"] and len(zone) == 2
            return Branch(f"{word.word}%{zone[1]}", word.line, word.column) if is_apart else word
    return None
