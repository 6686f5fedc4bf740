"""Random netlab labs: every form of nodes, groups, links and addresses, and the modules that change a drawing.

Most labs are ones that netlab accepts; the few others are for the caller to discard. `make_lab` takes any source of
randomness; `labs` is the same as a hypothesis strategy, which shrinks towards small plain labs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st

from conformance.netlab_addresses import add_pools, add_settings
from conformance.netlab_draft import Data, Dice, Draft
from conformance.netlab_links import add_links
from conformance.netlab_nodes import add_nodes, choose_modules, write_nodes
from conformance.netlab_oddities import add_oddities
from conformance.netlab_overlays import add_overlays
from conformance.netlab_routing import add_bgp, add_igp
from conformance.netlab_switching import add_switching

__all__ = ["Lab", "labs", "make_lab"]


@dataclass(frozen=True, slots=True)
class Lab:
    """The files of a lab by name; ``topology.yml`` is the topology."""

    files: dict[str, Data]

    def write(self, folder: Path) -> Path:
        """Write the files and return the path of the topology."""
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.yml"):
            left.unlink()
        for name, content in self.files.items():
            (folder / name).write_text(yaml.safe_dump(content, sort_keys=False, width=200), encoding="utf-8")
        return folder / "topology.yml"


def make_lab(random: Random) -> Lab:
    """Return a lab made up with a source of randomness."""
    draft = Draft(Dice(random))
    for step in _STEPS:
        step(draft)
    return Lab({"topology.yml": _ordered(draft)} | draft.files)


def labs() -> st.SearchStrategy[Lab]:
    """Return the strategy of all labs."""
    return st.randoms(use_true_random=False).map(make_lab)


def _finish(draft: Draft) -> None:
    """Write the nodes and links down; then move parts of the file about in ways that mean the same."""
    write_nodes(draft)
    if draft.links:
        draft.top["links"] = draft.sections or draft.links
    _move_out(draft)
    draft.top = _dotted(draft.dice, draft.top)
    draft.files = {name: _dotted(draft.dice, content) for name, content in draft.files.items()}


def _move_out(draft: Draft) -> None:
    """Move defaults, or a section, to a file of its own."""
    if "defaults" in draft.top and draft.dice.chance(15):
        draft.files["common.yml"] = draft.top.pop("defaults")
        draft.top["defaults"] = {"sources": {"extra": ["common.yml"]}}
    sections = [key for key in ("vlans", "vrfs", "addressing", "groups", "bgp", "nodes") if key in draft.top]
    if sections and draft.dice.chance(6):
        section = draft.dice.pick(sections)
        if isinstance(draft.top[section], dict):
            draft.files[f"{section}.yml"] = draft.top.pop(section)
            draft.top["_include"] = [f"{section}.yml"]


def _dotted(dice: Dice, value: Any) -> Any:
    """Return data with some nested mappings written with dotted keys."""
    if isinstance(value, list):
        return [_dotted(dice, item) for item in value]
    if not isinstance(value, dict):
        return value
    result: Data = {}
    for key, item in value.items():
        below = _dotted(dice, item)
        short = isinstance(below, dict) and 0 < len(below) <= 3 and all(isinstance(k, str) for k in below)
        if isinstance(key, str) and key != "_include" and short and dice.chance(35):
            result |= {f"{key}.{name}": data for name, data in below.items()}
        else:
            result[key] = below
    return result


def _ordered(draft: Draft) -> Data:
    """Return the file with its keys in some order; netlab does not mind."""
    keys = list(draft.top)
    return {key: draft.top[key] for key in draft.dice.some(keys, len(keys))}


_STEPS = (
    choose_modules,
    add_pools,
    add_nodes,
    add_igp,
    add_bgp,
    add_switching,
    add_overlays,
    add_links,
    add_oddities,
    add_settings,
    _finish,
)
