"""Read a text diagram back into the graph it shows, from the grammar alone.

The package knows nothing of topodraw: it is the other side of the contract, and tests hold one against the other.
"""

from textreader.comparing import compare, same_graph
from textreader.diagram import Bar, Edge, Frame, Label, Node, Problem, ReadDiagram, Rectangle, Tap
from textreader.reading import read

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
