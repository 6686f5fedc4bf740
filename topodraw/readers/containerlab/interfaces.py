"""Interface names: one interface is ``GigabitEthernet0/0/0/1`` to its device, ``Gi0/0/0/1`` or ``eth2`` in a link.

containerlab names interfaces the Linux way, in the container, and lets a link use the device's own name instead: an
alias. Virtual machines count their ports from ``eth1``, whatever the first one is called inside; other kinds have names
of their own with the characters replaced that Linux does not like. The tables follow the kinds of containerlab.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

__all__ = ["canonical", "linux_name"]

# fmt: off
_WORDS = {
    "gi": ("gigabitethernet", "gige", "gig"),
    "te": ("tengigabitethernet", "tengige", "tengig", "ten"),
    "tf": ("twentyfivegigabitethernet", "twentyfivegige", "twe"),
    "fo": ("fortygigabitethernet", "fortygige"),
    "fi": ("fiftygigabitethernet", "fiftygige"),
    "hu": ("hundredgigabitethernet", "hundredgige"),
    "fh": ("fourhundredgigabitethernet", "fourhundredgige"),
    "fa": ("fastethernet",),
    "eth": ("ethernet", "et"),
    "lo": ("loopback",),
    "mg": ("mgmteth", "management", "ma"),
    "be": ("bundle-ether",),
    "po": ("port-channel", "portchannel"),
    "vl": ("vlan",),
    "tu": ("tunnel", "tunnel-te"),
}
"""Short word -> long words for the same sort of interface."""

_PORTS: tuple[tuple[tuple[str, ...], str, int], ...] = (
    (("cisco_asav", "cisco_ftdv"), r"gi0/(\d+)", 0),
    (("cisco_vios", "vr-vios", "vr-cisco_vios"), r"gi(\d+)", 0),
    (("cisco_vios", "vr-vios", "vr-cisco_vios"), r"gi0/(\d+)", 1),
    (("cisco_xrv", "vr-xrv", "vr-cisco_xrv"), r"gi0/0/0/(\d+)", 0),
    (("cisco_xrv9k", "vr-xrv9k", "vr-cisco_xrv9k", "cisco_xrd_vrouter"), r"(?:gi|te|hu)0/0/0/(\d+)", 0),
    (("juniper_vmx", "vr-vmx", "vr-juniper_vmx", "juniper_vqfx", "vr-vqfx", "vr-juniper_vqfx", "juniper_vsrx",
      "vr-vsrx", "vr-juniper_vsrx", "juniper_vjunosrouter", "juniper_vjunosswitch", "juniper_vjunosevolved"),
     r"(?:et|xe|ge)-0/0/(\d+)", 0),
    (("juniper_cjunosevolved", "cjunosevolved"), r"(?:et|xe|ge)-0/0/(\d+)", -3),
    (("spirent_stc",), r"port(\d+)", 0),
    (("arista_veos", "vr-veos", "vr-arista_veos"), r"eth(?:1/)?(\d+)", 1),
    (("aruba_aoscx", "vr-aoscx", "vr-aruba_aoscx"), r"1/1/(\d+)", 1),
    (("cisco_n9kv", "cisco_nxos", "vr-n9kv", "vr-cisco_n9kv"), r"eth1/(\d+)", 1),
    (("cisco_cat9kv",), r"gi1/0/(\d+)", 1),
    (("ciena_saos", "vr-ciena_saos"), r"(\d+)", 1),
    (("nvidia_cumulusvx",), r"swp(\d+)", 1),
    (("freebsd",), r"vtnet(\d+)", 1),
    (("openbsd",), r"vio(\d+)", 1),
    (("paloalto_panos", "vr-pan", "vr-paloalto_panos"), r"eth1/(\d+)", 1),
    (("nokia_sros", "vr-sros", "vr-nokia_sros"), r"1/1/(?:c(\d+)/1|(\d+))", 1),
    (("f5_bigip-ve",), r"1\.(\d+)", 1),
    (("cisco_csr1000v", "cisco_csr", "vr-csr", "vr-cisco_csr1000v", "cisco_c8000v"), r"gi(\d+)", 2),
    (("fortinet_fortigate",), r"port(\d+)", 2),
    (("mikrotik_ros", "vr-ros", "vr-mikrotik_ros"), r"ether(\d+)", 2),
)
"""Kinds, how they call a port, and the number of the port that is ``eth1``."""

_DASHED = ("nokia_srlinux", "srl", "nokia_srsim")
_GRID = ("cisco_iol",)
_SONIC = ("sonic-vs", "sonic-vm")
_PLAIN = ("bridge", "ovs-bridge", "host", "ext-container", "k8s-kind")
# fmt: on

_SHORT = {long: short for short, words in _WORDS.items() for long in words}
_KNOWN = (*_WORDS, *_SHORT)
_UNIT = re.compile(r"[.:][\d*][\d.*]*$")
_WORDED = re.compile(r"([a-z][a-z-]*?)-?(\d[\d/_-]*)")
_PARTS = r"(?:\d+|[xc]\d+)"
_SLOTTED = re.compile(rf"ethernet-(\d+(?:/\d+)+)|e(\d+(?:-{_PARTS})+)|(\d+/{_PARTS}(?:/{_PARTS})+)")
_JUNOS = re.compile(r"(?:et|xe|ge|fe|so)-\d+/\d+/\d+")
_IOL = re.compile(r"e(?:th)?(\d+)/(\d+)")
_SONIC_PORT = re.compile(r"ethernet(\d+)")
_LONGEST = 64
"""Characters; longer names are no interface's, and are compared as they are."""


