"""The autonomous system of a node: its configuration's, else a label's, else its environment's, else that of a group or
a name that says it (``as65001``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from topodraw.errors import Report
from topodraw.readers.configs.values import as_number
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.shapes import word

if TYPE_CHECKING:
    from topodraw.readers.configs.device_config import DeviceConfig

__all__ = ["as_of", "written_as_number"]

_LABELS = ("as-number", "asn", "as")
_VARIABLES = ("LOCAL_AS", "local_asn", "ASN")
_IN_NAME = re.compile(r"as[-_]?(\d+)", re.IGNORECASE)
_PREFIX = re.compile(r"\Aas\s*", re.IGNORECASE)


def as_of(node: Declared, config: DeviceConfig | None, report: Report) -> int | None:
    """Return the AS number of a node, None where nothing says it."""
    if config is not None and config.asn is not None:
        return config.asn
    label = node.label(*_LABELS)
    if label is not None:
        number = written_as_number(label[0])
        if number is None:
            report.warn(label[1], f"{label[0]!r} is no AS number; node {node.name!r} is drawn without one")
        return number
    for variable in _VARIABLES:
        number = written_as_number(word(node.env.get(variable)) or "")
        if number is not None:
            return number
    named = (_IN_NAME.match(name) for name in (node.group, node.name) if name)
    return next((number for match in named if match and (number := as_number(match[1])) is not None), None)


def written_as_number(text: str) -> int | None:
    """Return an AS number as people write it: as in configurations, or with ``AS`` before it.

    >>> written_as_number("65001"), written_as_number("AS 65001"), written_as_number("1.10"), written_as_number("x")
    (65001, 65001, 65546, None)
    """
    return as_number(_PREFIX.sub("", text.strip(), count=1))
