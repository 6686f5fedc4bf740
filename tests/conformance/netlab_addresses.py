"""Address pools, named prefixes and other settings of random labs."""

from __future__ import annotations

from conformance.netlab_draft import Data, Draft, deeper

__all__ = ["add_pools", "add_settings"]


def add_pools(draft: Draft) -> None:
    """Add pools of the author's, and change netlab's own."""
    dice = draft.dice
    pools: Data = {}
    if dice.chance(25):
        pools["p2p"] = dice.pick(
            [
                {"ipv4": "172.20.0.0/16"},
                {"ipv4": "172.20.0.0/16", "prefix": 31},
                {"ipv4": "172.20.0.0/16", "ipv6": "2001:db8:20::/48"},
                {"ipv6": "2001:db8:20::/48", "prefix6": 127},
                {"ipv4": False, "ipv6": "2001:db8:21::/48"},
                {"ipv4": True, "ipv6": True},
                {"unnumbered": True},
                {"ipv4": "172.20.0.0/16", "prefix": 24, "allocation": "id_based"},
            ]
        )
    if dice.chance(25):
        pools["lan"] = dice.pick(
            [
                {"ipv4": "172.30.0.0/16"},
                {"ipv4": "172.30.0.0/16", "ipv6": "2001:db8:30::/48"},
                {"ipv6": "2001:db8:30::/48"},
                {"ipv4": "172.30.0.0/16", "prefix": 22},
                {"ipv4": "172.30.0.0/16", "allocation": "sequential"},
            ]
        )
    if dice.chance(20):
        pools["loopback"] = dice.pick(
            [
                {"ipv4": "10.11.0.0/16"},
                {"ipv4": "10.11.0.0/24", "ipv6": "2001:db8:11::/48"},
                {"ipv6": "2001:db8:11::/48"},
                {"ipv4": "10.11.0.0/16", "prefix": 24},
            ]
        )
    for name in ("core", "external", "stub", "edge"):
        if dice.chance(8):
            octet = 40 + len(pools)
            pools[name] = dice.pick(
                [
                    {"ipv4": f"10.{octet}.0.0/16"},
                    {"ipv4": f"10.{octet}.0.0/16", "prefix": 28},
                    {"ipv4": f"10.{octet}.0.0/16", "ipv6": f"2001:db8:{octet}::/48"},
                    {"ipv6": f"2001:db8:{octet}::/48", "ipv4": False},
                    f"10.{octet}.0.0/16",
                ]
            )
    if pools:
        draft.top["addressing"] = pools
    if dice.chance(12):
        draft.top["prefix"] = {
            "px": dice.pick([{"ipv4": "192.168.200.0/24"}, {"ipv4": "192.168.200.0/24", "ipv6": "2001:db8:c8::/64"}]),
            "py": {"pool": "lan"},
        }


def add_settings(draft: Draft) -> None:
    """Add settings that change the picture or nothing at all, under ``defaults`` and beside it."""
    dice = draft.dice
    defaults = deeper(draft.top, "defaults")
    if dice.chance(10):
        deeper(defaults, "links")["stub_loopback"] = True
    if dice.chance(6):
        defaults["link_index"] = dice.number(1, 30)
    if dice.chance(8):
        deeper(defaults, "outputs.graph")["as_clusters"] = False
    if dice.chance(5):
        deeper(defaults, "addressing.lan")["ipv4"] = "172.29.0.0/16"
    if dice.chance(8) and "isis" in draft.modules:
        deeper(defaults, "isis")["area"] = "49.0077"
    if dice.chance(5):
        deeper(defaults, "const")["MAX_NODE_ID"] = 200
    if dice.chance(5):
        deeper(defaults, "devices.none.clab")["image"] = "none:1"
    if dice.chance(5):
        draft.top["message"] = "Hello"
    if dice.chance(5):
        deeper(draft.top, "graph")["title"] = "A lab"
    if not defaults:
        del draft.top["defaults"]
