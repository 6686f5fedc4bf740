"""How what can be drawn shows in a notebook and at the prompt of IPython, before anybody asked for a format.

A topology knows nothing of pictures: drawing is reached through the package's door, when IPython asks.
https://ipython.readthedocs.io/en/stable/config/integrating.html
"""

from __future__ import annotations

from typing import Any

__all__ = ["show_as_svg", "show_at_prompt"]


def show_as_svg(what: Any) -> str | None:
    """Return the picture that a notebook shows."""
    import topodraw

    return topodraw.draw(what)._repr_svg_()


def show_at_prompt(what: Any, printer: Any, cycle: bool) -> None:
    """Print the text drawing of a value on its own; in a list or a dict, where it would tear the lines, one line."""
    import topodraw

    if len(printer.stack) == 1:
        topodraw.draw(what)._repr_pretty_(printer, cycle)
    else:
        printer.text(repr(what))
