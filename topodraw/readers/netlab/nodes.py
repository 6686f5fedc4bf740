"""Nodes: their forms, names and data; devices, modules, ids, roles and loopbacks."""

from __future__ import annotations

import re
from typing import Any

from topodraw.errors import Location
from topodraw.located import Map, Seq
from topodraw.readers.netlab import shapes
from topodraw.readers.netlab.defaults import NOT_PROPAGATED
from topodraw.readers.netlab.expressions import BadExpression, formatted
from topodraw.readers.netlab.lab import FAMILIES, Lab, LabNode
from topodraw.readers.netlab.prefixes import PoolFamily, Prefix, parse_prefix
from topodraw.readers.netlab.tree import Tree, clone, fill, get, integer, mapping

__all__ = ["MAX_NODES", "add_node", "assign_devices", "assign_ids", "assign_modules", "collect", "finish", "read_nodes"]

MAX_NODES = 5_000


def collect(lab: Lab) -> None:
    """Read the topology's nodes into the lab."""
    for name, (data, at) in read_nodes(lab, lab.document.get("nodes"), lab.document.value_at("nodes")).items():
        add_node(lab, name, data, at)


def read_nodes(lab: Lab, value: Any, at: Location) -> dict[str, tuple[Tree, Location]]:
    """Return nodes in any of their forms as name to data and place; what cannot be read is reported."""
    found: dict[str, tuple[Tree, Location]] = {}
    for name, given, place in _items(lab, value, at):
        data = Map(place.file, (place.line or 1, place.column or 1)) if given is None else given
        if not isinstance(name, str):
            lab.report.error(place, f"node name {name!r} must be a text; put it in quotes")
        elif not isinstance(data, dict):
            lab.report.error(place, f"node {name!r} must be a mapping of attributes, or nothing")
        else:
            if name in found:
                lab.report.warn(place, f"node {name!r} is there twice; what is said here counts")
            shapes.check(data, shapes.NODE, f"nodes.{name}", lab.report, place)
            found[name] = data, place
    return found


def _items(lab: Lab, value: Any, at: Location) -> list[tuple[Any, Any, Location]]:
    if isinstance(value, dict):
        return [(name, data, value.at(name) if isinstance(value, Map) else at) for name, data in value.items()]
    items: list[tuple[Any, Any, Location]] = []
    for number, item in enumerate(value if isinstance(value, list) else []):
        place = value.at(number) if isinstance(value, Seq) else at
        if isinstance(item, dict) and "name" not in item:
            lab.report.error(place, "this node has no name")
        elif isinstance(item, dict):
            items.append((item["name"], item, place))
        else:
            items.append((item, None, place))
    return items


def add_node(lab: Lab, name: str, data: Tree, at: Location) -> LabNode | None:
    """Add a node; an impossible name is reported and gives None."""
    longest = integer(get(lab.defaults, "const.MAX_NODE_ID_LENGTH")) or 16
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name) or len(name) > longest:
        shown = name if len(name) <= 40 else name[:37] + "..."
        lab.report.error(at, f"node name {shown!r} must be letters, digits, _ and -, at most {longest} of them")
        return None
    if len(lab.nodes) >= MAX_NODES:
        lab.report.error(at, f"the lab has more than {MAX_NODES:,} nodes")
        lab.report.check()
    node = lab.nodes[name] = LabNode(name, at, data)
    return node


def assign_devices(lab: Lab) -> None:
    """Give every node its device and the modules that the device brings."""
    default = lab.defaults.get("device")
    unknown: dict[str, list[LabNode]] = {}
    for node in lab.nodes.values():
        device = node.data.setdefault("device", default)
        if device is not None and device not in lab.devices:
            unknown.setdefault(str(device), []).append(node)
        brought = lab.device_attribute(node, "node.module")
        if isinstance(brought, list) and "module" not in node.data:
            node.data["module"] = list(brought)
    for device, users in unknown.items():
        lab.report.warn(users[0].at, f"unknown device {device!r} is taken for a plain router")


def takes_global_modules(lab: Lab, node: LabNode) -> bool:
    """Tell whether a node without modules of its own runs those of the topology: all but plain hosts do."""
    if node.data.get("role") != "host" and lab.device_attribute(node, "role") != "host":
        return True
    return lab.device_attribute(node, "daemon") is True


def assign_modules(lab: Lab) -> None:
    """Give nodes their module lists, and each module's data from the topology and the defaults below their own."""
    for node in lab.nodes.values():
        if "module" not in node.data and lab.modules and takes_global_modules(lab, node):
            node.data["module"] = list(lab.modules)
    lab.modules = list(dict.fromkeys([*lab.modules, *(m for node in lab.nodes.values() for m in node.modules)]))
    for node in lab.nodes.values():
        for module in node.modules:
            own = node.data.get(module)
            if own is False:
                continue
            data = node.mapping(module)
            device = lab.device_attribute(node, module)
            for level in (lab.document.get(module), device, lab.defaults.get(module)):
                if isinstance(level, dict):
                    fill(data, level, [k for k in level if k not in NOT_PROPAGATED.get(module, ())])


