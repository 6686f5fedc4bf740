"""Draw network-lab topologies: netlab and containerlab files as text diagrams, Graphviz DOT and D2.

::

    import topodraw

    print(topodraw.draw("topology.yml"))
    topodraw.draw("topology.yml", "svg", view="bgp").save("bgp.svg")

Importing the package loads none of what it takes to read or draw; each public name brings its module with it when it
is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from topodraw.diagram import Diagram
    from topodraw.draw import Drawing, draw, load
    from topodraw.errors import (
        Location,
        OutputError,
        Problem,
        RenderError,
        SourceError,
        ToolFailed,
        ToolNotFound,
        TopodrawError,
        UnknownName,
    )
    from topodraw.graphs import from_networkx, to_networkx
    from topodraw.model import Topology

__all__ = [
    "Diagram",
    "Drawing",
    "Location",
    "OutputError",
    "Problem",
    "RenderError",
    "SourceError",
    "ToolFailed",
    "ToolNotFound",
    "TopodrawError",
    "Topology",
    "UnknownName",
    "__version__",
    "draw",
    "from_networkx",
    "load",
    "to_networkx",
]

__version__ = "0.1.0"

_HOMES = {
    "diagram": ("Diagram",),
    "draw": ("Drawing", "draw", "load"),
    "errors": (
        "Location",
        "OutputError",
        "Problem",
        "RenderError",
        "SourceError",
        "ToolFailed",
        "ToolNotFound",
        "TopodrawError",
        "UnknownName",
    ),
    "graphs": ("from_networkx", "to_networkx"),
    "model": ("Topology",),
}
"""Module -> the public names that live in it."""


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            module = import_module(f"topodraw.{home}")
            globals().update({each: getattr(module, each) for each in names})
            return globals()[name]
    raise AttributeError(f"module 'topodraw' has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """Add the magics of ``%load_ext topodraw``."""
    import_module("topodraw.integrations.ipython").add_magics(shell)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
