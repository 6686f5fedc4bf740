"""Configuration that commands type into FRR's shell: ``exec: [vtysh -c 'conf t' -c 'router bgp 65001']``."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import pairwise

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.parsing import parse_config
from topodraw.readers.containerlab.inheritance import Declared

__all__ = ["typed_config"]


def typed_config(node: Declared) -> DeviceConfig | None:
    """Return what a node's commands configure in vtysh, every statement at the place of the node."""
    lines = [line for command, _ in node.exec if "vtysh" in command for line in _typed(_words(command))]
    if not any(line.startswith("router bgp") for line in lines):
        return None
    config = parse_config("\n".join(lines), node.where.file)
    return config.placed(lambda _: node.where) if config else None


def _words(command: str) -> Sequence[str]:
    """Return the words of a command, those of one given to another shell (``bash -c '...'``) included."""
    try:
        words = shlex.split(command)
        inner = [word for flag, word in pairwise(words) if flag == "-c" and "vtysh" in word]
        return [*words, *(word for each in inner for word in shlex.split(each))]
    except ValueError:  # a quote that nobody closes: the container's shell would not run it either
        return ()


def _typed(words: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a session: those below a ``router`` or an ``interface`` are indented under it."""
    for flag, word in pairwise(words):
        if flag == "-c" and "vtysh" not in word:
            for line in word.split("\n"):
                text = line.strip()
                opens = text.startswith(("router ", "interface ", "conf", "exit", "end", "vrf "))
                yield text if opens else f" {text}"
