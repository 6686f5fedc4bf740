"""Links of random labs: every form, with prefixes, roles, addresses, VLANs, VRFs, LAGs and bridges."""

from __future__ import annotations

from collections import Counter
from typing import Any

from conformance.netlab_draft import Data, Draft, DraftNode, deeper

__all__ = ["add_links"]

_UNNUMBERED = {"none", "frr", "eos", "srlinux", "cumulus"}
_CIRCUIT_TYPES = {"frr", "eos", "iosv", "srlinux"}


def add_links(draft: Draft) -> None:
    """Add links between nodes, most of them between two."""
    dice = draft.dice
    count = dice.number(1, len(draft.nodes) + 3)
    group: list[Any] = []
    for _ in range(count):
        link = _any_link(draft)
        if link is None:
            continue
        if dice.chance(10) and not _is_lag(link) and draft.cloned is None:
            group.append(link)
        else:
            draft.links.append(link)
    if group:
        shared: Data = {"group": "grp", "members": group}
        if dice.chance(40):
            shared["role"] = dice.pick(["core", "transit"])
            for member in group:
                if isinstance(member, dict) and dice.chance(20):
                    member["role"] = False
        draft.links.insert(dice.number(0, len(draft.links)), shared)
    if dice.chance(70):
        _join_lonely(draft)
    _add_bridge(draft)


def _join_lonely(draft: Draft) -> None:
    """Link the routers that have no link yet: few modules do anything on such a node."""
    text = str([draft.links, draft.top.get("vlans"), draft.top.get("vrfs")])
    for node in draft.routers:
        if node.name not in text and len(draft.routers) > 1:
            other = draft.dice.pick([n for n in draft.routers if n is not node])
            draft.links.append(f"{node.name}-{other.name}")


def _is_lag(link: Any) -> bool:
    return isinstance(link, dict) and "lag" in link


def _any_link(draft: Draft) -> Any:
    dice, everyone = draft.dice, list(draft.nodes.values())
    kinds = [_plain, _plain, _plain, _plain, _stub, _segment]
    if "vlans" in draft.top and len(draft.running("vlan")) > 0:
        kinds += [_access, _access, _trunk, _trunk]
    if "lag" in draft.modules and len(draft.running("lag")) > 1:
        kinds += [_lag]
    return dice.pick(kinds)(draft, everyone)


def _plain(draft: Draft, everyone: list[DraftNode]) -> Any:
    dice = draft.dice
    ends = dice.some(everyone, 2, 2)
    if dice.chance(3):
        ends = [ends[0], ends[0]]
    return _finished(draft, ends, {}, [{} for _ in ends])


def _stub(draft: Draft, everyone: list[DraftNode]) -> Any:
    ends = [draft.dice.pick(everyone)]
    return _finished(draft, ends, {}, [{}])


def _segment(draft: Draft, everyone: list[DraftNode]) -> Any:
    ends = draft.dice.some(everyone, 3, 5)
    return _finished(draft, ends, {}, [{} for _ in ends]) if len(ends) > 2 else None


def _access(draft: Draft, everyone: list[DraftNode]) -> Any:
    dice = draft.dice
    switch = dice.pick(draft.running("vlan"))
    others = [node for node in everyone if node is not switch]
    ends = [switch, *dice.some(others, 1, 2 if dice.chance(20) else 1)]
    vlan = {"access": dice.pick(list(draft.top["vlans"]))}
    if dice.chance(50):
        return _written(draft, ends, {"vlan": vlan}, [{} for _ in ends])
    return _written(draft, ends, {}, [{"vlan": vlan}, *({} for _ in ends[1:])])


def _trunk(draft: Draft, everyone: list[DraftNode]) -> Any:
    dice, vlans = draft.dice, list(draft.top["vlans"])
    switches = draft.running("vlan")
    if len(switches) < 2:
        return None
    ends = dice.some(switches, 2, 3 if dice.chance(10) else 2)
    names = dice.some(vlans, 1)
    vlan: Data = {"trunk": names}
    if dice.chance(25):
        vlan["trunk"] = {name: dice.pick([None, {}]) for name in names}
    if dice.chance(20):
        vlan["native"] = dice.pick(names)
    if dice.chance(75):
        return _written(draft, ends, {"vlan": vlan}, [{} for _ in ends])
    return _written(draft, ends, {}, [{"vlan": {"trunk": list(names)}} for _ in ends])


