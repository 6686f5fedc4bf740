"""Run the layout up to one of its passes, as `arrange` does, and look at what it works on."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple
from unittest import mock

from topodraw.diagram import Diagram
from topodraw.layout import ArrangeOptions
from topodraw.layout.layered import Layered

__all__ = ["Call", "call_of", "layered_after", "layered_before"]

PIPELINE = importlib.import_module("topodraw.layout.arrange")
WHOLE = ArrangeOptions(fold=False, bundle="never")
"""Everything is drawn: no frame is folded, no mesh made one bar."""


class Call(NamedTuple):
    """How a pass was called and what it returned; the graph among its arguments is the one it has worked on."""

    args: tuple[Any, ...]
    result: Any

    @property
    def graph(self) -> Layered:
        return next(argument for argument in (*self.args, self.result) if isinstance(argument, Layered))


class _Reached(BaseException):
    pass


def call_of(name: str, diagram: Diagram, options: ArrangeOptions = WHOLE, *, skip: bool = False) -> Call:
    """Arrange a diagram until the first call of a pass, named as in `topodraw.layout.arrange`, is done.

    With `skip` the pass itself is left out. Raises LookupError when the pass is not run.
    """
    calls: list[Call] = []
    run: Callable[..., Any] = getattr(PIPELINE, name)

    def watched(*args: Any, **named: Any) -> None:
        calls.append(Call((*args, *named.values()), None if skip else run(*args, **named)))
        raise _Reached

    with mock.patch.object(PIPELINE, name, watched):
        try:
            PIPELINE.arrange(diagram, options)
        except _Reached:
            return calls[0]
    raise LookupError(name)


def layered_after(name: str, diagram: Diagram, options: ArrangeOptions = WHOLE) -> Layered:
    """Return the working copy as the first call of a pass leaves it."""
    return call_of(name, diagram, options).graph


def layered_before(name: str, diagram: Diagram, options: ArrangeOptions = WHOLE) -> Layered:
    """Return the working copy as the first call of a pass finds it."""
    return call_of(name, diagram, options, skip=True).graph
