"""Commands of a Linux shell that give interfaces addresses: ``ip``, ``ifconfig``; and those that make bundles and VRFs.

``ip`` takes its words shortened to any length (``ip a a 10.0.0.1/24 dev eth1``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts
from topodraw.readers.configs.values import is_placeholder

__all__ = ["Shell", "parse_script"]

_WORD = re.compile(r"""(?:[^\s;&|#'"\\]|\\.)(?:[^\s;&|'"\\]|\\.)*|'([^'\n]*)'|"([^"\n]*)"|#[^\n]*|(;|&&|\|\|?|&)""")
_SET = re.compile(r"""(?:export\s+|local\s+)?([A-Za-z_]\w*)=(?:"([^"$`]*)"|'([^']*)'|([^\s"'$`;&|]*))\s*;?\s*$""")
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
_LONGEST_LINE = 4000
"""Characters; longer lines hold data, not commands."""
_VERBS = ("add", "replace", "change")
_WITH_VALUE = frozenset({
    "broadcast", "brd", "anycast", "label", "scope", "metric", "peer", "valid_lft", "preferred_lft", "proto",
})  # fmt: skip
"""Words of `ip address add` that another follows."""


def parse_script(text: str, file: str) -> DeviceConfig:
    """Return the addresses that a shell script gives interfaces; what hangs on other variables than its own is left."""
    shell = Shell(Facts(file))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) <= _LONGEST_LINE:
            shell.read_line(line, number)
    return shell.config()


@dataclass(slots=True)
class Shell:
    """A shell and what its commands have done so far."""

    facts: Facts
    variables: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Interface -> the kind of link it was added as (bond, vrf, bridge...)."""
    masters: dict[str, str] = field(default_factory=dict)
    addresses: list[tuple[Branch, str, str | None]] = field(default_factory=list)
    """Address, interface, netmask."""

    def read_line(self, line: str, number: int) -> None:
        """Obey the commands in a line."""
        assignment = _SET.match(line.strip())
        if assignment:
            self.variables[assignment[1]] = next(value for value in (*assignment.groups()[1:], "") if value is not None)
            return
        words: list[Branch] = []
        for match in _WORD.finditer(line):
            if match[0].startswith("#"):
                break
            if match[3]:
                self._obey(words)
                words = []
            else:
                found = next((quoted for quoted in (match[1], match[2]) if quoted is not None), match[0])
                filled = _VARIABLE.sub(lambda name: self.variables.get(name[1] or name[2], name[0]), found)
                words.append(Branch(filled, number, match.start() + 1))
        self._obey(words)

    def config(self) -> DeviceConfig:
        """Return what the commands say together."""
        for address, interface, mask in self.addresses:
            master = self.masters.get(interface, "")
            self.facts.address(address, interface, master if self.kinds.get(master) == "vrf" else None, mask)
        for interface, master in self.masters.items():
            if self.kinds.get(master) == "bond":
                self.facts.member(master, interface)
        return self.facts.config()

    def _obey(self, words: list[Branch]) -> None:
        names = [word.word.rpartition("/")[2] for word in words]
        start = next((index for index, name in enumerate(names) if name in ("ip", "ifconfig")), None)
        if start is None:
            return
        rest = words[start + 1 :]
        if names[start] == "ifconfig":
            self._ifconfig(rest)
            return
        while rest and rest[0].word.startswith("-"):
            rest = rest[1:]
        texts = [word.word for word in rest]
        if len(rest) > 2 and "address".startswith(texts[0]):
            if any(verb.startswith(texts[1]) for verb in _VERBS):
                self._add_address(rest[2:])
        elif len(rest) > 2 and "link".startswith(texts[0]):
            self._link(texts[1], texts[2:])

    def _add_address(self, words: list[Branch]) -> None:
        address = interface = None
        at = 0
        while at < len(words):
            word = words[at].word
            if word == "dev" and at + 1 < len(words):
                interface = words[at + 1].word
                at += 1
            elif word in _WITH_VALUE:
                at += 1
            elif word != "local" and address is None:
                address = words[at]
            at += 1
        self._give(address, interface)

    def _link(self, verb: str, words: list[str]) -> None:
        stated = dict(pairwise(words))
        name = stated.get("name") or stated.get("dev") or words[0]
        if "add".startswith(verb):
            self.kinds[name] = stated.get("type", "")
        elif "set".startswith(verb) and "master" in stated:
            self.masters[name] = stated["master"]

    def _ifconfig(self, words: list[Branch]) -> None:
        """Obey ``ifconfig eth1 10.0.0.1/24``, ``… netmask 255.255.255.0``, ``… inet6 add 2001:db8::1/64``."""
        interface = words[0].word if words else None
        rest = [word for word in words[1:] if word.word not in ("inet", "inet6", "add", "alias")]
        if rest:
            stated = {name.word: value.word for name, value in pairwise(rest)}
            self._give(rest[0], interface, stated.get("netmask") or stated.get("prefixlen"))

    def _give(self, address: Branch | None, interface: str | None, mask: str | None = None) -> None:
        if address is None or interface is None:
            return
        text = f"{address.word} {interface} {mask}"
        if "$" in text or "`" in text or is_placeholder(text):
            return
        if address.word[:1].isdigit() or ":" in address.word:
            self.addresses.append((address, interface.partition(":")[0], mask))
