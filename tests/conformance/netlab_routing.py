"""Routing protocols of random labs: BGP with all the ways to say an AS number, IS-IS, OSPF."""

from __future__ import annotations

from conformance.netlab_draft import Data, Draft, DraftNode, deeper

__all__ = ["add_bgp", "add_igp"]

_SYSTEMS = (65000, 65101, 65102, 1, 4200000000)
_TYPES = ("ibgp", "ebgp", "localas_ibgp")


def add_igp(draft: Draft) -> None:
    """Add areas and levels."""
    dice = draft.dice
    if "isis" in draft.modules:
        if dice.chance(20):
            deeper(draft.top, "isis")["area"] = dice.pick(["49.0002", "49.1111"])
        if dice.chance(20):
            deeper(draft.top, "isis")["type"] = dice.pick(["level-1", "level-2", "level-1-2"])
        for node in draft.running("isis"):
            if dice.chance(15):
                deeper(node.data, "isis")["area"] = dice.pick(["49.0002", "49.0003", "39.840f"])
            elif dice.chance(5):
                deeper(node.data, "isis")["net"] = f"49.0005.0000.0000.{draft.network():04d}.00"
            if dice.chance(15):
                deeper(node.data, "isis")["type"] = dice.pick(["level-1", "level-2", "level-1-2"])
    if "ospf" in draft.modules:
        if dice.chance(15):
            deeper(draft.top, "ospf")["area"] = dice.pick([0, "0.0.0.1", 42])
        for node in draft.running("ospf"):
            if dice.chance(10):
                deeper(node.data, "ospf")["area"] = dice.pick([1, "0.0.0.2"])


def add_bgp(draft: Draft) -> None:
    """Give every node that runs BGP an AS number, in one of many ways, and add what changes sessions."""
    dice, speakers = draft.dice, draft.running("bgp")
    if "bgp" not in draft.modules or not speakers:
        return
    systems = dice.some(_SYSTEMS, 1, 3)
    for node in speakers:
        node.asn = dice.pick(systems)
    dice.pick((_as_on_nodes, _as_everywhere, _as_list, _as_on_groups))(draft, speakers)
    _add_reflectors(draft, speakers)
    _add_session_settings(draft, speakers, systems)


def _as_on_nodes(draft: Draft, speakers: list[DraftNode]) -> None:
    for node in speakers:
        deeper(node.data, "bgp")["as"] = node.asn


def _as_everywhere(draft: Draft, speakers: list[DraftNode]) -> None:
    usual = speakers[0].asn
    deeper(draft.top, "bgp")["as"] = usual
    for node in speakers:
        if node.asn != usual:
            deeper(node.data, "bgp")["as"] = node.asn


def _as_list(draft: Draft, speakers: list[DraftNode]) -> None:
    listed: Data = deeper(draft.top, "bgp.as_list")
    for node in speakers:
        listed.setdefault(node.asn, {"members": []})["members"].append(node.name)
        if draft.dice.chance(10):
            deeper(node.data, "bgp")["as"] = node.asn
    for data in listed.values():
        members = data["members"]
        if draft.dice.chance(30):
            data["rr"] = draft.dice.some(members, 1, 2)
        if draft.dice.chance(20):
            data["name"] = "Somebody"
        if len(members) == 1 and draft.dice.chance(30):
            data["members"] = members[0]


def _as_on_groups(draft: Draft, speakers: list[DraftNode]) -> None:
    groups: Data = deeper(draft.top, "groups")
    for number, asn in enumerate(dict.fromkeys(node.asn for node in speakers)):
        members = [node.name for node in speakers if node.asn == asn]
        groups[f"as_{number}"] = {"members": members, "bgp": {"as": asn}}
        if draft.dice.chance(15) and len(members) > 1:
            groups[f"as{asn}"] = {"bgp": {"next_hop_self": True}}


def _add_reflectors(draft: Draft, speakers: list[DraftNode]) -> None:
    dice = draft.dice
    if dice.chance(25):
        for node in dice.some(speakers, 1, 2):
            deeper(node.data, "bgp")["rr"] = True
            if dice.chance(25):
                node.data["bgp"]["rr_cluster_id"] = "1.1.1.1"
            if dice.chance(25):
                node.data["bgp"]["rr_mesh"] = False
    elif dice.chance(15):
        deeper(draft.top, "bgp")["rr_list"] = [node.name for node in dice.some(speakers, 1, 2)]
    if dice.chance(8):
        deeper(draft.top, "bgp")["rr_mesh"] = False


def _add_session_settings(draft: Draft, speakers: list[DraftNode], systems: list[int]) -> None:
    dice = draft.dice
    for node in speakers:
        if dice.chance(6) and node.device in {"none", "frr", "eos", "iosv"}:
            deeper(node.data, "bgp")["local_as"] = dice.pick([*systems, 65333])
        if dice.chance(5):
            deeper(node.data, "bgp")["sessions"] = {"ipv4": dice.some(_TYPES, 1), "ipv6": dice.some(_TYPES, 0)}
        if dice.chance(4):
            deeper(node.data, "bgp")["activate"] = {"ipv4": dice.some(_TYPES[:2], 1)}
    if dice.chance(8):
        deeper(draft.top, "bgp")["sessions"] = dice.pick([{"ipv4": ["ibgp", "ebgp"]}, {"ipv6": ["ebgp"]}])
    if dice.chance(6):
        deeper(draft.top, "bgp")["activate"] = {"ipv4": ["ebgp", "ibgp"], "ipv6": dice.some(_TYPES[:2], 0)}
    if dice.chance(8) and len(systems) > 1 and all(n.device in {"none", "frr", "eos", "iosv"} for n in speakers):
        deeper(draft.top, "bgp.confederation")[64999] = {"members": systems[:2]}
    if dice.chance(6):
        deeper(draft.top, "bgp")["ebgp_role"] = dice.pick(["edge", "external", "core"])
    for _ in range(2):
        if dice.chance(8):
            _add_plugins(draft, speakers)


def _add_plugins(draft: Draft, speakers: list[DraftNode]) -> None:
    dice = draft.dice
    plugin = dice.pick(["bgp.session", "bgp.domain", "ebgp.multihop"])
    plugins = draft.top.setdefault("plugin", [])
    if plugin not in plugins:
        plugins.append(plugin)
    if plugin == "bgp.domain":
        for node in dice.some(speakers, 0):
            deeper(node.data, "bgp")["domain"] = dice.pick(["left", "right"])
    able = [node for node in speakers if node.device in {"none", "frr", "eos", "iosv"}]
    if plugin == "bgp.session":
        for node in dice.some([n for n in able if n.device in {"none", "frr"}], 0, 1):
            deeper(node.data, "bgp")["rs"] = True
    if plugin == "ebgp.multihop":
        pairs = [(a, b) for a in able for b in able if a.name != b.name and not a.host and not b.host]
        sessions = [f"{a.name}-{b.name}" for a, b in dice.some(pairs, 0, 2)]
        if sessions:
            deeper(draft.top, "bgp.multihop")["sessions"] = sessions
