"""What few labs have, and some of the random ones: each oddity is rolled for by itself, once nodes and links stand."""

from __future__ import annotations

from conformance.netlab_draft import Data, Draft, DraftNode, deeper
from conformance.netlab_plugins import PLUGINS, add_node

__all__ = ["add_oddities"]

_PERCENT = 5


def add_oddities(draft: Draft) -> None:
    """Add a few oddities, or none."""
    for add in _ODDITIES:
        if draft.dice.chance(_PERCENT):
            add(draft)


def _default_groups(draft: Draft) -> None:
    members = draft.dice.some([*draft.nodes, "nobody"], 1, 3)
    deeper(draft.top, "defaults.groups")["usual"] = {"members": members, "graph": {"rank": 3}}


def _groups_of_nodes(draft: Draft) -> None:
    for node in draft.dice.some(list(draft.nodes.values()), 1, 3):
        node.data["group"] = draft.dice.pick([["joined"], ["joined", "left"]])


def _typed_groups(draft: Draft) -> None:
    kind = draft.dice.pick([kind for kind in ("vlan", "vrf") if f"{kind}s" in draft.top] or [""])
    if kind:
        data: Data = {"role": "core"} if kind == "vlan" else {"loopback": True}
        members = draft.dice.some(list(draft.top[f"{kind}s"]), 1)
        deeper(draft.top, "groups")[f"{kind}_group"] = {"type": kind, "members": members} | data


def _bridged_cables(draft: Draft) -> None:
    deeper(draft.top, "defaults.providers.libvirt")["p2p_bridge"] = True


def _second_provider(draft: Draft) -> None:
    able = [node for node in draft.routers if node.device in {"none", "frr", "eos", "iosv", "cumulus"}]
    for node in draft.dice.some(able, 1, 2):
        node.data["provider"] = "clab"


def _address_server(draft: Draft) -> None:
    clients = [node for node in draft.hosts if node.device == "linux" and draft.cloned != node.name]
    if clients and "dns" not in draft.nodes:
        add_node(draft, "dns", "dnsmasq")
        router = draft.dice.pick(draft.routers)
        draft.links.append({"dns": None, router.name: None, clients[0].name: {"ipv4": "dhcp"}})


def _loopback_link(draft: Draft) -> None:
    node = draft.dice.pick(draft.routers)
    link: Data = {node.name: None, "type": "loopback"}
    if draft.dice.chance(50):
        link["prefix"] = f"192.168.{draft.network()}.0/24"
    draft.links.append(link)


def _links_by_name(draft: Draft) -> None:
    if len(draft.links) < 2 or draft.cloned:
        return
    cut = draft.dice.number(1, len(draft.links) - 1)
    draft.sections = {"first": draft.links[:cut], "rest": {"inner": draft.links[cut:]}}


def _usual_system(draft: Draft) -> None:
    if "bgp" in draft.modules:
        deeper(draft.top, "defaults.bgp")["as"] = 65099
        for node in draft.running("bgp"):
            if draft.dice.chance(20) and not draft.top.get("bgp", {}).get("as_list") and "bgp" in node.data:
                node.data["bgp"].pop("as", None)


def _dotted_system(draft: Draft) -> None:
    for node in draft.running("bgp"):
        if node.data.get("bgp", {}).get("as") == 65000:
            node.data["bgp"]["as"] = draft.dice.pick(["0.65000", "65000"][:1])


def _other_names(draft: Draft) -> None:
    device = draft.top.get("defaults", {}).get("device")
    if device in {"frr", "none", "eos"}:
        deeper(draft.top, f"defaults.devices.{device}")["interface_name"] = "p{ifindex}"


def _mixed_forwarding(draft: Draft) -> None:
    deeper(draft.top, "defaults.vlan.warnings")["mixed_fwd_check"] = False


def _vlan_addresses(draft: Draft) -> None:
    for node in draft.running("vlan"):
        for data in node.data.get("vlans", {}).values():
            if isinstance(data, dict) and not data:
                data["ipv4"] = 77


def _tunnelled_vlans(draft: Draft) -> None:
    if "evpn" not in draft.modules:
        return
    listed = draft.dice.some(list(draft.top.get("vlans", {})), 1)
    if listed:
        deeper(draft.top, draft.dice.pick(["evpn", "vxlan"]))["vlans"] = listed


def _vrf_on_trunk(draft: Draft) -> None:
    switches = [node for node in draft.running("vlan") if node.runs("vrf")]
    if len(switches) > 1 and draft.top.get("vlans") and draft.top.get("vrfs"):
        a, b = draft.dice.some(switches, 2, 2)
        vlan, vrf = draft.dice.pick(list(draft.top["vlans"])), draft.dice.pick(list(draft.top["vrfs"]))
        draft.links.append(
            {a.name: {"vlan": {"trunk": {vlan: {"vrf": vrf}}}}, b.name: {"vlan": {"trunk": {vlan: None}}}}
        )