def _lag(draft: Draft, everyone: list[DraftNode]) -> Any:
    dice = draft.dice
    able = [node for node in draft.running("lag") if node.device != "cumulus"]
    if len(able) < 2:
        return None
    a, b = dice.some(able, 2, 2)
    data: Data = {"lag": {"members": [f"{a.name}-{b.name}" for _ in range(dice.number(1, 2))]}}
    if dice.chance(20):
        data["lag"]["members"] = [{a.name: None, b.name: None}, {a.name: None, b.name: None}]
    if dice.chance(15):
        data["lag"]["ifindex"] = 20 + draft.network()
    if dice.chance(20):
        data["prefix"] = f"192.168.{draft.network()}.0/24"
    if "vlans" in draft.top and a.runs("vlan") and b.runs("vlan") and dice.chance(25):
        data["vlan"] = {"trunk": draft.dice.some(list(draft.top["vlans"]), 1)}
        data.pop("prefix", None)
    switches = [n for n in able if n.device in {"none", "eos"}]
    third = [n for n in able if n not in (a, b)]
    if a in switches and b in switches and third and dice.chance(35):
        peer: Data = {"lag": {"members": [f"{a.name}-{b.name}"], "mlag": {"peergroup": True}}}
        if not any(_is_lag(link) and "mlag" in link["lag"] for link in draft.links):
            draft.links.append(peer)
            return {"lag": {"members": [f"{a.name}-{third[0].name}", f"{b.name}-{third[0].name}"]}}
    return data


def _finished(draft: Draft, ends: list[DraftNode], data: Data, details: list[Data]) -> Any:
    """Return a link after dice decided on its attributes, as it will be written."""
    dice = draft.dice
    if dice.chance(55):
        _add_prefix(draft, ends, data, details)
        _add_looks(draft, ends, data)
        _add_protocols(draft, ends, data, details)
        _add_interface_data(draft, ends, data, details)
    return _written(draft, ends, data, details)


def _add_prefix(draft: Draft, ends: list[DraftNode], data: Data, details: list[Data]) -> None:
    dice, number = draft.dice, draft.network()
    pools = [name for name, pool in draft.top.get("addressing", {}).items() if name not in {"p2p", "loopback"}]
    v4, v6 = f"192.168.{number}.0/24", f"2001:db8:{number}::/64"
    roll = dice.number(0, 99)
    if roll < 40:
        return
    if roll < 52:
        data["prefix"] = v4
    elif roll < 58:
        data["prefix"] = {"ipv4": v4, "ipv6": v6}
    elif roll < 62:
        data["prefix"] = dice.pick([v6, {"ipv6": v6}])
    elif roll < 66:
        data["prefix"] = False
    elif roll < 69:
        data["prefix"] = {
            "ipv4": v4,
            "allocation": dice.pick(["id_based", "sequential", "p2p"][: 2 + (len(ends) == 2)]),
        }
    elif roll < 72 and len(ends) == 2:
        data["prefix"] = dice.pick([f"192.168.{number}.4/30", f"192.168.{number}.4/31", f"192.168.{number}.8/29"])
    elif roll < 76 and "prefix" in draft.top:
        data["prefix"] = dice.pick(list(draft.top["prefix"]))
    elif roll < 84:
        data["pool"] = dice.pick(["lan", *pools])
    elif roll < 88 and _can_be_unnumbered(ends):
        data.update(dice.pick([{"unnumbered": True}, {"prefix": {"ipv4": True}}, {"prefix": {"ipv6": True}}]))
    if roll >= 84 and dice.chance(60):
        data["role"] = dice.pick(["core", "external", "stub", "passive", "edge"])


def _can_be_unnumbered(ends: list[DraftNode]) -> bool:
    return len(ends) == 2 and all(node.device in _UNNUMBERED and not node.host for node in ends)


def _add_looks(draft: Draft, ends: list[DraftNode], data: Data) -> None:
    dice = draft.dice
    if dice.chance(8):
        data["name"] = dice.pick(["uplink", "Access LAN", "x"])
    if dice.chance(6):
        data["type"] = "lan" if len(ends) != 2 else dice.pick(["lan", "p2p"])
    if dice.chance(5):
        deeper(data, "graph")["linkorder"] = dice.number(1, 90)
    if dice.chance(3):
        deeper(data, "graph")["type"] = "lan"
    if dice.chance(5) and len(ends) > 1:
        data["bridge"] = dice.pick(["br_x", "br_y"])
    if dice.chance(5):
        data["mtu"] = 1400
    if dice.chance(3):
        data["disable"] = dice.pick([True, False])
    if dice.chance(3) and len(ends) == 2:
        data["tc"] = {"delay": 10}


