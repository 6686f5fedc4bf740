"""RouterOS 6 and 7: menus (``/routing bgp peer``) and what is added or set in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from topodraw.readers.configs.branches import Branch
from topodraw.readers.configs.device_config import DeviceConfig, RemoteAs
from topodraw.readers.configs.facts import Facts, Peer, inherit
from topodraw.readers.configs.values import family, prefix

__all__ = ["parse_routeros"]

_CONTINUED = re.compile(r"\\\r?\n[^\S\n]*")
_WORD = re.compile(r"""(?:\[[^\[\]\n]*\]|(\.?[A-Za-z][\w.-]*)=("[^"\\]*+(?:\\.[^"\\]*+)*+"|\S*)|\S+)""")
_COMMANDS = frozenset({"add", "set"})
_STACKED = {
    "interface ethernet": ("name", "default-name"),
    "interface bonding": ("name", "slaves"),
    "interface vlan": ("name", "interface"),
    "interface bridge port": ("bridge", "interface"),
}
"""Menu -> the values that name an interface, and the interfaces below it."""
_FOUND_BY = re.compile(r"\bdefault-name=([^\s\]]+)")
_ROLES: dict[str, RemoteAs] = {"ibgp": "internal", "ebgp": "external"}
_MAIN = frozenset({"", "main", "none"})


@dataclass(frozen=True, slots=True)
class _Command:
    """One `add` or `set`: its menu, its values by name, and the word it names an entry by."""

    menu: str
    values: dict[str, Branch]
    subject: str

    def text(self, *names: str) -> str:
        """Return the first of these values that is stated."""
        return next((self.values[name].word for name in names if name in self.values), "")

    def get(self, *names: str) -> Branch | None:
        return next((self.values[name] for name in names if name in self.values), None)


def parse_routeros(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of RouterOS states."""
    facts = Facts(file)
    defaults: dict[str, Peer] = {}
    ports: dict[str, str] = {}
    first: Peer | None = None
    for command in _commands(text):
        if command.menu in ("ip address", "ipv6 address"):
            _read_address(command, facts)
        elif command.menu in _STACKED:
            _read_stacked(command, ports, facts)
        elif command.menu in ("routing bgp instance", "routing bgp template"):
            peer = _peer(command, facts)
            first = first or peer
            defaults[command.text("name") or command.subject or "default"] = replace(peer, remote_as=None)
            facts.identify(command.get("router-id") if command.text("router-id")[:1].isdigit() else None)
            if command.menu == "routing bgp instance" and facts.asn is None:
                facts.instance(None, peer.local_as)
        elif command.menu in ("routing bgp peer", "routing bgp connection"):
            _read_neighbour(command, defaults, facts)
    if facts.asn is None:
        facts.asn = facts.as_of_sessions() or (first.local_as if first else None)
    return facts.config()


def _read_stacked(command: _Command, ports: dict[str, str], facts: Facts) -> None:
    """Note what an interface is made of; a port that has a name of its own is made of the port as it is built in."""
    name, below = (command.text(key) for key in _STACKED[command.menu])
    if command.menu == "interface ethernet":
        below = below or command.subject
        ports[name] = below
    for interface in below.split(","):
        if interface and name not in ("", interface):
            facts.member(name, ports.get(interface, interface))


def _read_address(command: _Command, facts: Facts) -> None:
    address = command.get("address")
    if address is not None and command.text("disabled") != "yes":
        facts.address(address, command.text("interface"), mask=command.text("netmask") or None)


def _read_neighbour(command: _Command, defaults: dict[str, Peer], facts: Facts) -> None:
    peer = _peer(command, facts)
    names = [command.text("instance"), *command.text("templates").split(","), "default"]
    for name in names:
        peer = inherit(peer, defaults.get(name, Peer()))
    vrf = command.text("vrf", "routing-table")
    where = command.get("remote-address", "remote.address")
    if where is None:
        return
    facts.own(command.get("local.address"))
    found = prefix(where.word)
    is_host = found is None or found.endswith("/128" if ":" in found else "/32")
    if not is_host:
        facts.listen(where, peer, None if vrf in _MAIN else vrf)
    elif (address := facts.bare(where)) is not None:
        interface = where.word.partition("%")[2] or command.text("interface") or None
        facts.neighbour(where, peer, None if vrf in _MAIN else vrf, address=address, interface=interface)


def _peer(command: _Command, facts: Facts) -> Peer:
    role = command.text("local.role")
    named = command.text("address-families", "afi")
    families = [family(name) for name in named.split(",")] if named else []
    disabled = command.text("disabled")
    return Peer(
        remote_as=facts.number(command.get("remote-as", "remote.as")) or _ROLES.get(role[:4]),
        local_as=facts.number(command.get("as")),
        group=command.text("templates").partition(",")[0] or None,
        rr_client=True if command.text("route-reflect") == "yes" or role == "ibgp-rr" else None,
        update_source=facts.source(command.get("update-source", "local.address")),
        families=tuple((name, True) for name in families if name is not None),
        description=command.text("comment") or None,
        shutdown=disabled == "yes" if disabled else None,
    )


def _commands(text: str) -> Iterator[_Command]:
    """Yield the commands that add or set something, in the menu they are given in."""
    menu = ""
    line = 1
    for logical in _logical_lines(text):
        stripped = logical.strip()
        if stripped and not stripped.startswith("#"):
            words = list(_WORD.finditer(logical))
            verb = next((index for index, word in enumerate(words) if _is_command(word[0])), len(words))
            if stripped.startswith("/"):
                path = " ".join(word[0] for word in words[: verb + 1]).replace("/", " ").split()
                menu = " ".join(path[:-1] if verb < len(words) else path)
            if verb < len(words):
                yield _command(menu, words[verb + 1 :], line)
        line += logical.count("\n")


def _is_command(word: str) -> bool:
    """Tell whether a word is a command, alone or at the end of its menu's path: `add`, `/ip/address/add`."""
    return word in _COMMANDS or (word.startswith("/") and word.rpartition("/")[2] in _COMMANDS)


def _logical_lines(text: str) -> Iterator[str]:
    """Yield lines with their ends, those that go on after a backslash as one."""
    held: list[str] = []
    for line in text.splitlines(keepends=True):
        held.append(line)
        if not line.rstrip("\r\n").endswith("\\"):
            yield "".join(held)
            held = []
    yield "".join(held)


def _command(menu: str, words: list[re.Match[str]], line: int) -> _Command:
    values: dict[str, Branch] = {}
    subject, space, position = "", "", 0
    for word in words:
        if word[1]:
            value = _CONTINUED.sub("", word[2]).strip('"')
            line, position = line + word.string.count("\n", position, word.start()), word.start()
            name = space + word[1] if word[1].startswith(".") else word[1]  # remote.address=A .as=N is remote.as
            space = name.partition(".")[0] if "." in name else space
            values[name] = Branch(value, line, word.start() - word.string.rfind("\n", 0, word.start()))
        elif found := _FOUND_BY.search(word[0]) if word[0].startswith("[") else None:
            values["default-name"] = Branch(found[1].strip('"'), line, 1)
        elif not subject and not word[0].startswith("["):
            subject = word[0]
    return _Command(menu, values, subject)
