"""What keeps a session from coming up, or from being of use, as far as the configurations of its ends tell."""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.errors import Report
from topodraw.readers.configs.device_config import place_in
from topodraw.readers.peering.ends import End
from topodraw.readers.peering.local_as import is_met
from topodraw.readers.peering.statements import Statement

__all__ = ["report_faults"]


def report_faults(a: End, b: End, unclear: Mapping[tuple[str, str], None], report: Report) -> None:
    """Report what is wrong with a session, at the statement that is most likely to be mended.

    `unclear` are nodes and what a statement of theirs may mean, among others.
    """
    for end, other in ((a, b), (b, a)):
        if end.said is not None:
            _check_statement(end, end.said, other, unclear, report)
        elif end.listen is not None and (wrong := _wrong_as(end, other)):
            text = f"{other.node} calls from this range: it {wrong}{_where(other)}: the session stays down"
            report.warn(end.listen.location, text)
    if a.families and b.families and not set(a.families) & set(b.families) and a.location is not None:
        spoken = f"{' '.join(a.families)} at {a.node}, {' '.join(b.families)} at {b.node}"
        report.warn(a.location, f"the ends of this session share no address family: {spoken}")


def _check_statement(
    end: End, said: Statement, other: End, unclear: Mapping[tuple[str, str], None], report: Report
) -> None:
    neighbour, where, named = said.neighbour, said.neighbour.location, _named(said)
    if neighbour.shutdown:
        report.warn(where, f"{named} is shut down")
    if said.is_direct and said.near is not None and said.near.vrf is not None and said.near.vrf != neighbour.vrf:
        stated = f"vrf {neighbour.vrf}" if neighbour.vrf else "the default VRF"
        text = f"{named} is stated in {stated}, but {said.near.interface} toward it is in vrf {said.near.vrf}"
        report.warn(where, text)
    if other.said is None and other.listen is None:
        if other.speaks and (other.node, end.node) not in unclear:
            own = f"{said.near.address} ({end.node})" if said.near is not None else end.node
            report.warn(where, f"{other.node} has no neighbour statement for {own}: the session stays down")
    elif wrong := _wrong_as(end, other):
        report.warn(where, f"{named} {wrong}{_where(other)}: the session stays down")


def _named(said: Statement) -> str:
    stated = said.neighbour.address or (f"on {said.neighbour.interface}" if said.neighbour.interface else "")
    return f"neighbour {stated} ({said.peer})" if stated else f"neighbour {said.peer}"


def _where(other: End) -> str:
    return f" ({place_in(other.location)})" if other.location is not None else ""


def _wrong_as(end: End, other: End) -> str | None:
    """Return in what the other end is not what this end expects of it."""
    remote, theirs = end.remote_as, other.local_as
    is_relative = remote in ("internal", "external")
    if (
        theirs is None
        or remote is None
        or (is_relative and end.local_as is None)
        or is_met(remote, end.local_as, theirs)
    ):
        return None
    if remote == "internal":
        return f"is internal here, but uses AS {theirs}, not {end.local_as}"
    if remote == "external":
        return f"is external here, but uses the same AS {theirs}"
    return f"is AS {remote} here, but uses AS {theirs}"