def _add_protocols(draft: Draft, ends: list[DraftNode], data: Data, details: list[Data]) -> None:
    dice = draft.dice
    place = data if dice.chance(50) else details[0]
    mine = place is data or None
    first = ends[0]
    if "bgp" in draft.modules and (mine or first.runs("bgp")):
        if dice.chance(8):
            place["bgp"] = False
        elif dice.chance(6) and first.device in {"none", "frr", "eos", "iosv"} and not mine:
            place["bgp"] = {"local_as": dice.pick([65000, 65101, 65444])}
    if "isis" in draft.modules and (mine or first.runs("isis")):
        if dice.chance(8):
            place["isis"] = False
        elif dice.chance(12):
            typed = all(node.device in _CIRCUIT_TYPES or not node.runs("isis") for node in ends)
            place["isis"] = dice.pick(
                [{"passive": True}, {"passive": False}, {"cost": 20}]
                + ([{"type": "level-1"}, {"type": "level-2"}, {"type": "level-1-2"}] if typed else [])
            )
    if "ospf" in draft.modules and (mine or first.runs("ospf")) and dice.chance(10):
        place["ospf"] = dice.pick([{"area": 3}, {"cost": 5}, {"passive": True}])
    if "vrfs" in draft.top and dice.chance(22):
        name = dice.pick(list(draft.top["vrfs"]))
        if any(node.runs("vrf") for node in ends) and dice.chance(60):
            data["vrf"] = name
        elif first.runs("vrf"):
            details[0]["vrf"] = name
    roomy = len(ends) > 2 or (len(ends) == 2 and any(node.host for node in ends))
    if "gateway" in draft.modules and roomy and any(n.runs("gateway") for n in ends) and dice.chance(20):
        data["gateway"] = dice.pick([True, True, {"id": -3}])


def _add_interface_data(draft: Draft, ends: list[DraftNode], data: Data, details: list[Data]) -> None:
    dice = draft.dice
    prefix = data.get("prefix")
    for position, detail in enumerate(details):
        if dice.chance(6) and len(ends) > 2 and not {"prefix", "pool", "role", "unnumbered"} & data.keys():
            detail["ipv4"] = 20 + position
        elif dice.chance(4) and isinstance(prefix, str) and prefix.endswith(".0/24"):
            detail["ipv4"] = prefix.replace(".0/24", dice.pick([f".{30 + position}/24", f".{30 + position}"]))
        elif dice.chance(3):
            detail["ipv4"] = False
        if dice.chance(4):
            detail["ifindex"] = 10 + draft.network()
        if dice.chance(4):
            detail["ifname"] = f"port{draft.network()}"
        if dice.chance(3):
            deeper(detail, "graph")["linkorder"] = dice.number(1, 90)


def _written(draft: Draft, ends: list[DraftNode], data: Data, details: list[Data]) -> Any:
    """Return a link in one of the forms that can say what has to be said."""
    dice = draft.dice
    names = [node.name for node in ends]
    unique = max(Counter(names).values()) == 1
    bare = not any(details)
    forms = ["interfaces"]
    if unique:
        forms = ["mapping", "mapping", "mapping", "interfaces"]
    if not data and dice.chance(80):
        forms = ["string", "string", "list"] if bare else [*forms, "list"]
    form = dice.pick(forms)
    if form == "string":
        return dice.pick(["-", "-", " - "]).join(names)
    listed = [
        {"node": name, **detail} if detail or dice.chance(30) else name
        for name, detail in zip(names, details, strict=True)
    ]
    if form == "list":
        return listed
    if form == "interfaces":
        return {"interfaces": listed, **data}
    mapping: Data = {name: detail or None for name, detail in zip(names, details, strict=True)}
    return data | mapping if dice.chance(15) else mapping | data


def _add_bridge(draft: Draft) -> None:
    """Add a node that only bridges, with links to it or segments on it."""
    dice = draft.dice
    if not dice.chance(6) or "vlan" not in draft.modules:
        return
    device = dice.pick(["none", "frr", "eos"])
    draft.nodes["sw"] = DraftNode(
        "sw", device, host=True, data={"role": "bridge", "device": device, "module": ["vlan"]}
    )
    others = [node for node in draft.nodes.values() if node.name != "sw" and node.device != "dnsmasq"]
    for node in dice.some(others, 1, 3):
        draft.links.append(f"sw-{node.name}")
    if dice.chance(50) and len(others) > 2:
        draft.links.append({node.name: None for node in dice.some(others, 2, 3)} | {"bridge": "sw"})