def canonical(kind: str | None, interface: str) -> str:
    """Return one form of an interface's name, for whatever a link or the configuration of a `kind` calls it.

    It serves to compare names, never to show them. Case, units and VLAN tags do not count.

    >>> canonical("nokia_srlinux", "ethernet-1/1.0"), canonical("cisco_xrd", "GigabitEthernet0/0/0/0")
    ('e1-1', 'gi0/0/0/0')
    >>> canonical("cisco_csr1000v", "GigabitEthernet3"), canonical("arista_ceos", "Ethernet1")
    ('eth2', 'eth1')
    """
    lowered = "".join(interface.lower().split())
    if len(lowered) > _LONGEST:
        return lowered
    mapped = linux_name(kind, lowered)
    if mapped is not None:
        return mapped
    name = _UNIT.sub("", lowered)
    mapped = linux_name(kind, name)
    if mapped is not None:
        return mapped
    if kind == "linux":  # SONiC runs as one, too, and only it has such interfaces
        return _sonic(name) or name
    return name if kind in _PLAIN else _general(name)


def linux_name(kind: str | None, interface: str) -> str | None:
    """Return the interface in a node's container that a name stands for, None where the name is no alias.

    >>> linux_name("juniper_vmx", "ge-0/0/3"), linux_name("cisco_iol", "Ethernet1/2"), linux_name("linux", "eth1")
    ('eth4', 'eth6', None)
    """
    name = "".join(interface.lower().split())
    if len(name) > _LONGEST:
        return None
    return next((found for alias in _aliases(kind) if (found := alias(name)) is not None), None)


_Alias = Callable[[str], str | None]


@cache
def _aliases(kind: str | None) -> tuple[_Alias, ...]:
    found = [_port(re.compile(pattern), first) for kinds, pattern, first in _PORTS if kind in kinds]
    if kind in _DASHED:
        found.append(_dashed)
    if kind in _GRID:
        found.append(_iol)
    if kind in _SONIC:
        found.append(_sonic)
    return tuple(found)


def _port(pattern: re.Pattern[str], first: int) -> _Alias:
    def alias(name: str) -> str | None:
        match = pattern.fullmatch(name) or pattern.fullmatch(_general(name))
        if match is None:
            return None
        number = int(next(group for group in match.groups() if group is not None)) - first + 1
        return f"eth{number}" if number > 0 else None

    return alias


def _dashed(name: str) -> str | None:
    match = _SLOTTED.fullmatch(name)
    return "e" + match[match.lastindex or 0].replace("/", "-") if match else None


def _iol(name: str) -> str | None:
    """Return an interface of IOS on Linux, which has four ports a slot."""
    match = _IOL.fullmatch(_general(name))
    return f"eth{4 * int(match[1]) + int(match[2])}" if match else None


def _sonic(name: str) -> str | None:
    """Return a port of SONiC, which numbers lanes: four a port."""
    match = _SONIC_PORT.fullmatch(name)
    return f"eth{int(match[1]) // 4 + 1}" if match and int(match[1]) % 4 == 0 else None


def _general(name: str) -> str:
    """Return a name with its word made short and one sort of separator, as all kinds have it."""
    if _JUNOS.fullmatch(name):
        return name
    worded = _WORDED.fullmatch(name)
    if worded is None or worded[1] not in _KNOWN or name.startswith("ethernet-"):
        return _dashed(name) or name
    return _SHORT.get(worded[1], worded[1]) + re.sub(r"[_-]", "/", worded[2])
