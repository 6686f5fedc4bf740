"""Nodes of random labs: devices, ids, roles, loopbacks, modules; written as mappings, lists or members of groups."""

from __future__ import annotations

from conformance.netlab_draft import BOXED, DEVICES, HOSTS, Data, Draft, DraftNode, deeper

__all__ = ["add_nodes", "choose_modules", "write_nodes"]

_NAMES = ("r1", "r2", "R3", "pe_1", "core", "x", "Leaf1", "spine_a", "b2", "zz9")
_HOST_NAMES = ("h1", "h2", "srv", "H4")


def choose_modules(draft: Draft) -> None:
    """Choose what the lab uses: its provider, its usual device and its modules."""
    dice = draft.dice
    wanted = []
    if dice.chance(60):
        wanted.append(dice.pick(["ospf", "isis", "isis"]))
    if dice.chance(75):
        wanted.append("bgp")
    for module, percent in (("vlan", 40), ("vrf", 25), ("lag", 18), ("gateway", 15)):
        if dice.chance(percent):
            wanted.append(module)
    if {"bgp", "vlan"} <= set(wanted) and dice.chance(40):
        wanted += ["vxlan", "evpn"]
    if "bgp" in wanted and {"ospf", "isis"} & set(wanted) and "vxlan" not in wanted and dice.chance(20):
        wanted.append("mpls")
    draft.modules = dice.some(wanted, len(wanted))
    if dice.chance(65):
        draft.top["provider"] = dice.pick(["clab", "clab", "libvirt"])
    if dice.chance(15):
        draft.top["name"] = dice.pick(["lab", "a_longer_name", "X1", "abcdefghijkl"])


def add_nodes(draft: Draft) -> None:
    """Add routers and hosts, each with a device that can do what it has to."""
    dice = draft.dice
    known = {name: modules for name, modules in DEVICES.items() if _is_virtual_machine(draft) <= (name in BOXED)}
    able = [name for name, modules in known.items() if set(draft.modules) <= modules]
    if {"vrf", "isis"} <= set(draft.modules):  # few know this protocol in a VRF
        able = [name for name in able if name in {"none", "frr", "eos"}]
    usual = dice.pick([name for name in ("none", "frr", "eos", *able) if name in able])
    draft.top["defaults"] = {"device": usual}
    for name in dice.some(_NAMES, 2, 7):
        device = dice.pick(able) if dice.chance(15) else usual
        node = DraftNode(name, device, modules=list(draft.modules))
        if dice.chance(8) and "mpls" not in draft.modules:
            device = node.device = dice.pick(list(known))
            node.modules = [module for module in draft.modules if module in DEVICES[device]]
            _drop_orphans(node)
            node.data["module"] = list(node.modules)
        elif dice.chance(6) and "mpls" not in draft.modules:
            node.modules = [module for module in draft.modules if dice.chance(60)]
            _drop_orphans(node)
            node.data["module"] = list(node.modules)
        draft.nodes[name] = node
    for name in dice.some(_HOST_NAMES, 0, 3) if dice.chance(60) else []:
        device = dice.pick(HOSTS)
        modules = [m for m in ("bgp", "ospf") if m in draft.modules] if device == "bird" else []
        node = DraftNode(name, device, host=True, modules=modules)
        if device != "linux":
            node.data["module"] = list(modules) if device == "bird" else []
            if _is_virtual_machine(draft):
                node.data["provider"] = "clab"
        draft.nodes[name] = node
    for node in draft.nodes.values():
        if node.device != usual:
            node.data["device"] = node.device
    _add_ids(draft)
    _add_own_data(draft)


def _is_virtual_machine(draft: Draft) -> bool:
    """Tell whether nodes are virtual machines unless they say otherwise; netlab has no images of some devices then."""
    return draft.top.get("provider", "libvirt") == "libvirt"


def _drop_orphans(node: DraftNode) -> None:
    """Take away modules whose prerequisites the node lacks."""
    needs = {"vxlan": {"vlan"}, "evpn": {"bgp", "vxlan"}, "mpls": {"bgp"}}
    if not {"bgp", "vlan"} <= set(node.modules):
        node.modules = [module for module in node.modules if module not in {"vxlan", "evpn"}]
    for module, needed in needs.items():
        if module in node.modules and not needed <= set(node.modules):
            node.modules.remove(module)
    if "evpn" in node.modules and "vxlan" not in node.modules:
        node.modules.remove("evpn")


def _add_ids(draft: Draft) -> None:
    used = {1, 2, 3}  # a gateway may be one of these
    for node in draft.nodes.values():
        number = draft.dice.number(4, 150)
        if draft.dice.chance(12) and number not in used:
            used.add(number)
            node.data["id"] = number


