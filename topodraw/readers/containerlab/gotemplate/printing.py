"""Values as text, as Go's fmt package has them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from topodraw.readers.containerlab.gotemplate.values import MISSING, Failure, Unsupported, sorted_keys, type_name

__all__ = ["plain", "printed", "printf", "quoted", "shown"]

_DIRECTIVE = re.compile(r"%(?P<flags>[-+# 0]*)(?P<width>[0-9]*)(?:\.(?P<precision>[0-9]*))?(?P<verb>.?)", re.DOTALL)
_WIDEST = 1000
_ESCAPES = {"\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}
_ESCAPES |= {"\\": r"\\", '"': r"\""}
_LARGE = 6
"""Floats of this power of ten on are written with an exponent."""


def shown(value: Any) -> str:
    """Return what an action prints: ``<no value>`` where there is none."""
    return "<no value>" if value is None or value is MISSING else plain(value)


def plain(value: Any) -> str:
    """Return a value as ``%v`` has it."""
    if value is None or value is MISSING:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, list):
        return f"[{' '.join(map(plain, value))}]"
    if isinstance(value, dict):
        return f"map[{' '.join(f'{plain(key)}:{plain(value[key])}' for key in sorted_keys(value))}]"
    return str(value)


def printed(values: Sequence[Any]) -> str:
    """Return what ``print`` does: a space between two values of which neither is text."""
    parts: list[str] = []
    for place, value in enumerate(values):
        if place and not isinstance(value, str) and not isinstance(values[place - 1], str):
            parts.append(" ")
        parts.append(plain(value))
    return "".join(parts)


def printf(form: Any, *values: Any) -> str:
    """Return a text with values in the places of its verbs."""
    if not isinstance(form, str):
        raise Failure(f"printf wants a text with verbs such as %d first, not {type_name(form)}")
    left = list(values)

    def directive(match: re.Match[str]) -> str:
        verb = match["verb"]
        if verb == "%":
            return "%"
        if not verb:
            return "%!(NOVERB)"
        if verb in "*[":
            raise Unsupported(f"'%{verb}' in printf")
        width, precision = int(match["width"][:6] or 0), match["precision"]
        if width > _WIDEST or (precision is not None and int(precision[:6] or 0) > _WIDEST):
            raise Failure(f"printf: {match[0]!r} is wider than {_WIDEST} characters")
        if not left:
            return f"%!{verb}(MISSING)"
        number = None if precision is None else int(precision or 0)
        return _Directive(match["flags"], width, number, verb).format(left.pop(0))

    text = _DIRECTIVE.sub(directive, form)
    if left:
        text += f"%!(EXTRA {', '.join(_with_type(value) for value in left)})"
    return text


def _with_type(value: Any) -> str:
    return "<nil>" if value is None else f"{type_name(value)}={plain(value)}"


class _Directive:
    """One ``%-05.2f``."""

    def __init__(self, flags: str, width: int, precision: int | None, verb: str) -> None:
        self.flags, self.width, self.precision, self.verb = flags, width, precision, verb

    def format(self, value: Any) -> str:
        verb = self.verb
        if verb == "T":
            return self.padded(type_name(value))
        if value is None or value is MISSING:
            return self.padded("<nil>") if verb == "v" else f"%!{verb}(<nil>)"
        if isinstance(value, list):
            return f"[{' '.join(map(self.format, value))}]"
        if isinstance(value, dict):
            pairs = (f"{self.format(key)}:{self.format(value[key])}" for key in sorted_keys(value))
            return f"map[{' '.join(pairs)}]"
        if "#" in self.flags or verb == "p":
            raise Unsupported(f"'%{'#' if '#' in self.flags else ''}{verb}' in printf")
        text = self.scalar(value)
        return f"%!{verb}({_with_type(value)})" if text is None else text

    def scalar(self, value: Any) -> str | None:
        """Return the text of a value, None where the verb is not for its type."""
        if isinstance(value, bool):
            return self.padded(plain(value)) if self.verb in "tv" else None
        if isinstance(value, int):
            return self.integer(value)
        if isinstance(value, float):
            return self.float(value)
        return self.text(str(value))

    def text(self, value: str) -> str | None:
        cut = value if self.precision is None else value[: self.precision]
        if self.verb in "sv":
            return self.padded(cut)
        if self.verb == "q":
            return self.padded(quoted(cut, ascii_only="+" in self.flags))
        if self.verb in "xX":
            return self.padded(format_hex(cut.encode("utf-8", "replace"), self.verb))
        return None

    def integer(self, value: int) -> str | None:
        if self.verb in "eEfFgGst":
            return None
        if self.verb in "cqU":
            return self.character(value)
        base = {"d": "d", "v": "d", "x": "x", "X": "X", "o": "o", "b": "b"}.get(self.verb)
        if base is None:
            if self.verb == "O":
                return self.number("-" if value < 0 else self.sign(), f"0o{abs(value):o}", zeros=self.precision is None)
            return None
        digits = format(abs(value), base).rjust(self.precision or 0, "0")
        return self.number("-" if value < 0 else self.sign(), digits, zeros=self.precision is None)

    def character(self, value: int) -> str:
        if self.verb == "U":
            return self.padded(f"U+{value:04X}")
        character = chr(value) if 0 <= value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else "\ufffd"
        if self.verb == "c":
            return self.padded(character)
        inside = {"'": r"\'", '"': '"'}.get(character) or quoted(character)[1:-1]
        return self.padded(f"'{inside}'")

    def float(self, value: float) -> str | None:
        if self.verb in "xXb":
            raise Unsupported(f"'%{self.verb}' of a float in printf")
        if self.verb not in "eEfFgGv":
            return None
        sign = "-" if math.copysign(1, value) < 0 else self.sign()
        size = abs(value)
        if not math.isfinite(size):
            return self.number(sign or ("+" if self.verb != "v" or math.isinf(size) else ""), "Inf", zeros=False)
        if self.precision is None and self.verb in "gGv":
            digits = _float(size)
        elif self.verb == "v":
            digits = format(size, f".{self.precision or 1}g")
        else:
            digits = format(size, f".{6 if self.precision is None else self.precision}{self.verb}")
        return self.number(sign, digits, zeros=True)

    def sign(self) -> str:
        return "+" if "+" in self.flags and self.verb != "v" else " " if " " in self.flags else ""

    def number(self, sign: str, digits: str, *, zeros: bool) -> str:
        if zeros and "0" in self.flags and "-" not in self.flags:
            return sign + digits.rjust(self.width - len(sign), "0")
        return self.padded(sign + digits, zeros=False)

    def padded(self, text: str, *, zeros: bool = True) -> str:
        if "-" in self.flags:
            return text.ljust(self.width)
        return text.rjust(self.width, "0" if zeros and "0" in self.flags else " ")


def format_hex(data: bytes, verb: str) -> str:
    return data.hex().upper() if verb == "X" else data.hex()


def quoted(text: str, *, ascii_only: bool = False) -> str:
    """Return a text in quotes with Go's escapes."""
    return '"' + "".join(_ESCAPES.get(c) or _visible(c, ascii_only) for c in text) + '"'


def _visible(character: str, ascii_only: bool) -> str:
    code = ord(character)
    if character.isprintable() and not (ascii_only and code > 0x7E):
        return character
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _float(value: float) -> str:
    """Return the shortest text that means a float.

    >>> _float(0.5), _float(3.0), _float(1e21), _float(1.5e-7)
    ('0.5', '3', '1e+21', '1.5e-07')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    figures = "".join(map(str, digits))
    power = len(figures) + int(exponent) - 1
    minus = "-" if sign else ""
    if power < -4 or power >= _LARGE:
        point = f".{figures[1:]}" if len(figures) > 1 else ""
        return f"{minus}{figures[0]}{point}e{'-' if power < 0 else '+'}{abs(power):02d}"
    return minus + format(Decimal((0, digits, int(exponent))), "f")
