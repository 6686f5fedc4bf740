"""Read a text diagram back into the graph it shows, from the grammar alone.

The package imports nothing else of topodraw: it is the other side of the grammar, and tests hold one against the other.
"""

from topodraw.textreader.comparing import compare, same_graph
from topodraw.textreader.diagram import Bar, Edge, Frame, Label, Node, Problem, ReadDiagram, Rectangle, Tap
from topodraw.textreader.reading import read

__all__ = [
    "Bar",
    "Edge",
    "Frame",
    "Label",
    "Node",
    "Problem",
    "ReadDiagram",
    "Rectangle",
    "Tap",
    "compare",
    "read",
    "same_graph",
]
