"""Plugin multilab: several labs on one host; what shows is the name that each gets."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import get, integer

__all__ = ["rename"]


def rename(lab: Lab) -> None:
    """Name the lab after its number (``defaults.multilab.id``)."""
    number = integer(get(lab.defaults, "multilab.id"))
    change = get(lab.defaults, "multilab.change.name", "ml-{id}")
    if number is not None and isinstance(change, str):
        lab.name = change.replace("{id}", str(number))
        lab.defaults["name"] = lab.name
