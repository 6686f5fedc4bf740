"""``/etc/network/interfaces`` of Debian and, in the dialect of ifupdown2, of Cumulus Linux."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts
from topodraw.readers.configs.script import Shell

__all__ = ["parse_ifupdown"]

_WORD = re.compile(r"\S+")
_RANGE = re.compile(r"(.*?)(\d{1,4})-(\d{1,4})")
_MOST_OF_RANGE = 256
"""More ports than any switch has."""
_OTHERS = frozenset({"auto", "mapping", "source", "source-directory"})
"""First words that end a stanza, besides `iface` and those that begin with `allow-`."""
_HOOKS = frozenset({"up", "post-up", "pre-up"})
_NO_ADDRESSES = frozenset({"dhcp", "manual", "ppp", "auto", "tunnel"})


@dataclass(slots=True)
class _Stanza:
    """What stands below one `iface`."""

    interface: str
    has_addresses: bool
    addresses: list[Branch] = field(default_factory=list)
    mask: str | None = None
    """Belongs to the only address there is; ifupdown's own dialect has one in a stanza."""


def parse_ifupdown(text: str, file: str) -> DeviceConfig:
    """Return the addresses and bonds of a file of interfaces, with the addresses that its hooks add."""
    shell = Shell(Facts(file))
    vrfs: dict[str, str] = {}
    stanzas: list[_Stanza] = []
    for words in _lines(text):
        first, values = words[0].word, words[1:]
        if first == "iface" and values:
            method = values[2].word if len(values) > 2 else ""
            stanzas.append(_Stanza(values[0].word.partition(":")[0], method not in _NO_ADDRESSES))
        elif first in _OTHERS or first.startswith("allow-"):
            stanzas.append(_Stanza("", has_addresses=False))
        elif stanzas and values:
            _obey(stanzas[-1], first, values, vrfs, shell)
    for stanza in stanzas:
        for address in stanza.addresses if stanza.has_addresses else ():
            mask = None if "/" in address.word else stanza.mask
            shell.facts.address(address, stanza.interface, vrfs.get(stanza.interface), mask)
    return shell.config()


def _obey(stanza: _Stanza, first: str, values: list[Branch], vrfs: dict[str, str], shell: Shell) -> None:
    if first == "address":
        stanza.addresses.append(values[0])
    elif first == "netmask":
        stanza.mask = values[0].word
    elif first == "vrf":
        vrfs[stanza.interface] = values[0].word
    elif first in ("bond-slaves", "slaves", "bond-ports"):
        for name in (name for value in values for name in _ports(value.word)):
            shell.facts.member(stanza.interface, name)
    elif first in _HOOKS:
        command = " ".join(value.word for value in values)
        shell.variables["IFACE"] = stanza.interface
        shell.read_line(command, values[0].line or 0)


def _lines(text: str) -> Iterator[list[Branch]]:
    """Yield the words of each line that says something; lines that end with a backslash go on."""
    held: list[Branch] = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            if held and not stripped:  # a blank line ends what went on
                yield held
                held = []
            continue
        goes_on = stripped.endswith("\\")
        body = line.rstrip()[:-1] if goes_on else line
        held += [Branch(word[0], number, word.start() + 1) for word in _WORD.finditer(body)]
        if held and not goes_on:
            yield held
            held = []
    if held:
        yield held


def _ports(word: str) -> Iterator[str]:
    """Yield the interfaces that a word names: ``swp1``, ``swp1-4``; `glob` and `none` name none."""
    if word in ("none", "glob", "regex"):
        return
    found = _RANGE.fullmatch(word)
    if found is None:
        yield word
    else:
        first, last = int(found[2]), int(found[3])
        yield from (f"{found[1]}{number}" for number in range(first, min(last + 1, first + _MOST_OF_RANGE)))
