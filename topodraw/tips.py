"""What a viewer shows when the pointer rests on something, and what is told to those who cannot see the picture."""

from __future__ import annotations

from collections.abc import Iterator

from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame

__all__ = ["describe", "name_of", "tip_of_bar", "tip_of_box", "tip_of_edge", "tip_of_frame", "tip_of_tap"]


def name_of(diagram: Diagram) -> str:
    """Return what the drawing as a whole is called."""
    return diagram.title or f"{diagram.name}: {diagram.view} view"


def describe(diagram: Diagram) -> str:
    """Return what the drawing shows, in a sentence."""
    parts = [_count(diagram.boxes, "node"), _count(diagram.edges, "line"), _count(diagram.bars, "segment")]
    if diagram.frames:
        parts.append(_count(diagram.frames, "frame") + f": {', '.join(frame.title for frame in diagram.frames)}")
    kinds = ", ".join(entry.text for entry in diagram.legend)
    return ", ".join(part for part in parts if part) + (f". Lines: {kinds}" if kinds else "")


def tip_of_box(box: Box) -> str:
    """Return what is known of a node: its names, device, AS, addresses."""
    parts = [box.id if box.id != box.name else "", "route reflector" if box.route_reflector else "", box.tooltip or ""]
    if not box.tooltip:
        parts += [box.device or "", f"AS {box.asn}" if box.asn is not None else "", box.address or ""]
    known = ", ".join(part for part in parts if part)
    return f"{box.name}: {known}" if known else box.name


def tip_of_edge(edge: Edge, names: dict[str, str]) -> str:
    """Return both ends of a line, and what the line is."""
    parts = [edge.tooltip or "", edge.label if edge.label and edge.label not in (edge.tooltip or "") else ""]
    if edge.vrf and f"VRF {edge.vrf}" not in parts[0]:
        parts.append(f"VRF {edge.vrf}")
    what = ", ".join(part for part in parts if part)
    return f"{_end(edge.a, names)} – {_end(edge.b, names)}" + (f": {what}" if what else "")


def tip_of_bar(bar: Bar) -> str:
    """Return a segment's name and what else is known of it."""
    return f"{bar.name}: {bar.tooltip}" if bar.tooltip and bar.tooltip != bar.name else bar.name


def tip_of_tap(bar: Bar, tap: End, names: dict[str, str]) -> str:
    """Return the end at a node of a segment."""
    return f"{_end(tap, names)} – {bar.name}"


def tip_of_frame(frame: Frame) -> str:
    """Return a frame's title and how much is in it."""
    return ": ".join(part for part in (frame.title, _count(frame.members, "node")) if part)


def _end(end: End, names: dict[str, str]) -> str:
    return " ".join(_parts(end, names))


def _parts(end: End, names: dict[str, str]) -> Iterator[str]:
    yield names.get(end.box, end.box)
    if end.interface:
        yield end.interface
    if end.address:
        yield end.address


def _count(things: tuple[object, ...], what: str) -> str:
    return f"{len(things)} {what}{'s' if len(things) > 1 else ''}" if things else ""
