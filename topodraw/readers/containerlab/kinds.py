"""What sort of device a node is: its role, by containerlab's kinds, by the image of Linux containers, by names.

The order of evidence is the label ``graph-icon``, the kind, the image, the name.
"""

from __future__ import annotations

import re

from topodraw.errors import Report, suggestion
from topodraw.readers.containerlab.inheritance import Declared

__all__ = ["BRIDGES", "CLUSTER", "LAB_HOST", "known_kinds", "role_of", "role_of_icon", "warn_of_unknown_kinds"]

BRIDGES = ("bridge", "ovs-bridge")
CLUSTER = "k8s-kind"
LAB_HOST = "host"

# fmt: off
_KINDS: dict[str, tuple[str, ...]] = {
    "router": (
        "nokia_sros", "vr-sros", "vr-nokia_sros", "nokia_srsim", "juniper_crpd", "crpd", "juniper_vmx", "vr-vmx",
        "vr-juniper_vmx", "juniper_vjunosrouter", "juniper_vjunosevolved", "juniper_cjunosevolved", "cjunosevolved",
        "cisco_xrd", "xrd", "cisco_xrd_vrouter", "cisco_xrv", "vr-xrv", "vr-cisco_xrv", "cisco_xrv9k", "vr-xrv9k",
        "vr-cisco_xrv9k", "cisco_csr1000v", "cisco_csr", "vr-csr", "vr-cisco_csr1000v", "cisco_c8000", "c8000",
        "cisco_c8000v", "cisco_iol", "cisco_vios", "mikrotik_ros", "vr-ros", "vr-mikrotik_ros", "huawei_vrp",
        "ipinfusion_ocnos", "6wind_vsr", "arrcus_arcos", "fdio_vpp", "rare", "vyosnetworks_vyos", "veesix_osvbng",
        "ciena_saos", "vr-ciena_saos", "openwrt",
    ),
    "switch": (
        "nokia_srlinux", "srl", "arista_ceos", "ceos", "arista_veos", "vr-veos", "vr-arista_veos", "aruba_aoscx",
        "vr-aoscx", "vr-aruba_aoscx", "cisco_n9kv", "cisco_nxos", "vr-n9kv", "vr-cisco_n9kv", "cisco_cat9kv", "cvx",
        "cumulus_cvx", "nvidia_cumulusvx", "dell_ftosv", "vr-ftosv", "vr-dell_ftosv", "dell_sonic", "plvision_sonic",
        "sonic-vs", "sonic-vm", "juniper_vqfx", "vr-vqfx", "vr-juniper_vqfx", "juniper_vjunosswitch",
    ),
    "firewall": (
        "juniper_vsrx", "vr-vsrx", "vr-juniper_vsrx", "juniper_csrx", "cisco_asav", "cisco_ftdv",
        "fortinet_fortigate", "paloalto_panos", "vr-pan", "vr-paloalto_panos", "checkpoint_cloudguard",
    ),
    "load-balancer": ("f5_bigip-ve",),
    "host": (
        "freebsd", "openbsd", "ext-container", "keysight_ixia-c-one", "spirent_stc", "ostinato", LAB_HOST,
    ),
    "controller": ("cisco_sdwan", "border0"),
    "cluster": (CLUSTER,),
    "bridge": BRIDGES,
}
"""Role -> kinds, with the aliases that containerlab has for them."""
_OPEN_KINDS = ("linux", "generic_vm")
"""Kinds that can be anything; without further evidence they are hosts."""

_ICONS: dict[str, tuple[str, ...]] = {
    "router": ("router", "pe", "dcgw", "rgw"),
    "switch": ("switch", "leaf", "spine", "super-spine", "layer-3-switch"),
    "host": ("host", "client", "pc", "ue"),
    "server": ("server", "server-2"),
    "firewall": ("firewall",),
    "controller": ("controller",),
    "cloud": ("cloud",),
}
"""Role -> values of ``graph-icon`` met in clab-io-draw, graphite and the VS Code extension."""

_IMAGES: dict[str, tuple[str, ...]] = {
    "router": ("frr", "holo", "bird", "openbgpd", "gobgp", "exabgp", "vyos", "quagga"),
    "switch": ("docker-sonic-vs", "openvswitch", "ovs"),
    "host": ("network-multitool", "alpine", "ubuntu", "debian", "iperf", "netshoot", "trex", "nginx"),
    "tool": ("prometheus", "grafana", "gnmic", "loki", "promtail", "telegraf", "influxdb", "graphite"),
}
"""Role -> parts of the name of an image."""

_NAMES: dict[str, tuple[str, ...]] = {
    "host": ("client", "host", "srv", "server", "pc"),
    "switch": ("leaf", "spine", "tor", "switch", "sw"),
    "router": ("dcgw", "pe", "rr", "core", "asbr", "router", "rtr"),
}
"""Role -> words in the names of nodes and of kinds that nobody knows."""
# fmt: on

_ROLE_OF_KIND = {kind: role for role, kinds in _KINDS.items() for kind in kinds}
_ROLE_OF_ICON = {icon: role for role, icons in _ICONS.items() for icon in icons}
_LONG = 4
"""Words this long are found inside others (``spine1a``, ``webserver``); shorter ones have to stand alone."""


def role_of_icon(icon: str) -> str | None:
    """Return the role that the name of an icon stands for, None for a name that nobody knows."""
    return _ROLE_OF_ICON.get(icon.lower())


def role_of(node: Declared) -> str | None:
    """Return the role of a node, None where nothing tells."""
    icon = node.label("graph-icon")
    asked = role_of_icon(icon[0]) if icon else None
    if asked and node.kind not in BRIDGES:
        return asked
    if node.kind in _ROLE_OF_KIND:
        is_layer_2 = node.kind == "cisco_iol" and (node.type or "").lower() == "l2"
        return "switch" if is_layer_2 else _ROLE_OF_KIND[node.kind]
    if node.kind in _OPEN_KINDS:
        return _role_of_image(node.image) or _role_of_name(node.name) or "host"
    return (_role_of_name(node.kind) if node.kind else None) or _role_of_name(node.name)


def _role_of_image(image: str | None) -> str | None:
    base = (image or "").rsplit("/", 1)[-1].partition("@")[0].partition(":")[0].lower()
    return next((role for role, parts in _IMAGES.items() if any(part in base for part in parts)), None)


def _role_of_name(name: str) -> str | None:
    words = re.findall(r"[a-z]+", name.lower())
    for role, known in _NAMES.items():
        if any(word == k or (len(k) >= _LONG and k in word) for word in words for k in known):
            return role
    return None


def known_kinds() -> tuple[str, ...]:
    """Return the names of all kinds that containerlab has, aliases included."""
    return (*_ROLE_OF_KIND, *_OPEN_KINDS)


def warn_of_unknown_kinds(nodes: list[Declared], report: Report) -> None:
    """Warn once of each kind that containerlab does not have."""
    known = known_kinds()
    seen: dict[str, None] = {}
    for node in nodes:
        if node.kind and node.kind not in known and node.kind not in seen:
            seen[node.kind] = None
            where = node.body.value_at("kind") if "kind" in node.body else node.where
            text = f"node {node.name!r}: kind {node.kind!r} is not supported by containerlab"
            report.warn(where, f"{text}{suggestion(node.kind, known)}")
