"""What lies over the links of random labs: EVPN, MPLS, first-hop gateways; and plugins that make nodes and links."""

from __future__ import annotations

from conformance.netlab_draft import Data, Draft, deeper

__all__ = ["add_overlays"]


def add_overlays(draft: Draft) -> None:
    """Add the settings of modules and plugins that draw on everything before them."""
    for step in (_add_evpn, _add_mpls, _add_gateways, _add_fabric, _add_clone):
        step(draft)


def _add_evpn(draft: Draft) -> None:
    dice = draft.dice
    if "evpn" not in draft.modules:
        return
    deeper(draft.top, "evpn")["as"] = 65000
    if dice.chance(25):
        deeper(draft.top, "evpn")["session"] = dice.pick([["ibgp"], ["ebgp"], ["ibgp", "ebgp"]])
    if dice.chance(10):
        for node in dice.some(draft.running("evpn"), 0):
            deeper(node.data, "evpn")["domain"] = dice.pick(["dc1", "dc2"])


def _add_mpls(draft: Draft) -> None:
    dice = draft.dice
    if "mpls" not in draft.modules:
        return
    mpls = deeper(draft.top, "mpls")
    full = all(node.device in {"none", "eos", "iosv"} for node in draft.running("mpls"))
    if dice.chance(50):
        mpls["ldp"] = True
    if "vrf" in draft.modules:
        mpls["vpn"] = dice.pick(
            [True, {"ipv4": True}, {"ipv4": ["ibgp", "ebgp"]}, ["ibgp"]] if full else [{"ipv4": True}]
        )
    elif full and dice.chance(50):
        mpls["bgp"] = dice.pick([True, ["ibgp"], {"ipv4": ["ebgp"]}])
    elif full and dice.chance(50):
        mpls["6pe"] = dice.pick([True, ["ibgp"]])


def _add_gateways(draft: Draft) -> None:
    dice = draft.dice
    if "gateway" not in draft.modules or not dice.chance(40):
        return
    settings: Data = deeper(draft.top, "gateway")
    settings["id"] = dice.pick([1, -2, 2])
    if dice.chance(40) and draft.all_are("none", "frr", "eos", "cumulus"):
        settings["protocol"] = "anycast"


def _add_fabric(draft: Draft) -> None:
    dice = draft.dice
    if not dice.chance(5):
        return
    draft.top.setdefault("plugin", []).append("fabric")
    fabric: Data = {"leafs": dice.number(1, 3), "spines": dice.number(1, 2)}
    bgp = "bgp" in draft.modules
    if bgp or dice.chance(50):
        fabric["leaf"] = {"name": dice.pick(["lf{count}", "leaf-{count:02d}"])} | (
            {"bgp": {"as": "{65200+count}"}} if bgp else {}
        )
        fabric["spine"] = {"bgp": {"as": 65300}} if bgp else {"group": "top"}
    if dice.chance(25):
        fabric["link"] = {"role": "core"}
    draft.top["fabric"] = fabric


def _add_clone(draft: Draft) -> None:
    dice = draft.dice
    if not dice.chance(5):
        return
    able = [node for node in draft.nodes.values() if not node.runs("bgp")]
    if not able:
        return
    node = dice.pick(able)
    draft.cloned = node.name
    draft.top.setdefault("plugin", []).append("node.clone")
    node.data["clone"] = {"count": dice.number(2, 3)} | ({"start": 3} if dice.chance(30) else {})
