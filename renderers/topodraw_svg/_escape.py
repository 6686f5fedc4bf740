r"""XML's escaping: the only place that knows it.

What comes out of `escape` is character data, and an attribute's value between double quotes, of XML 1.0 and of HTML. No
character is left that XML does not allow; control characters and the overrides of text direction are spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from topodraw.hyperlinks import link
from topodraw.text import sanitise

__all__ = ["escape", "link", "tag", "token"]

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def escape(text: str) -> str:
    r"""Return text as it stands in XML, on one line.

    >>> print(escape('<script>"R&D"'), escape("a]]>b"), escape("r1\x1b"), escape("\ufffe"))
    &lt;script&gt;&quot;R&amp;D&quot; a]]&gt;b r1\x1b �
    """
    return _NOT_XML.sub("\ufffd", sanitise(text)).translate(_ENTITIES)


def tag(name: str, attributes: Mapping[str, object], content: str | None = None) -> str:
    """Return an element; its attributes are escaped here, its content is XML already.

    >>> tag("rect", {"width": 3, "class": None}), tag("text", {"x": "<"}, escape("&"))
    ('<rect width="3"/>', '<text x="&lt;">&amp;</text>')
    """
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


def token(text: str) -> str:
    """Return text as an identifier that needs no escaping in XML, CSS or a URL.

    >>> token("lab 1"), token("1"), token("")
    ('lab-1', 'd-1', 'd-')
    """
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", text)
    return plain if re.match(r"[A-Za-z]", plain) else f"d-{plain}"
