"""Which colours and widths D2 takes.

A lab file's `graph.color` is meant for Graphviz and may be any of X11's names; D2 refuses the whole diagram for one
that it does not know. What it does not know is left out.
"""

from __future__ import annotations

import re

__all__ = ["accepted", "color", "stroke_width"]

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")

_GRADIENT = re.compile(r"(?:linear|radial)-gradient\(")

_CSS = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
darkgrey darkgreen darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray grey green greenyellow honeydew
hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
lightgoldenrodyellow lightgray lightgrey lightgreen lightpink lightsalmon lightseagreen lightskyblue lightslategray
lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato transparent turquoise violet wheat
white whitesmoke yellow yellowgreen
"""
_NAMES = frozenset(_CSS.split())


def color(asked: str | None) -> str | None:
    """Return a colour that D2 takes, None for one that it does not know.

    >>> color("Orange"), color("#ff9f01"), color("lightblue3")
    ('orange', '#ff9f01', None)
    """
    if asked is None:
        return None
    if _HEX.fullmatch(asked):
        return asked
    return asked.lower() if asked.lower() in _NAMES else None


def accepted(setting: str, value: str) -> str | None:
    """Return the value of a D2 setting as D2 takes it, None for one that it would refuse the diagram for.

    >>> accepted("style.stroke-width", "32"), accepted("style.fill", "lightblue3"), accepted("shape", "oval")
    ('15', None, 'oval')
    """
    if setting in {"style.stroke", "style.fill", "style.font-color"} and not _GRADIENT.match(value):
        return color(value)
    if setting == "style.stroke-width":
        return str(min(int(value), 15)) if value.isascii() and value.isdigit() else None
    return value


def stroke_width(asked: str | float | None) -> str | None:
    """Return a width in D2's range, whole pixels up to 15, for one in points; None where it is no number.

    >>> stroke_width(2.2), stroke_width("40"), stroke_width("wide")
    ('3', '15', None)
    """
    if asked is None:
        return None
    try:
        pixels = round(float(asked) * 1.25)
    except (ValueError, OverflowError):
        return None
    return str(min(max(pixels, 1), 15))
