"""Boxes and the frames around them, as every view with nodes in it wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from topodraw.diagram import Box, Frame
from topodraw.model import Node, Topology
from topodraw.views.boxes import make_boxes
from topodraw.views.frames import frames, plan_frames
from topodraw.views.options import ViewOptions

__all__ = ["Framed", "framed_boxes"]

CLUSTER_DEVICE = "k8s-kind"


class Framed(NamedTuple):
    boxes: tuple[Box, ...]
    frames: tuple[Frame, ...]
    notes: tuple[str, ...]


def framed_boxes(
    topology: Topology, nodes: Sequence[Node], group_by: Sequence[str] | None, options: ViewOptions
) -> Framed:
    """Return the boxes of some nodes and their frames; `group_by` as in `plan_frames`, whose errors may arise where the
    user chose the groups: what a lab file wishes for its pictures must not keep it from being drawn.

    A containerlab k8s-kind node is not a box where the frame around its containers is drawn.
    """
    clusters = _clusters_with_containers(topology)
    names = [node.name for node in nodes if node.name not in clusters]
    plan = plan_frames(topology, group_by, names, strict=options.group_by is not None)
    drawn = {group.name for group, members in plan.groups if group.kind == "cluster" and members}
    boxes = make_boxes(topology, [node for node in nodes if node.name not in clusters & drawn], options)
    return Framed(boxes, frames(plan), plan.notes)


def _clusters_with_containers(topology: Topology) -> set[str]:
    """Return the names of the k8s-kind nodes that stand for a group of others and end no link themselves."""
    linked = {end.node for link in topology.links for end in link.endpoints}
    groups = {
        group.name
        for group in topology.groups
        if group.kind == "cluster" and any(member != group.name for member in group.members)
    }
    return {
        node.name
        for node in topology.nodes
        if (node.device or "").lower() == CLUSTER_DEVICE and node.name in groups and node.name not in linked
    }
