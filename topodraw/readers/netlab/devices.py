"""Devices: what netlab 26.10 knows of each kind of device that shows in a drawing, as one table.

A device is a tree with netlab's own keys, so that ``defaults.devices.X`` merges onto it; `parent` inherits, a
sub-tree named after a provider overrides for that provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from topodraw.readers.netlab.tree import Tree, fill, get, mapping, merged

__all__ = ["Devices"]

_LINUX_LO = 'lo{ifindex if ifindex else ""}'
_BOND, _CHANNEL, _AE = "bond{lag.ifindex}", "port-channel{lag.ifindex}", "ae{lag.ifindex}"
_SROS_LO = '{"loopback."+str(ifindex) if ifindex else "system"}'
_SLOTS = "{ifindex // 4}/{ifindex % 4}"
_FRR_TUNNEL = {"gre": "gre{ifindex + 1}", "wireguard": "wg{ifindex}", "default": "tun{ifindex}"}
_BSD_TUNNEL = {"gre": "gre{ifindex}", "wireguard": "wg{ifindex}"}
_VYOS_TUNNEL = {"gre": "tun{ifindex}", "wireguard": "wg{ifindex}"}

# name: (role, interface pattern, first ifindex, loopback pattern, icon, LAG pattern, tunnel pattern)
_TABLE: dict[str, tuple[str | None, str, int, str | None, str | None, str | None, Any]] = {
    "none": (None, "eth{ifindex}", 1, "Loopback{ifindex}", None, _BOND, "Tunnel{ifindex}"),
    "unknown": (None, "eth{ifindex}", 1, None, "server", None, None),
    "linux": ("host", "eth{ifindex}", 1, _LINUX_LO, "server", _BOND, None),
    "bird": ("host", "eth{ifindex}", 1, _LINUX_LO, "server", _BOND, None),
    "dnsmasq": ("host", "eth{ifindex}", 1, _LINUX_LO, "server", _BOND, None),
    "kind": ("router", "eth{ifindex}", 1, _LINUX_LO, "server", _BOND, None),
    "kind-node": ("host", "eth{ifindex}", 1, _LINUX_LO, "server", _BOND, None),
    "netscaler": ("router", "0/{ifindex+2}", 1, None, "server", None, None),
    "vpp": ("router", "eth{ifindex}", 1, "loop{ifindex}", "router", _BOND, None),
    "frr": ("router", "eth{ifindex}", 1, _LINUX_LO, "router", _BOND, _FRR_TUNNEL),
    "arcos": ("router", "swp{ifindex}", 1, "loopback{ifindex}", "router", _BOND, "tunnel{ifindex}"),
    "arubacx": (None, "1/1/{ifindex}", 1, "loopback {ifindex}", "switch", "lag {lag.ifindex}", "tunnel {ifindex}"),
    "asav": (None, "GigabitEthernet0/{ifindex}", 0, None, None, None, None),
    "cat8000v": ("router", "GigabitEthernet{ifindex}", 2, "Loopback{ifindex}", "router", None, "Tunnel{ifindex}"),
    "cisco8000v": (None, "FourHundredGigE0/0/0/{ifindex}", 0, "Loopback{ifindex}", None, None, None),
    "crpd": (None, "eth{ifindex+1}", 0, "lo0.{ifindex}", "router", _AE, None),
    "csr": ("router", "GigabitEthernet{ifindex}", 2, "Loopback{ifindex}", "router", None, "Tunnel{ifindex}"),
    "csrx": (None, "ge-0/0/{ifindex}", 0, None, "firewall", None, None),
    "cumulus": (None, "swp{ifindex}", 1, _LINUX_LO, "switch", _BOND, "tun{ifindex}"),
    "cumulus_nvue": (None, "swp{ifindex}", 1, _LINUX_LO, "switch", _BOND, None),
    "dellos10": (None, "ethernet1/1/{ifindex}", 1, "loopback{ifindex}", "switch", _CHANNEL, None),
    "eos": ("router", "Ethernet{ifindex}", 1, "Loopback{ifindex}", "switch", _CHANNEL, "Tunnel{ifindex}"),
    "exos": ("router", "{ifindex}", 1, "loopback{ifindex}", "switch", None, None),
    "fortios": (None, "port{ifindex}", 2, "loopback{ifindex}", "firewall", None, None),
    "iol": ("router", f"Ethernet{_SLOTS}", 1, "Loopback{ifindex}", "router", None, "Tunnel{ifindex}"),
    "ioll2": (
        "router", f"Ethernet{_SLOTS}", 1, "Loopback{ifindex}", "router", "Port-channel{lag.ifindex}", "Tunnel{ifindex}"
    ),
    "iosv": ("router", "GigabitEthernet0/{ifindex}", 1, "Loopback{ifindex}", "router", None, "Tunnel{ifindex}"),
    "iosvl2": (
        "router", f"GigabitEthernet{_SLOTS}", 1, "Loopback{ifindex}", "router", "Port-channel{lag.ifindex}",
        "Tunnel{ifindex}",
    ),
    "iosxr": (None, "GigabitEthernet0/0/0/{ifindex}", 0, "Loopback{ifindex}", None, None, None),
    "nxos": (None, "Ethernet1/{ifindex}", 1, "loopback{ifindex}", "nexus5000", None, None),
    "openbsd": ("router", "vio{ifindex}", 1, "lo{ifindex}", "server", None, _BSD_TUNNEL),
    "routeros": (None, "ether{ifindex}", 2, "loopback", "router", None, None),
    "routeros7": (
        None, "ether{ifindex}", 2, 'loopback{ifindex if ifindex else ""}', "router", _BOND, "tunnel{ifindex}"
    ),
    "sonic": (
        "router", "Ethernet{ifindex * 4}", 0, "Loopback{ifindex}", "router", "PortChannel{lag.ifindex}", "tun{ifindex}"
    ),
    "srlinux": (None, "ethernet-1/{ifindex}", 1, "lo0.{ifindex}", "router", None, None),
    "sros": (None, "eth-1/1/c{ifindex}", 1, _SROS_LO, "router", None, None),
    "srsim": (None, "eth-1/{ifindex // 12 + 1}/c{(ifindex - 1) % 12 + 1}", 1, _SROS_LO, "router", None, None),
    "vjunos-router": (None, "ge-0/0/{ifindex}", 0, "lo0.{ifindex}", "router", _AE, "gr-0/0/10.{ifindex}"),
    "vjunos-switch": (None, "ge-0/0/{ifindex}", 0, "lo0.{ifindex}", "switch", _AE, None),
    "vmx": (None, "ge-0/0/{ifindex}", 0, "lo0.{ifindex}", "router", _AE, None),
    "vptx": (None, "et-0/0/{ifindex}", 0, "lo0.{ifindex}", "switch", _AE, None),
    "vsrx": (None, "ge-0/0/{ifindex}", 0, "lo0.{ifindex}", "firewall", _AE, "gr-0/0/0.{ifindex}"),
    "vyos": (None, "eth{ifindex}", 1, "dum{ifindex}", "router", _BOND, _VYOS_TUNNEL),
}  # fmt: skip
_KEYS = ("role", "interface_name", "ifindex_offset", "loopback_interface_name", "icon", "lag_interface_name")

_EXTRA: dict[str, Tree] = {
    "bird": {"daemon": True},
    "dnsmasq": {"daemon": True, "node": {"module": ["dhcp", "services"]}},
    "kind": {"daemon": True},
    "kind-node": {"daemon": True},
    "fortios": {"loopback": False},
    "vyos": {"clab": {"features": {"stub_loopback": True}}},
}
_OLD_ORIGINATE = {
    "arcos", "asav", "cumulus", "csrx", "dnsmasq", "exos", "kind", "linux", "netscaler", "routeros", "routeros7",
    "unknown", "vpp",
}  # fmt: skip
"""Devices for which the old ``bgp.originate`` plugin still makes loopback links."""


@cache
def _built_in(name: str) -> Tree | None:
    row = _TABLE.get(name)
    if row is None:
        return None
    tree = {key: value for key, value in zip(_KEYS, row, strict=False) if value is not None}
    if row[6] is not None:
        tree["tunnel_interface_name"] = row[6]
    tree["old_originate"] = name in _OLD_ORIGINATE
    return merged(tree, _EXTRA.get(name, {}))


class Devices:
    """The devices of one lab: the table with the lab's own ``defaults.devices`` and ``defaults.daemons`` on top."""

    def __init__(self, defaults: Mapping[str, Any]) -> None:
        self._own = mapping(defaults, "devices")
        self._daemons = mapping(defaults, "daemons")
        self._known: dict[str, Tree | None] = {}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.tree(name) is not None

    def names(self) -> list[str]:
        """Return the names of all devices, for suggestions."""
        return [*_TABLE, *(name for name in (*self._own, *self._daemons) if isinstance(name, str))]

    def tree(self, name: str) -> Tree | None:
        """Return all that is known of a device, None when it is unknown."""
        if name not in self._known:
            self._known[name] = self._resolved(name, ())
        return self._known[name]

    def _resolved(self, name: str, chain: tuple[str, ...]) -> Tree | None:
        base = _built_in(name)
        daemon, own = self._daemons.get(name), self._own.get(name)
        if base is None and not isinstance(daemon, dict) and not isinstance(own, dict):
            return None
        tree: Tree = dict(base or {})
        if isinstance(daemon, dict):
            tree = merged({"parent": "linux", "daemon": True}, merged(tree, daemon))
        if isinstance(own, dict):
            tree = merged(tree, own)
        parent = tree.pop("parent", None)
        if isinstance(parent, str) and parent not in chain and parent != name:
            fill(tree, self._resolved(parent, (*chain, name)) or {})
        return tree

    def attribute(self, name: str | None, provider: str, path: str, default: Any = None) -> Any:
        """Return an attribute of a device; the provider's own sub-tree wins, mappings of both are merged."""
        tree = self.tree(name) if name else None
        if tree is None:
            tree = _built_in("none") or {}
        general, special = get(tree, path), get(tree, f"{provider}.{path}")
        if isinstance(general, dict) and isinstance(special, dict):
            return merged(general, special)
        chosen = general if special is None else special
        return default if chosen is None else chosen