def _add_own_data(draft: Draft) -> None:
    dice = draft.dice
    for node in draft.nodes.values():
        if not node.host:
            if dice.chance(6):
                node.data["loopback"] = {"ipv4": f"10.255.{draft.network()}.1/32"}
                if dice.chance(30):
                    node.data["loopback"]["ipv6"] = f"2001:db8:ff:{draft.network()}::1/64"
            elif dice.chance(4):
                node.data["loopback"] = dice.pick([True, {"ipv6": False}])
            elif dice.chance(4) and not {"evpn", "mpls", "vxlan"} & set(node.modules):
                node.data["loopback"] = False
            elif dice.chance(4) and not {"bgp", "ospf", "isis"} & set(draft.modules):
                node.data["role"] = dice.pick(["router", "host", "gateway"] if node.device == "none" else ["router"])
        elif dice.chance(8):
            node.data["loopback"] = True
        if dice.chance(8):
            deeper(node.data, "graph")["rank"] = dice.number(1, 9)
        if dice.chance(3):
            node.data["unmanaged"] = True


def write_nodes(draft: Draft) -> None:
    """Write the nodes into the file, in one of the forms that netlab takes."""
    dice = draft.dice
    if dice.chance(35):
        _describe_by_groups(draft)
    if draft.modules:
        draft.top["module"] = draft.modules[0] if len(draft.modules) == 1 and dice.chance(30) else draft.modules
    names = list(draft.nodes)
    plain = [name for name in names if not draft.nodes[name].data]
    made = set(_write_groups(draft, plain))
    written = {name: draft.nodes[name].data for name in names if name not in made}
    if not written:
        return
    if all(not data for data in written.values()) and dice.chance(50):
        draft.top["nodes"] = list(written)
    elif dice.chance(15):
        draft.top["nodes"] = [{"name": name, **data} if data else name for name, data in written.items()]
    else:
        draft.top["nodes"] = {name: data or dice.pick([None, {}]) for name, data in written.items()}


def _describe_by_groups(draft: Draft) -> None:
    """Let groups say the devices, and maybe the modules, of nodes, as most labs of many nodes do."""
    dice = draft.dice
    with_modules = dice.chance(55) and not any(node.device == "dnsmasq" for node in draft.nodes.values())
    kinds: dict[tuple[str, ...], list[DraftNode]] = {}
    for node in draft.nodes.values():
        if "include" not in node.data and node.device not in {"kind", "dnsmasq"} and "role" not in node.data:
            kinds.setdefault((node.device, *(sorted(node.modules) if with_modules else ())), []).append(node)
    for number, ((device, *modules), nodes) in enumerate(kinds.items()):
        group: Data = {"members": [node.name for node in nodes], "device": device}
        if modules:
            group["module"] = dice.some(modules, len(modules))
        if dice.chance(20):
            group["_auto_create"] = True
        for node in nodes:
            node.data.pop("device", None)
            if with_modules and node.data.get("module") != ["lag"]:
                node.data.pop("module", None)
        providers = {node.data.get("provider") for node in nodes}
        if len(providers) == 1 and providers != {None}:
            group["provider"] = providers.pop()
            for node in nodes:
                del node.data["provider"]
        deeper(draft.top, "groups")[f"kind_{number}"] = group
    if with_modules:
        draft.modules = []


def _write_groups(draft: Draft, plain: list[str]) -> list[str]:
    """Add groups; return the nodes that are written nowhere but as a member of a group."""
    dice = draft.dice
    groups: Data = draft.top.get("groups", {})
    made: list[str] = []
    if plain and dice.chance(20):
        made = dice.some(plain, 1)
        groups[dice.pick(["made", "aa", "zone"])] = {"members": made, "_auto_create": True}
        if dice.chance(30):
            for group in groups.values():
                group.pop("_auto_create", None)
            groups["_auto_create"] = True
    everyone = [name for name, node in draft.nodes.items() if "include" not in node.data and node.device != "kind"]
    for name in dice.some(["left", "right", "g_3", "edge"], 0, 2) if dice.chance(45) else []:
        members = dice.some(everyone, 1)
        group: Data = {"members": members}
        _add_group_data(draft, group)
        if dice.chance(20):
            group["members"] = [dice.pick(["r*", "*", "~[a-zA-Z].*", f"{members[0][0]}*"])]
            if not any(e.startswith("r") for e in everyone) and group["members"] == ["r*"]:
                group["members"] = ["*"]
            if "_auto_create" in groups:
                group["members"] = members
        groups[name] = group["members"] if group.keys() == {"members"} and dice.chance(40) else group
    if len(groups) > 1 and dice.chance(25):
        children = [name for name in groups if not name.startswith("_")]
        if children:
            groups[dice.pick(["all_of_them", "whole"])] = {"members": dice.some(children, 1)} | (
                {"graph": {"rank": 2}} if dice.chance(50) else {}
            )
    if groups:
        draft.top["groups"] = groups
    return made


def _add_group_data(draft: Draft, group: Data) -> None:
    dice = draft.dice
    if dice.chance(30):
        deeper(group, "graph")["rank"] = dice.number(1, 9)
    if dice.chance(15) and "isis" in draft.modules and all(draft.nodes[m].runs("isis") for m in group["members"]):
        deeper(group, "isis")["type"] = dice.pick(["level-1", "level-2", "level-1-2"])
    if dice.chance(10) and "bgp" in draft.modules and not draft.hosts:
        deeper(group, "bgp")["next_hop_self"] = True
    if dice.chance(5):
        group["loopback"] = dice.pick([True, {"ipv6": False}])
