"""Read a text diagram back into the graph it shows, from the grammar alone.

The grammar, which ``docs/reference/text-diagrams.md`` explains to users with drawings:

- A **node** is a closed rectangle that encloses no other. Its name stands on the first line inside, once in a diagram.
- A **frame** is a closed rectangle with its title in the top border. It encloses its members, among them other frames;
  two frames are either apart or one inside the other.
- An **edge** is a line from one node's border to another's, with a tee of the border or an arrowhead at either end.
  Corners turn it. Four arms are a crossing: both lines go straight on. Three arms occur on borders and bars only.
- A **bar** is a straight double (heavy) line with a tap for each node attached, its name behind the right end or in a
  gap. One whose name begins ``full mesh`` stands for edges from every node tapped above to every node tapped below.
- **Text** belongs to the line end it stands beside. ``[1]`` stands for the note with that number below the picture.
- Above the picture may be a title, below it notes and the legend, each parted from it by an empty line.
- **Pages** begin with a heading (``page 2 of 3: ...``) and are diagrams of their own. A node ``to leaf7`` with a line
  ``on page 2`` is no node: the links go on there.
- In **7 bits** ``+`` always joins, and an upright is drawn over the line across that it crosses.

`read` does it in passes, one module each: cells (`canvas`), rectangles (`boxes`), line ends (`ports`), the arms of
7-bit corners (`corners`), lines from end to end (`strands`), crossings (`cover`), bars (`segments`), texts (`texts`);
then the pages of several are put together (`joining`).
Work and memory grow with the number of cells. What does not fit the grammar is listed, never guessed at.

The package imports nothing else of topodraw: it is the other side of the grammar, and tests hold one against the other.
"""

from topodraw.textreader.canvas import TooLarge
from topodraw.textreader.comparing import compare, same_graph
from topodraw.textreader.diagram import Bar, Edge, Entry, Frame, Label, Node, Problem, ReadDiagram, Rectangle, Tap
from topodraw.textreader.pages import read

__all__ = [
    "Bar",
    "Edge",
    "Entry",
    "Frame",
    "Label",
    "Node",
    "Problem",
    "ReadDiagram",
    "Rectangle",
    "Tap",
    "TooLarge",
    "compare",
    "read",
    "same_graph",
]
