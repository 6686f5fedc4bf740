"""Configurations made of paths: SR Linux CLI, SR OS (MD-CLI and classic), Junos; flat, in braces and mixed.

The three grammars grow one kind of tree and share no words at its root, so each looks for its own.
"""

from __future__ import annotations

from topodraw.readers.configs.apply_groups import apply_groups
from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.facts import Facts
from topodraw.readers.configs.junos import read_junos
from topodraw.readers.configs.path_tokens import PATH_LEAVES, grow
from topodraw.readers.configs.srlinux import read_srlinux
from topodraw.readers.configs.sros import read_sros
from topodraw.readers.configs.sros_classic import with_braces

__all__ = ["parse_path"]


def parse_path(text: str, file: str) -> DeviceConfig:
    """Return what a configuration of SR Linux, SR OS or Junos states."""
    root = grow(with_braces(text), leaves=PATH_LEAVES, ranged=True)
    apply_groups(root)
    facts = Facts(file)
    for read in (read_srlinux, read_sros, read_junos):
        read(root, facts)
    return facts.config()
