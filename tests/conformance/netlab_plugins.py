"""Labs with netlab's own plugins: what each needs to do something."""

from __future__ import annotations

from conformance.netlab_draft import Data, Draft, DraftNode, deeper

__all__ = ["PLUGINS", "add_node", "add_plugin"]


def add_plugin(draft: Draft, name: str) -> None:
    """Use a plugin, once."""
    plugins = draft.top.setdefault("plugin", [])
    if name not in plugins:
        plugins.append(name)


def add_node(draft: Draft, name: str, device: str, **data: object) -> DraftNode:
    """Add a node that is not one of the routers; a container, where the others are virtual machines."""
    node = draft.nodes[name] = DraftNode(name, device, host=True, data={"device": device, **data})
    if draft.top.get("provider", "libvirt") == "libvirt":
        node.data["provider"] = "clab"
    return node


def _bond(draft: Draft) -> None:
    able = [node for node in draft.hosts if node.device == "linux" and draft.cloned != node.name]
    if not able or len(draft.routers) < 2:
        return
    add_plugin(draft, "bonding")
    host, (a, b) = able[0], draft.dice.some(draft.routers, 2, 2)
    index = draft.dice.number(1, 9)
    detail: Data = {"bonding": {"ifindex": index}}
    if draft.dice.chance(60):
        draft.links.append({"interfaces": [a.name, b.name, {"node": host.name, **detail}]})
    draft.links += [{host.name: detail, a.name: None}, {host.name: detail, b.name: None}][draft.dice.number(0, 1) :]


def _numbered_lab(draft: Draft) -> None:
    add_plugin(draft, "multilab")
    deeper(draft.top, "defaults.multilab")["id"] = draft.dice.number(1, 9)


def _tunnel(draft: Draft) -> None:
    able = [node for node in draft.routers if node.device in {"frr", "eos", "iosv", "csr", "vyos"}]
    if len(able) < 2:
        return
    add_plugin(draft, "tunnel.gre")
    a, b = draft.dice.some(able, 2, 2)
    link: Data = {a.name: None, b.name: None, "tunnel": {"mode": "gre"}}
    if draft.dice.chance(50):
        link["prefix"] = "192.168.250.0/30"
    draft.links.append(f"{a.name}-{b.name}")
    draft.links.append(link)


def _kubernetes(draft: Draft) -> None:
    if draft.top.get("provider") != "clab":
        return
    add_plugin(draft, "kind")
    add_node(draft, "k8s", "kind", module=[], kind={"workers": draft.dice.number(0, 2)})
    router = draft.dice.pick(draft.routers)
    draft.links.append(draft.dice.pick(["k8s", f"{router.name}-k8s", {router.name: None, "k8s": None, "type": "lan"}]))


def _originated(draft: Draft) -> None:
    speakers = [node for node in draft.running("bgp") if not node.host]
    for node in draft.dice.some(speakers, 1, 2):
        deeper(node.data, "bgp")["originate"] = [f"172.31.{draft.network()}.0/24"]
    if draft.dice.chance(50):
        add_plugin(draft, "bgp.originate")


def _shared_endpoint(draft: Draft) -> None:
    if {"vxlan", "lag"} <= set(draft.modules):
        add_plugin(draft, "mlag.vtep")


def _server_on_link(draft: Draft) -> None:
    able = [node for node in draft.running("bgp") if node.device in {"none", "frr"} and not node.host]
    if len(able) > 1:
        add_plugin(draft, "bgp.session")
        a, b = draft.dice.some(able, 2, 2)
        link: Data = {a.name: None, b.name: None}
        if draft.dice.chance(50):
            link["bgp"] = {"rs": True}
        else:
            link[a.name] = {"bgp": {"rs": True}}
        draft.links.append(link)


def _tall_multihop(draft: Draft) -> None:
    able = [node for node in draft.running("bgp") if node.device in {"none", "frr", "eos", "iosv"} and not node.host]
    if len(able) > 2:
        add_plugin(draft, "ebgp.multihop")
        ends = draft.dice.some(able, 2, 3)
        session = draft.dice.pick([[n.name for n in ends], {n.name: None for n in ends}])
        deeper(draft.top, "bgp.multihop").setdefault("sessions", []).append(session)


def _session_over_vrf(draft: Draft) -> None:
    able = [node for node in draft.running("bgp") if node.device in {"none", "frr", "eos"} and node.runs("vrf")]
    if len(able) > 1 and draft.top.get("vrfs"):
        add_plugin(draft, "ebgp.multihop")
        a, b = draft.dice.some(able, 2, 2)
        vrf = draft.dice.pick(list(draft.top["vrfs"]))
        for node in (a, b):
            deeper(node.data, f"vrfs.{vrf}")["loopback"] = True
        session: Data = {a.name: {"vrf": vrf}, b.name: draft.dice.pick([None, {"vrf": vrf}])}
        deeper(draft.top, "bgp.multihop").setdefault("sessions", []).append(session)


PLUGINS = (
    _bond,
    _numbered_lab,
    _tunnel,
    _kubernetes,
    _originated,
    _shared_endpoint,
    _server_on_link,
    _tall_multihop,
    _session_over_vrf,
)
