"""Random labs for the gate of the text drawings: all that `random_diagrams` has, and texts that mean harm."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from random_diagrams import random_diagram
from topodraw.diagram import Diagram, Edge, End, Line

__all__ = ["HOSTILE", "MIXED", "random_lab", "spelled"]

MIXED = ["路由器", "e\u0301cole", "🚀", "👩\u200d💻", "👍🏽", "❤\ufe0f", "한글", "ｗｉｄｅ", "ß", "🇩🇪", "नमस्ते"]
"""Texts whose width is not their length: wide, combining, joined."""
HOSTILE = [
    *(
        "a│b",
        "┌─┐",
        "═══x",
        "├r┤",
        "▲up▼",
        "x | y",
        "+--+",
        "~",
        "-",
        "==>",
        "#1",
        "-1",
        "end-",
        "::1",
        "2001:db8::1",
        "!x!",
        "*",
    ),
    *(
        "::1",
        "2001:db8::1",
        "'q\"",
        "[1]",
        "(12)",
        "[x](y)",
        "<b>&amp;",
        "{{ j2 }}",
        "back\\slash",
        "2×3",
        "full mesh 2×3",
    ),
    *("a\nb", "two\r\n\tlines", "a  b", "  both ends ", "red\x1b[31m", " ", "Note: no", "legend   of"),
]
"""What a lab file may hold: pieces of lines, references, quotes, brackets, breaks, blanks, control characters."""

SEVEN_BITS = {"+--+": "&__&", "+-+": "&_&", "~": "%", "-": "_", "==>": "%%)", "*": "x", "x | y": "x / y"}
SEVEN_BITS |= {"+r+": "&r&", "===x": "%%%x", "-1": "_1", "end-": "end_", "a|b": "a/b", "#1": "%1", "::1": ";;1"}
"""Labels that could be pieces of lines in 7 bits -> how they are shown there."""

Retext = Callable[[str, str], str]
"""Returns another text, given what a text is (name, line, label, middle, title, bar) and the text."""


def random_lab(seed: int) -> Diagram:
    """Return a diagram with tiers; every second one has hostile texts, some a complete mesh or lines laid over it."""
    r = random.Random(seed * 7919 + 1)
    lab = random_diagram(seed)
    if r.random() < 0.15:
        lab = _with_mesh(lab, r)
    lab = replace(
        lab,
        boxes=tuple(replace(box, lines=_lines(r)) for box in lab.boxes),
        edges=tuple(replace(edge, one_sided=r.random() < 0.03, overlay=r.random() < 0.05) for edge in lab.edges),
    )
    return _retexted(lab, _mixed_up(r)) if r.random() < 0.5 else lab


def _lines(r: random.Random) -> tuple[Line, ...]:
    return (Line("frr", "device"), Line("10.0.0.1/32", "address"))[: r.choice([0, 0, 1, 2])]


def _with_mesh(lab: Diagram, r: random.Random) -> Diagram:
    """Link all boxes of two tiers with more than 16 links, where there are enough of them."""
    fresh = [replace(lab.boxes[0], id=f"m{tier}x{at}", tier=tier) for tier in (0, 1) for at in range(3 + 3 * tier)]
    mesh = [Edge(End(upper.id), End(lower.id)) for upper in fresh[:3] for lower in fresh[3:]]
    r.shuffle(mesh)
    return replace(lab, boxes=(*lab.boxes, *fresh), edges=(*lab.edges, *mesh))


def _mixed_up(r: random.Random) -> Retext:
    def retext(what: str, text: str) -> str:
        if not text or r.random() < 0.6:
            return text
        other = r.choice(MIXED if what == "middle" or r.random() < 0.4 else HOSTILE)
        # Names tell boxes apart; a label that vanished would take its row with it.
        return f"{text}.{other}" if what == "name" else other if other.strip() else text

    return retext


def _retexted(lab: Diagram, retext: Retext) -> Diagram:
    def end(one: End) -> End:
        return replace(one, labels=tuple(retext("label", label) for label in one.labels))

    return replace(
        lab,
        boxes=tuple(
            replace(
                box,
                title=retext("name", box.name),
                lines=tuple(replace(line, text=retext("line", line.text)) for line in box.lines),
            )
            for box in lab.boxes
        ),
        edges=tuple(
            replace(edge, a=end(edge.a), b=end(edge.b), label=edge.label and retext("middle", edge.label))
            for edge in lab.edges
        ),
        bars=tuple(replace(bar, name=retext("bar", bar.name), taps=tuple(map(end, bar.taps))) for bar in lab.bars),
        frames=tuple(replace(frame, title=retext("title", frame.title)) for frame in lab.frames),
    )


def spelled(lab: Diagram, charset: str) -> Diagram:
    """Return the lab with its texts as a drawing in a charset should show them."""
    return _retexted(lab, lambda what, text: _shown(what, text, charset))


_LOOKALIKES = str.maketrans("│┌─┐═├┤▲▼", "|+-+=++^v")


def _shown(what: str, text: str, charset: str) -> str:
    text = text.replace("\x1b", "\\x1b").replace("\r\n\t", " ").replace("\n", " ").translate(_LOOKALIKES)
    text = " ".join(text.split())
    if what in ("label", "bar"):
        text = re.sub(r"^[\[(](\d+)[\])]$", r"{\1}", text)
    if what == "bar" and text.startswith("full mesh"):
        text = f"'{text}'"
    if charset == "ascii":
        text = text.replace("×", "x")
        text = SEVEN_BITS.get(text, text) if what in ("label", "bar", "title") else text
    return text