def assign_ids(lab: Lab) -> None:
    """Number the nodes: static ids first, then the lowest free ones in order; positive gateway ids are kept free."""
    limit = min(integer(get(lab.defaults, "const.MAX_NODE_ID")) or 150, MAX_NODES)
    taken = dict.fromkeys(_gateway_ids(lab), "a gateway")
    for node in lab.nodes.values():
        number = integer(node.data.get("id"))
        if number is None:
            continue
        if not 1 <= number <= limit:
            lab.report.error(_place(node, "id"), f"id {number} of node {node.name!r} must be between 1 and {limit}")
        elif number in taken:
            what = f"id {number} of node {node.name!r} is already used by {taken[number]}"
            lab.report.error(_place(node, "id"), what)
        else:
            node.id, taken[number] = number, f"node {node.name!r}"
    candidate = 1
    for node in lab.nodes.values():
        if node.id or integer(node.data.get("id")) is not None:
            continue
        while candidate in taken:
            candidate += 1
        if candidate > limit:
            what = f"no id is left for node {node.name!r}; set defaults.const.MAX_NODE_ID above {limit}"
            lab.report.error(node.at, what)
            return
        node.id, taken[candidate] = candidate, f"node {node.name!r}"


def _place(node: LabNode, key: str) -> Location:
    return node.data.value_at(key) if isinstance(node.data, Map) and key in node.data.keys_at else node.at


def _gateway_ids(lab: Lab) -> list[int]:
    if "gateway" not in lab.modules:
        return []
    found = [lab.setting("gateway.id")]
    found += [get(link.data, "gateway.id") for link in lab.links]
    found += [get(vlan, "gateway.id") for vlan in lab.vlans.values()]
    return [number for number in map(integer, found) if number is not None and number > 0]


def finish(lab: Lab) -> None:
    """Add what the device says of a node (role, daemon) and its loopback."""
    assign_ids(lab)
    lab.report.check()
    for node in lab.nodes.values():
        for key in ("role", "loopback"):
            value = lab.device_attribute(node, key)
            if value is not None and key not in node.data:
                node.data[key] = value
        brought = mapping(lab.devices.tree(node.device or "none"), "node")
        fill(node.data, brought, [key for key in brought if key != "module"])
        node.daemon = lab.device_attribute(node, "daemon") is True
        add_loopback(lab, node)


def add_loopback(lab: Lab, node: LabNode) -> None:
    """Give a router its loopback: addresses of its own, the rest from the loopback pool by node id."""
    wanted, pattern = node.data.get("loopback"), lab.device_attribute(node, "loopback_interface_name")
    if wanted is False or (wanted is None and ((node.role or "router") != "router" or not pattern)):
        return
    loopback: Tree = clone(wanted) if isinstance(wanted, dict) else {}
    loopback["ifname"] = _loopback_name(lab, node, pattern)
    pool = lab.pools.get(loopback.get("pool") or "loopback")
    if pool is None:
        lab.report.error(node.at, f"unknown address pool {loopback.get('pool')!r} for the loopback of {node.name!r}")
        return
    for family, supply in pool.families.items():
        if isinstance(supply, PoolFamily) and loopback.get(family, True) is True:
            subnet = supply.numbered(node.id)
            if subnet is None:
                lab.report.error(node.at, f"pool {pool.name!r} has no {family} loopback address for node {node.name!r}")
            else:
                loopback[family] = str(subnet if subnet.size == 1 else subnet.host(1))
    for family in FAMILIES:
        if not _checked(lab, node, loopback, family):
            loopback.pop(family, None)
    node.loopback = loopback


def _loopback_name(lab: Lab, node: LabNode, pattern: Any) -> str:
    try:
        return formatted(pattern, {"ifindex": 0}) if isinstance(pattern, str) else "lo"
    except BadExpression as error:
        lab.report.error(node.at, f"loopback_interface_name of device {node.device!r} {error}")
        return "lo"


def _checked(lab: Lab, node: LabNode, loopback: Tree, family: str) -> bool:
    """Tell whether a loopback has a usable address of a family; a wrong one is reported."""
    value = loopback.get(family)
    if not isinstance(value, str):
        return False
    prefix: Prefix | None = parse_prefix(value)
    if prefix is None or prefix.family != family:
        lab.report.error(node.at, f"loopback.{family} of node {node.name!r} is {value!r}, not an address with a length")
        return False
    loopback[family] = str(prefix)
    return True