def _protocol_in_vrf(draft: Draft) -> None:
    able = [node for node in draft.running("isis") if node.runs("vrf")]
    if able and draft.top.get("vrfs"):
        vrf = draft.dice.pick(list(draft.top["vrfs"]))
        draft.links.append({draft.dice.pick(able).name: None, "vrf": vrf, "isis": {"cost": 7}})


def _component(draft: Draft) -> None:
    inside: Data = {"leaf": {"module": []}, "srv": {"device": "linux", "module": []}}
    cable = draft.dice.pick(["leaf-srv", {"leaf": None, "srv": None}])
    deeper(draft.top, "components")["tor"] = {"nodes": inside, "links": [cable]}
    name = draft.dice.pick(["u1", "u2"])
    draft.nodes[name] = DraftNode(name, "none", host=True, data={"include": "tor"})
    draft.links.append(f"{name}_leaf-{draft.routers[0].name}")


def _nested_component(draft: Draft) -> None:
    deeper(draft.top, "components")["row"] = {
        "nodes": {"top": {"module": []}, "rack": {"include": "box"}},
        "links": ["top-rack_in"],
    }
    deeper(draft.top, "components")["box"] = {
        "nodes": {"in": {"module": []}, "out": {"module": []}},
        "links": ["in-out"],
    }
    draft.nodes["row1"] = DraftNode("row1", "none", host=True, data={"include": "row"})
    draft.links.append(f"row1_top-{draft.routers[0].name}")


def _pair_of_switches(draft: Draft) -> None:
    able = [node for node in draft.running("lag") if node.device in {"none", "eos"} and node.runs("vlan")]
    hosts = [node for node in draft.hosts if node.device == "linux"]
    if len(able) < 2 or not hosts or not draft.top.get("vlans") or draft.cloned:
        return
    a, b = able[:2]
    hosts[0].data["module"] = ["lag"]
    draft.links.append({"lag": {"members": [f"{a.name}-{b.name}"], "mlag": {"peergroup": True}}})
    draft.links.append(
        {
            "lag": {"members": [f"{a.name}-{hosts[0].name}", f"{b.name}-{hosts[0].name}"]},
            "vlan": {"access": draft.dice.pick(list(draft.top["vlans"]))},
        }
    )


def _data_in_groups(draft: Draft) -> None:
    """Let a group bring VLANs, VRFs or a role to its members."""
    dice = draft.dice
    if draft.top.get("vlans") and dice.chance(50):
        members = [node.name for node in dice.some(draft.running("vlan"), 1)]
        vlan = dice.pick(list(draft.top["vlans"]))
        deeper(draft.top, "groups")["switches"] = {"members": members, "vlans": {vlan: dice.pick([None, {}])}}
    elif draft.top.get("vrfs"):
        members = [node.name for node in dice.some(draft.running("vrf"), 1)]
        vrf = dice.pick(list(draft.top["vrfs"]))
        deeper(draft.top, "groups")["edges"] = {"members": members, "vrfs": {vrf: {"loopback": True}}}
    else:
        members = [node.name for node in draft.routers if node.device in {"none", "frr"}]
        if members:
            deeper(draft.top, "groups")["routing"] = {"members": members, "role": "router"}


def _pool_for_loopbacks(draft: Draft) -> None:
    deeper(draft.top, "addressing")["rack"] = draft.dice.pick(
        [{"ipv4": "10.33.0.0/24", "prefix": 32}, {"ipv4": "10.33.0.0/16", "ipv6": "2001:db8:33::/48"}]
    )
    for node in draft.dice.some(draft.routers, 1, 2):
        node.data["loopback"] = {"pool": "rack"}


def _more_modules(draft: Draft) -> None:
    if draft.modules and draft.all_are("none", "eos", "frr"):
        draft.modules += draft.dice.some(["bfd", "stp", "routing", "sr", "ripv2"], 1, 2)
        if "sr" in draft.modules and "isis" not in draft.modules:
            draft.modules.remove("sr")
        if "stp" in draft.modules and "vlan" not in draft.modules:
            draft.modules.remove("stp")


def _labels_for_vpns(draft: Draft) -> None:
    if "evpn" in draft.modules and draft.all_are("none", "eos") and {"isis", "ospf"} & set(draft.modules):
        draft.modules = [module for module in draft.modules if module != "vxlan"] + ["mpls"]
        deeper(draft.top, "evpn")["transport"] = "mpls"
        deeper(draft.top, "mpls")["ldp"] = True
        for node in draft.nodes.values():
            if "vxlan" in node.data.get("module", []):
                node.data["module"].remove("vxlan")


