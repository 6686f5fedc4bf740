r"""XML's escaping, that of HTML labels inside it, and draw.io's styles: the only place that knows them.

A label with `html=1` is HTML within an attribute of XML and so escaped twice. A style is a list of `name=value;`, of
which nothing in a lab file may become a part but a colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from topodraw.layout.texts import plain
from topodraw.text import sanitise

__all__ = ["escape", "html", "html_text", "number", "style", "tag"]

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def escape(text: str) -> str:
    r"""Return text as it stands in an attribute, on one line.

    >>> print(escape('<b>"R&D"'), escape("r1\x1b"))
    &lt;b&gt;&quot;R&amp;D&quot; r1\x1b
    """
    return _NOT_XML.sub("\ufffd", sanitise(text)).translate(_ENTITIES)


def html(lines: Iterable[str]) -> str:
    """Return a label of several lines as HTML, the first in bold.

    >>> print(html(["r<1>", "10.0.0.1/32"]))
    <b>r&lt;1&gt;</b><br>10.0.0.1/32
    """
    first, *others = (html_text(plain(line)) for line in lines)
    return "<br>".join((f"<b>{first}</b>", *others))


def html_text(text: str) -> str:
    """Return text as HTML that shows it; tooltips are HTML, too."""
    return text.translate(_ENTITIES)


def tag(name: str, attributes: Mapping[str, object], content: Iterable[str] = ()) -> str:
    """Return an element; its attributes are escaped here, its content is XML already.

    >>> tag("mxPoint", {"x": 3, "as": "offset", "y": None}), tag("a", {}, ["<b/>"])
    ('<mxPoint x="3" as="offset"/>', '<a><b/></a>')
    """
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None)
    inner = "".join(content)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def style(*parts: Mapping[str, object] | str) -> str:
    """Return a style, of names and of values; what is None is left out, later ones win.

    >>> style("text", {"fillColor": "#ffffff", "html": 1}, {"html": 0, "rounded": None})
    'text;fillColor=#ffffff;html=0;'
    """
    names = [part for part in parts if isinstance(part, str)]
    values: dict[str, object] = {}
    for part in parts:
        if not isinstance(part, str):
            values |= part
    return "".join(f"{each};" for each in names) + "".join(
        f"{name}={value};" for name, value in values.items() if value is not None
    )


def number(value: float) -> str:
    """Return a coordinate or a share, with four digits after the point at the most.

    >>> number(12.0), number(1 / 3), number(-0.00001)
    ('12', '0.3333', '0')
    """
    written = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
