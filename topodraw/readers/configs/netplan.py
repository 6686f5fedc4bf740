"""Netplan, which gives Ubuntu's interfaces their addresses: YAML, a table for each kind of interface."""

from __future__ import annotations

from topodraw.readers.configs.data_documents import read_data
from topodraw.readers.configs.data_trees import grow_data
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts

__all__ = ["parse_netplan"]

_KINDS = ("ethernets", "bonds", "bridges", "vlans", "dummy-devices", "tunnels")


def parse_netplan(text: str, file: str) -> DeviceConfig:
    """Return the addresses of interfaces, the VRFs they are in, and the bonds they are members of."""
    facts = Facts(file)
    data, problems = read_data(text, file)
    for where, problem in problems:
        facts.warn(where, problem)
    root = grow_data(data, frozenset({"network"}), ())
    vrfs = {interface.word: vrf.word for vrf in root.each("network", "vrfs") for interface in vrf.each("interfaces")}
    for kind in _KINDS:
        for interface in root.each("network", kind):
            for address in interface.each("addresses"):
                if "/" in address.word:
                    facts.address(address, interface.word, vrfs.get(interface.word))
            for member in interface.each("interfaces") if kind == "bonds" else ():
                facts.member(interface.word, member.word)
    return facts.config()