def _endpoints_on_ipv6(draft: Draft) -> None:
    if "vxlan" in draft.modules:
        deeper(draft.top, "vxlan")["use_v6_vtep"] = True
        deeper(draft.top, "addressing.loopback")["ipv6"] = "2001:db8:77::/48"


def _external_provider(draft: Draft) -> None:
    if not any("provider" in node.data for node in draft.nodes.values()):
        draft.top["provider"] = "external"


def _prefix_policy(draft: Draft) -> None:
    ends = draft.dice.some(list(draft.nodes.values()), 3, 4)
    policy = draft.dice.pick(["sequential", "id_based"])
    draft.links.append({node.name: None for node in ends} | {"prefix": {"allocation": policy}})


def _hyphens(draft: Draft) -> None:
    draft.nodes["edge-1"] = DraftNode("edge-1", "linux", host=True, data={"device": "linux"})
    draft.links.append({"edge-1": None, draft.dice.pick(draft.routers).name: None})


def _usual_mode(draft: Draft) -> None:
    if "vlan" in draft.modules and "vlan" not in draft.top:
        deeper(draft.top, "defaults.vlan")["mode"] = draft.dice.pick(["irb", "bridge"])


def _mode_on_port(draft: Draft) -> None:
    switches = [node for node in draft.running("vlan") if node.device in {"none", "frr"}]
    vlans = draft.top.get("vlans")
    if len(switches) < 2 or not vlans:
        return
    a, b = draft.dice.some(switches, 2, 2)
    mode, vlan = draft.dice.pick(["route", "irb", "bridge"]), draft.dice.pick(list(vlans))
    if draft.dice.chance(50):
        draft.links.append({a.name: None, b.name: None, "vlan": {"trunk": [vlan], "mode": mode}})
    else:
        draft.links.append({a.name: {"vlan": {"access": vlan, "mode": mode}}, b.name: None})


def _gateway_of_link(draft: Draft) -> None:
    routers = draft.running("gateway")
    if len(routers) > 1 and draft.hosts:
        ends = [*draft.dice.some(routers, 1, 2), draft.hosts[0]]
        gateway = draft.dice.pick([{"id": 1}, {"id": -1}, {"ipv4": "192.168.240.250/24"}])
        draft.links.append({node.name: None for node in ends} | {"gateway": gateway, "prefix": "192.168.240.0/24"})


def _aggregate_with_details(draft: Draft) -> None:
    able = [node for node in draft.running("lag") if node.device in {"none", "frr", "eos"}]
    if len(able) > 1:
        a, b = draft.dice.some(able, 2, 2)
        member = {a.name: {"ifindex": 30 + draft.network()}, b.name: None}
        link: Data = {"lag": {"members": [member, f"{a.name}-{b.name}"]}, "role": "core"}
        if draft.top.get("vrfs") and a.runs("vrf") and b.runs("vrf"):
            link["vrf"] = draft.dice.pick(list(draft.top["vrfs"]))
        elif draft.top.get("vlans") and a.runs("vlan") and b.runs("vlan"):
            vlans = list(draft.top["vlans"])
            link = {"lag": link["lag"], "vlan": {"trunk": vlans, "native": draft.dice.pick(vlans)}}
        draft.links.append(link)


def _client_of_server(draft: Draft) -> None:
    able = [node for node in draft.routers if node.device in {"none", "iosv", "csr", "ioll2"} and node.modules]
    if len(able) > 1 and draft.modules:
        draft.modules.append("dhcp")
        a, b = draft.dice.some(able, 2, 2)
        a.data.pop("module", None)
        b.data.pop("module", None)
        deeper(a.data, "dhcp")["server"] = True
        draft.links.append({a.name: None, b.name: {"ipv4": "dhcp"}})


_ODDITIES = (
    *PLUGINS,
    _default_groups,
    _groups_of_nodes,
    _typed_groups,
    _bridged_cables,
    _second_provider,
    _address_server,
    _loopback_link,
    _usual_system,
    _dotted_system,
    _other_names,
    _mixed_forwarding,
    _vlan_addresses,
    _tunnelled_vlans,
    _vrf_on_trunk,
    _protocol_in_vrf,
    _component,
    _nested_component,
    _pair_of_switches,
    _data_in_groups,
    _pool_for_loopbacks,
    _more_modules,
    _labels_for_vpns,
    _endpoints_on_ipv6,
    _external_provider,
    _prefix_policy,
    _hyphens,
    _usual_mode,
    _mode_on_port,
    _gateway_of_link,
    _aggregate_with_details,
    _client_of_server,
    _links_by_name,
)
