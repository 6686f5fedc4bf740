"""What has been read so far of a configuration of the IOS family."""

from __future__ import annotations

from dataclasses import dataclass, field

from topodraw.errors import Location
from topodraw.readers.configs.ios_interfaces import Interface
from topodraw.readers.configs.ios_lines import Line, Mode
from topodraw.readers.configs.ios_peers import Instance, Peer
from topodraw.readers.configs.values import as_number, is_placeholder

__all__ = ["Draft"]

_ROOM = 20_000
"""Interfaces and AS numbers in ranges: more than any device has, few enough to be done at once."""


@dataclass(slots=True)
class Draft:
    """What has been read so far, and where the next line stands."""

    file: str
    modes: list[Mode]
    interfaces: dict[tuple[str, str | None], Interface] = field(default_factory=dict)
    """By name, and by the VRF that stands beside it: FRR has a loopback of the same name in each."""
    instances: dict[tuple[str, ...], Instance] = field(default_factory=dict)
    filters: dict[str, list[str]] = field(default_factory=dict)
    """EOS peer filter -> the AS ranges it accepts."""
    filtered: list[tuple[Peer, str]] = field(default_factory=list)
    room: int = _ROOM
    """How much more ranges may name."""
    router_id: str | None = None
    problems: list[tuple[Location, str]] = field(default_factory=list)

    @property
    def mode(self) -> Mode:
        return self.modes[-1]

    def bad(self, line: Line, value: str, wanted: str) -> None:
        """Note a value that cannot be read."""
        is_open = is_placeholder(value)
        text = f"{value!r} is still to be filled in" if is_open else f"{value!r} is not {wanted}"
        self.problems.append((line.location, f"{text}; skipped"))

    def spend(self, line: Line, count: int) -> None:
        """Count what a range names; note once that it is too much."""
        before, self.room = self.room, self.room - count
        if before > 0 >= self.room:
            self.problems.append((line.location, f"ranges name more than {_ROOM} things; further ones are skipped"))

    def number(self, line: Line, text: str) -> int | None:
        """Return an AS number, None with a problem noted where the text is none."""
        number = as_number(text)
        if number is None and text:
            self.bad(line, text, "an AS number")
        return number
