"""Node to Box: the device class that chooses the shape, and the lines of text inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from topodraw.diagram import Box, Line
from topodraw.errors import UnknownName
from topodraw.model import Endpoint, Group, Node, Topology
from topodraw.views.options import ViewOptions

__all__ = ["LABEL_WORDS", "as_list_name", "box_kind", "make_boxes"]

LABEL_WORDS = ("name", "device", "address", "as", "title")

KINDS = ("router", "switch", "host", "bridge", "firewall", "server", "controller", "cloud")
"""The device classes that a role or an icon may name directly."""

_ICONS: dict[str, str] = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("pe", "dcgw", "ce", "p", "gateway", "rgw", "pon", "load-balancer"), "router"),
    **dict.fromkeys(("leaf", "spine", "super-spine", "superspine", "layer-3-switch", "nexus5000"), "switch"),
    **dict.fromkeys(("client", "pc", "ue", "vm"), "host"),
}
"""Words for icons and roles met in the wild (graphite, the containerlab extension, netlab) -> device class."""

# fmt: off
_SWITCHES = (
    "eos", "nxos", "cumulus", "cumulus_nvue", "arubacx", "dellos10", "exos", "vjunos-switch", "vptx",
    "nokia_srlinux", "srl", "arista_ceos", "ceos", "arista_veos", "aruba_aoscx", "cisco_n9kv", "cisco_cat9kv",
    "cvx", "nvidia_cumulusvx", "dell_ftosv", "dell_sonic", "plvision_sonic", "sonic-vs", "sonic-vm", "juniper_vqfx",
    "juniper_vjunosswitch",
)
_FIREWALLS = (
    "csrx", "vsrx", "fortios", "juniper_vsrx", "juniper_csrx", "cisco_asav", "cisco_ftdv", "fortinet_fortigate",
    "paloalto_panos", "checkpoint_cloudguard",
)
_HOSTS = (
    "linux", "none", "generic_vm", "freebsd", "openbsd", "ext-container", "k8s-kind",
)
# fmt: on

_DEVICES: dict[str, str] = {
    **dict.fromkeys(_SWITCHES, "switch"),
    **dict.fromkeys(_FIREWALLS, "firewall"),
    **dict.fromkeys(_HOSTS, "host"),
    **dict.fromkeys(("bridge", "ovs-bridge"), "bridge"),
    "cisco_sdwan": "controller",
}
"""netlab devices and containerlab kinds that are not plain routers -> device class."""

_PLAIN_AS = re.compile(r"AS[ _-]?[0-9.]+", re.IGNORECASE)

_REFINES = ("switch", "firewall")
"""netlab calls every forwarding device a router; these classes of its device table say more."""


def box_kind(node: Node) -> str:
    """Return a node's device class: what its author said, else its role, sharpened by its device; router if unknown."""
    if node.hints.icon and (asked := _ICONS.get(node.hints.icon.lower())):
        return asked
    by_device = _DEVICES.get((node.device or "").lower())
    if node.role == "router" and by_device in _REFINES:
        return by_device
    by_role = _ICONS.get((node.role or "").lower())
    return by_role or by_device or ("cloud" if node.pseudo else "router")


def make_boxes(topology: Topology, nodes: Iterable[Node], options: ViewOptions) -> tuple[Box, ...]:
    """Return the boxes of some of a topology's nodes. Raises UnknownName for an unknown word in `node_label`."""
    for word in options.node_label:
        if word not in LABEL_WORDS:
            raise UnknownName("node label", word, LABEL_WORDS)
    words = _group_words(topology.groups)
    interfaces = _interfaces(topology)
    return tuple(
        _box(node, options.node_label, words.get(node.name, ()), interfaces.get(node.name, ())) for node in nodes
    )


def as_list_name(group: Group) -> str | None:
    """Return the name that the lab gives an autonomous system, out of a title such as ``Transit (AS 65000)``."""
    if _PLAIN_AS.fullmatch(group.title):
        return None
    name, bracket, rest = group.title.rpartition(" (AS ")
    return name if bracket and rest.endswith(")") else group.title


def _box(node: Node, wanted: tuple[str, ...], groups: Iterable[str], interfaces: Iterable[Endpoint]) -> Box:
    address = node.loopback or next((e.address for e in interfaces if isinstance(e.address, str)), None)
    autonomous_system = None if node.asn is None else f"AS {node.asn}"
    texts = {"device": node.device, "address": address, "as": autonomous_system, "title": node.title}
    own_words = (node.role, node.hints.icon, *node.hints.classes, *groups)
    return Box(
        id=node.name,
        kind=box_kind(node),
        lines=tuple(Line(text, word) for word in wanted if (text := texts.get(word))),
        device=node.device,
        asn=node.asn,
        address=address,
        tier=node.tier,
        route_reflector=node.route_reflector,
        words=tuple(dict.fromkeys(word for word in own_words if word)),
        tooltip=_tooltip(node, autonomous_system, interfaces),
        hints=node.hints,
    )


def _tooltip(node: Node, autonomous_system: str | None, interfaces: Iterable[Endpoint]) -> str | None:
    addresses = [
        f"{end.interface or 'address'} {address}"
        for end in interfaces
        for address in (end.ipv4, end.ipv6)
        if isinstance(address, str)
    ]
    parts = (node.title, node.device, autonomous_system, node.loopback, *addresses)
    return ", ".join(part for part in parts if part) or None


def _interfaces(topology: Topology) -> Mapping[str, list[Endpoint]]:
    found: dict[str, list[Endpoint]] = {}
    for link in topology.links:
        for end in link.endpoints:
            found.setdefault(end.node, []).append(end)
    return found


def _group_words(groups: tuple[Group, ...]) -> Mapping[str, list[str]]:
    """Return for each node the names of its groups, the smallest group first; areas and plain AS numbers say nothing
    about a node's job."""
    words: dict[str, list[str]] = {}
    for group in sorted(groups, key=lambda group: len(group.members)):
        word = as_list_name(group) if group.kind == "as" else None if group.kind == "area" else group.name
        if word:
            for member in group.members:
                words.setdefault(member, []).append(word)
    return words
