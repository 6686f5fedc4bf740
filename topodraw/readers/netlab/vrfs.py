"""VRFs: their links and loopbacks, what nodes inherit of them, and the AS number that route leaking brings."""

from __future__ import annotations

from typing import Any

from topodraw.located import Map
from topodraw.readers.netlab.forms import read_list
from topodraw.readers.netlab.interfaces import add_interface
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.pools import next_prefix
from topodraw.readers.netlab.prefixes import parse_prefix
from topodraw.readers.netlab.shapes import as_number
from topodraw.readers.netlab.tree import Tree, as_list, clone, get, integer, mapping, merged

__all__ = ["complete", "define", "leak_as"]


def define(lab: Lab) -> None:
    """Collect the global VRFs and append their links."""
    if "vrf" not in lab.modules:
        return
    own: Any = lab.document.get("vrfs") or {}
    for name, data in own.items():
        lab.vrfs[name] = data if isinstance(data, dict) else {}
    for group in lab.groups.values():
        for name, data in mapping(group, "node_data.vrfs").items():
            vrf = lab.vrfs.setdefault(name, {})
            for key in ("rd", "import", "export"):
                if key in (data or {}):
                    vrf.setdefault(key, clone(data[key]))
    for name, vrf in lab.vrfs.items():
        at = vrf.value_at("links") if isinstance(vrf, Map) else lab.document.at("vrfs")
        for link in read_list(lab, vrf.pop("links", None), f"vrfs.{name}.links", at):
            link.data["vrf"] = name
            lab.add_link(link)


def complete(lab: Lab) -> None:
    """Give every node the VRFs its interfaces are in, with the global data below its own, and VRF loopbacks."""
    for node in lab.running("vrf"):
        vrfs = node.mapping("vrfs")
        used = [i["vrf"] for i in node.interfaces if isinstance(i.get("vrf"), str)]
        used += [v["vrf"] for v in mapping(node.data, "vlans").values() if isinstance(get(v, "vrf"), str)]
        for name in dict.fromkeys(used):
            vrfs.setdefault(name, {})
            if name not in lab.vrfs and not vrfs[name]:
                lab.report.warn(node.at, f"VRF {name!r} is used on node {node.name!r} but not defined")
        for name in list(vrfs):
            vrfs[name] = merged(lab.vrfs.get(name, {}), vrfs[name] or {})
        for name, vrf in vrfs.items():
            wanted = vrf.get("loopback") or get(node.data, "vrf.loopback") or get(lab.document, "vrf.loopback")
            if wanted and lab.device_attribute(node, "loopback_interface_name"):
                _add_loopback(lab, node, name, wanted)


def _add_loopback(lab: Lab, node: LabNode, name: str, wanted: Any) -> None:
    interface: Tree = {"type": "loopback", "vrf": name, "link": None, "neighbors": []}
    own = wanted if isinstance(wanted, dict) else {"ipv4": wanted} if isinstance(wanted, str) else {}
    found: Tree = {family: own[family] for family in FAMILIES if isinstance(own.get(family), str)}
    if not found:
        found = next_prefix(lab, [own.get("pool", "vrf_loopback")], f"loopback of VRF {name!r}", node.at)
    for family in FAMILIES:
        prefix = parse_prefix(found.get(family))
        if prefix is not None:
            interface[family] = str(prefix if prefix.size == 1 or prefix.value != prefix.base else prefix.host(1))
    add_interface(lab, node, interface)


def leak_as(lab: Lab, node: LabNode) -> bool:
    """Give a node whose VRFs leak routes, but that has no AS, the AS number netlab invents for it (``vrf.as``).

    Returns whether it did. Only nodes that come later in the file notice (a quirk of netlab's).
    """
    if node.asn is not None or "vrf" not in node.modules:
        return False
    vrfs = mapping(node.data, "vrfs")
    if not any("vrf" in interface for interface in node.interfaces) and not any("loopback" in v for v in vrfs.values()):
        return False
    asn = as_number(get(node.data, "vrf.as") or lab.setting("vrf.as"))
    if asn is None or not any(_leaks(lab, name, vrf) for name, vrf in vrfs.items()):
        return False
    node.mapping("bgp")["as"] = asn
    return True


def _leaks(lab: Lab, name: str, vrf: Tree) -> bool:
    """Tell whether a VRF imports or exports anything but its own route target."""
    own = _distinguisher(lab, name, vrf)
    for direction in ("import", "export"):
        targets = as_list(vrf.get(direction)) if direction in vrf else [_common(lab, name, own)]
        if [_target(lab, target, name, own) for target in targets] != [own]:
            return True
    return False


def _distinguisher(lab: Lab, name: str, vrf: Tree) -> str:
    """Return a VRF's route distinguisher, or a stand-in for the one netlab would generate."""
    value = vrf.get("rd")
    number = integer(value)
    if number is not None:
        return f"{lab.setting('bgp.as') or lab.setting('vrf.as')}:{number}"
    return str(value) if value is not None else f"rd of {name}"


def _common(lab: Lab, name: str, own: str) -> str:
    return _distinguisher(lab, name, lab.vrfs[name]) if name in lab.vrfs else own


def _target(lab: Lab, target: Any, name: str, own: str) -> str:
    number = integer(target)
    if number is not None:
        return f"{lab.setting('bgp.as') or lab.setting('vrf.as')}:{number}"
    if isinstance(target, str) and target == name:
        return _common(lab, name, own)
    if isinstance(target, str) and target in lab.vrfs:
        return _distinguisher(lab, target, lab.vrfs[target])
    return str(target)
