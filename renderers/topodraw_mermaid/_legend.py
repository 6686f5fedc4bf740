"""The legend: a subgraph of its own, with a piece of line for every kind, named in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topodraw.diagram import Legend as Entry
from topodraw.wishes import Wishes
from topodraw_mermaid._quote import label
from topodraw_mermaid._style import Style

__all__ = ["Legend"]


class Legend:
    """Lines of the legend, with the classes they need and what has these."""

    def __init__(self, style: Style, wishes: Wishes) -> None:
        self.style, self.wishes = style, wishes
        self.classes = {"legend": style.legend(), "sample": style.note()}
        self.members = {"legend": ["legend"]}

    def lines(self, entries: Sequence[Entry]) -> Iterator[tuple[str, str | None]]:
        """Yield lines, each with the look of the link in it; None where there is no link."""
        yield f"  subgraph legend[{label('Legend')}]", None
        yield "    direction LR", None
        for number, entry in enumerate(entries, 1):
            drawn = "ibgp" if entry.kind == "arrow" else entry.kind
            arrow = "-->" if entry.kind == "arrow" else "---"
            ends = (f"s{number}a[{label('')}]:::sample", f"s{number}b[{label('')}]:::sample")
            link = f"    {ends[0]} {arrow}|{label(entry.text)}| {ends[1]}"
            yield link, self.style.line(drawn, own=self.wishes.sample(drawn))
        yield "  end", None
