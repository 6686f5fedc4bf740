"""VLANs and VRFs of random labs."""

from __future__ import annotations

from typing import Any

from conformance.netlab_draft import Data, Draft, DraftNode, deeper

__all__ = ["add_switching"]

_VLANS = ("red", "blue", "green", "v_40")
_VRFS = ("t1", "cust", "Z")


def add_switching(draft: Draft) -> None:
    """Add VRFs, then VLANs, which may be in them."""
    if "vrf" in draft.modules and draft.running("vrf"):
        _add_vrfs(draft)
    if "vlan" in draft.modules and draft.running("vlan"):
        _add_vlans(draft)


def _add_vrfs(draft: Draft) -> None:
    dice, routers = draft.dice, draft.running("vrf")
    vrfs: Data = {}
    for name in dice.some(_VRFS, 1, 2):
        data: Data = {}
        if dice.chance(15):
            data["loopback"] = True
        if dice.chance(10) and "bgp" in draft.modules:
            data["bgp"] = False
        if dice.chance(8):
            data["import"] = dice.some(list(vrfs) or [name], 1)
        if dice.chance(25):
            data["links"] = [_plain_link(draft, dice.pick(routers)) for _ in range(dice.number(1, 2))]
        vrfs[name] = data or None
    if dice.chance(15):
        vrfs[dice.pick(list(vrfs))] = {}
    draft.top["vrfs"] = vrfs
    for node in routers:
        if dice.chance(6):
            deeper(node.data, "vrfs")[dice.pick(list(vrfs))] = {"loopback": True} if dice.chance(50) else {}
        elif dice.chance(4):
            deeper(node.data, "vrfs")[f"own_{node.name}"[:10]] = {}
    if dice.chance(8):
        deeper(draft.top, "vrf")["loopback"] = True


def _plain_link(draft: Draft, first: DraftNode) -> Any:
    others = [node for node in draft.nodes.values() if node is not first]
    ends = [first, *draft.dice.some(others, 0, 1)]
    return "-".join(node.name for node in ends)


def _add_vlans(draft: Draft) -> None:
    dice = draft.dice
    vlans: Data = {}
    if dice.chance(25):
        deeper(draft.top, "vlan")["mode"] = dice.pick(["bridge", "irb", "route"])
    uniform = dice.chance(75) or not draft.all_are("none", "frr")
    for name in dice.some(_VLANS, 1, 3):
        data: Data = {}
        _add_vlan_data(draft, data, uniform)
        if dice.chance(30) and not _is_routed(draft, data):
            data["links"] = _vlan_links(draft)
        vlans[name] = data or dice.pick([None, {}])
    draft.top["vlans"] = vlans
    for node in draft.running("vlan"):
        if dice.chance(10):
            mode = {"mode": dice.pick(["irb", "bridge"])} if not uniform and dice.chance(50) else None
            deeper(node.data, "vlans")[dice.pick(list(vlans))] = mode
        elif dice.chance(5):
            deeper(node.data, "vlans")["own"] = dice.pick([{}, {"mode": "irb"}, {"prefix": {"ipv4": "10.77.0.0/24"}}])
        if dice.chance(6) and "vlan" not in draft.top:
            deeper(node.data, "vlan")["mode"] = dice.pick(["irb", "bridge"])


def _add_vlan_data(draft: Draft, data: Data, uniform: bool) -> None:
    dice = draft.dice
    if dice.chance(40):
        data["mode"] = dice.pick(["irb", "bridge", "route"] if draft.all_are("none", "frr") else ["irb", "bridge"])
    if dice.chance(15):
        data["id"] = 100 + draft.network()
    if dice.chance(15) and not _is_routed(draft, data):
        data["prefix"] = dice.pick(
            [
                f"10.{70 + draft.network()}.0.0/24",
                {"ipv4": f"10.{70 + draft.network()}.0.0/24", "ipv6": "2001:db8:70::/64"},
            ]
        )
    elif dice.chance(8):
        data["pool"] = dice.pick(["lan", *(p for p in ("core", "edge") if p in draft.top.get("addressing", {}))])
    if dice.chance(12):
        data["role"] = dice.pick(["core", "external", "stub"])
    if "vrf" in draft.modules and dice.chance(20) and not _is_routed(draft, data):
        data["vrf"] = dice.pick(list(draft.top.get("vrfs", {})) or ["t1"])
    if "bgp" in draft.modules and dice.chance(6):
        data["bgp"] = False
    if "ospf" in draft.modules and dice.chance(8):
        data["ospf"] = {"area": "0.0.0.3"}
    if "gateway" in draft.modules and dice.chance(25) and data.get("mode", "irb") == "irb":
        data["gateway"] = True


def _is_routed(draft: Draft, data: Data) -> bool:
    usual = draft.top.get("vlan", {}).get("mode", "irb")
    return bool(data.get("mode", usual) == "route")


def _vlan_links(draft: Draft) -> list[Any]:
    dice = draft.dice
    found: list[Any] = []
    for _ in range(dice.number(1, 2)):
        switch = dice.pick(draft.running("vlan"))
        others = [node for node in draft.nodes.values() if node is not switch]
        ends = [switch, *dice.some(others, 0 if dice.chance(20) else 1, 1)]
        if dice.chance(60):
            found.append("-".join(node.name for node in ends))
        else:
            found.append({node.name: None for node in ends})
    return found
