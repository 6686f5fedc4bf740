"""VLANs on links: access and native VLANs, trunks, and the hidden member link that each VLAN of a trunk becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from topodraw.readers.netlab.lab import FAMILIES, Lab, LabLink
from topodraw.readers.netlab.tree import Tree, clone, fill, get, mapping, merged
from topodraw.readers.netlab.vlans import attributes_for_links, global_vlan, interface_mode

__all__ = ["add_hidden_members", "apply_vlans", "copy_vlan_data", "is_routed"]


@dataclass(slots=True)
class _Use:
    """The VLANs that a link and its ends name for one purpose, and the nodes that know one of them only locally."""

    names: dict[str, None] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> str | None:
        return next(iter(self.names), None)


def apply_vlans(lab: Lab) -> None:
    """Work out the VLANs of every link; member links of trunks are appended to the list."""
    if "vlan" not in lab.modules:
        return
    for link in list(lab.links):
        if any("vlan" in lab.nodes[end["node"]].modules for end in link.ends):
            _apply(lab, link)


def _apply(lab: Lab, link: LabLink) -> None:
    uses: dict[str, _Use] = {}
    for tree in (link.data, *link.ends):
        _collect(lab, link, tree, uses)
    if "trunk" in uses and "access" in uses:
        lab.report.error(link.at, f"{link.label} cannot be a VLAN trunk and an access link at once")
        return
    if "native" in uses and "trunk" in uses:
        _leave_native(link, uses["native"].first)
    for end in link.ends:
        if "vlan" in link.data and "vlan" in lab.nodes[end["node"]].modules:
            end["vlan"] = merged(mapping(link.data, "vlan"), mapping(end, "vlan"))
    if "trunk" in uses:
        _add_members(lab, link, uses)
    name = (uses.get("access") or uses.get("native") or _Use()).first
    if name is None:
        if "trunk" in uses and not {"role", "prefix", "pool"} & link.data.keys():
            link.data["prefix"] = {}
        return
    _set_access(lab, link, name, (uses.get("access") or uses["native"]).owners.get(name))


def _collect(lab: Lab, link: LabLink, tree: Tree, uses: dict[str, _Use]) -> None:
    """Note the VLANs that a link or one of its ends names; lists of trunk VLANs become mappings."""
    vlan = tree.get("vlan")
    if not isinstance(vlan, dict):
        return
    trunk = vlan.get("trunk")
    if isinstance(trunk, list):
        trunk = {str(name): {} for name in trunk if isinstance(name, str | int)}
    if trunk is not None:
        vlan["trunk"] = {str(name): data if isinstance(data, dict) else {} for name, data in trunk.items()}
    for purpose in ("access", "native", "trunk"):
        value: Any = vlan.get(purpose)
        if not value:
            continue
        use = uses.setdefault(purpose, _Use())
        for name in [value] if isinstance(value, str) else value:
            use.names[name] = None
            owner = tree.get("node") if tree is not link.data else None
            if name in lab.vlans:
                continue
            if owner is not None and name in mapping(lab.nodes[owner].data, "vlans"):
                use.owners.setdefault(name, owner)
            else:
                global_vlan(lab, name, link.at)


def _leave_native(link: LabLink, native: str | None) -> None:
    """Keep ends that do not carry the native VLAN out of its subnet."""
    for end in link.ends:
        trunk = merged(mapping(link.data, "vlan.trunk"), mapping(end, "vlan.trunk"))
        carried = get(end, "vlan.native") or get(link.data, "vlan.native")
        if "vlan" in end and not carried and trunk and native not in trunk:
            end.update(dict.fromkeys(FAMILIES, False))


def _set_access(lab: Lab, link: LabLink, name: str, owner: str | None) -> None:
    """Make a link carry its access or native VLAN: prefix and attributes of the VLAN, no addresses where bridged."""
    for end in link.ends:
        if "vlan" in end:
            end["_mode"] = interface_mode(lab, lab.nodes[end["node"]], end)
    vlan = lab.vlans.get(name)
    if vlan is not None:
        for key, value in attributes_for_links(vlan).items():
            if isinstance(value, dict) and isinstance(link.data.get(key), dict):
                fill(link.data[key], value)
            else:
                link.data.setdefault(key, value)
    if is_routed(link):
        _make_routed(link)
    else:
        if vlan is None and owner is not None:
            vlan = mapping(mapping(lab.nodes[owner].data, "vlans"), name)
        vlan = vlan or {}
        if "prefix" in vlan:
            link.data["prefix"] = clone(vlan["prefix"])
        link.data.setdefault("type", vlan.get("type", "lan"))
        link.vlan_name = name
    for end in link.ends:
        if end.get("_mode") == "bridge" and "vlan" in lab.nodes[end["node"]].modules:
            end.update(dict.fromkeys(FAMILIES, False))


def is_routed(link: LabLink) -> bool:
    """Tell whether all VLAN interfaces of a link route, which makes it an ordinary link."""
    modes = [end["_mode"] for end in link.ends if "_mode" in end]
    return bool(modes) and all(mode == "route" for mode in modes)


def _make_routed(link: LabLink) -> None:
    for tree in (link.data, *link.ends):
        if isinstance(tree.get("vlan"), dict):
            tree["vlan"]["mode"] = "route"


def _member(lab: Lab, name: str, label: str, at: Any, parent: int, init: Tree) -> LabLink:
    """Return a hidden link for one VLAN, without ends."""
    data = clone(init)
    if "mode" in data:
        data["vlan"] = {"mode": data.pop("mode")}
    data["vlan"] = {**mapping(data, "vlan"), "access": name}
    data["type"] = "vlan_member"
    data |= attributes_for_links(lab.vlans.get(name, {}))
    return LabLink(label, at, data, [], parent=parent, vlan_name=name)


def _member_end(lab: Lab, node: str, name: str, init: Tree, parent_mode: Any) -> Tree:
    end: Tree = clone(init)
    end["node"] = node
    end["vlan"] = {**mapping(end, "vlan"), "access": name}
    if parent_mode and not end["vlan"].get("mode"):
        end["vlan"]["mode"] = parent_mode
    end["_mode"] = interface_mode(lab, lab.nodes[node], end)
    if end["_mode"] == "bridge":
        end.update(dict.fromkeys(FAMILIES, False))
    return end


def _add_members(lab: Lab, link: LabLink, uses: dict[str, _Use]) -> None:
    """Append a member link for each VLAN of a trunk but the native one, by name."""
    native = uses["native"].first if "native" in uses else None
    for name in sorted(uses["trunk"].names):
        if name == native:
            continue
        init = mapping(mapping(link.data, "vlan.trunk"), name)
        member = _member(lab, name, f"{link.label}.{name}", link.at, link.index, init)
        prefix = lab.vlans.get(name, {}).get("prefix")
        for end in link.ends:
            trunk = mapping(end, "vlan.trunk")
            if name not in trunk:
                continue
            sub = _member_end(lab, end["node"], name, trunk[name] or {}, get(end, "vlan.mode"))
            if not prefix and sub["_mode"] != "bridge":
                prefix = mapping(mapping(lab.nodes[end["node"]].data, "vlans"), name).get("prefix")
            member.ends.append(sub)
        if is_routed(member):
            _make_routed(member)
        elif prefix is not None:
            member.data["prefix"] = clone(prefix)
        if member.ends:
            lab.add_link(member)


def add_hidden_members(lab: Lab) -> None:
    """Append a one-ended member link for each VLAN that a node has (irb) but no interface of it is in."""
    if "vlan" not in lab.modules:
        return
    present: dict[str, dict[str, None]] = {}
    for link in lab.links:
        if link.vlan_name is not None:
            for end in link.ends:
                present.setdefault(end["node"], {})[link.vlan_name] = None
    for node in lab.nodes.values():
        for name in mapping(node.data, "vlans"):
            if name in present.get(node.name, {}):
                continue
            member = _member(lab, name, f"nodes.{node.name}.vlans.{name}", node.at, 0, {})
            lab.vlans.setdefault(name, {})  # known to the whole lab from here on, as netlab has it: it may get a role
            prefix = lab.vlans.get(name, {}).get("prefix")
            if prefix:
                member.data["prefix"] = clone(prefix)
            member.ends.append(_member_end(lab, node.name, name, {}, None))
            if member.ends[0]["_mode"] == "irb":
                lab.add_link(member)


def copy_vlan_data(lab: Lab) -> None:
    """Copy what a node says of a VLAN (addresses, gateway, module data) to its interfaces in that VLAN."""
    for link in lab.links:
        for end in link.ends:
            node = lab.nodes[end["node"]]
            vlan = mapping(node.data, "vlans").get(get(end, "vlan.access"))
            if isinstance(vlan, dict) and "vlan" in node.modules:
                for key in (*FAMILIES, "gateway"):
                    if key in vlan:
                        end[key] = clone(vlan[key])
                fill(end, vlan, node.modules)
