"""SR Linux's own tree as JSON or YAML: the same as its CLI, with lists for names."""

from __future__ import annotations

from topodraw.readers.configs.data_documents import read_data
from topodraw.readers.configs.data_trees import grow_data
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts
from topodraw.readers.configs.srlinux import read_srlinux

__all__ = ["parse_srlinux_json"]

_ASKED = frozenset({"interface", "network-instance"})


def parse_srlinux_json(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of SR Linux states that is a JSON or YAML tree."""
    facts = Facts(file)
    data, problems = read_data(text, file)
    for where, problem in problems:
        facts.warn(where, problem)
    read_srlinux(grow_data(data, _ASKED), facts)
    return facts.config()
