"""Pass 6: slide ports along their boxes so that lines run straight and no two lines need one column.

Expects placed boxes. Guarantees: the order and the least distances of the ports on every side are kept; a line whose
two ends can stand in one column does. Where two lines still want one column of a channel from above and from below,
`tracks` keeps their horizontals apart.
"""

from __future__ import annotations

from topodraw.layout.layered import Layered, Net, Port
from topodraw.layout.ports import port_bounds

__all__ = ["Columns", "columns_of", "is_straight", "move", "straighten", "trouble"]

Columns = dict[int, list[Port]]
"""The ports whose lines enter one channel, by column."""


def straighten(graph: Layered) -> None:
    """Choose the final offsets of all ports."""
    for channel in sorted(graph.nets):
        nets = graph.nets[channel]
        columns = columns_of(nets)
        for _ in range(2):
            for net in sorted((net for net in nets if net.kind == "edge"), key=_jog):
                _straighten_net(net, columns)
        for net in nets:
            for port in net.ports:
                _avoid_clash(port, columns)


def columns_of(nets: list[Net]) -> Columns:
    """Return the ports of the nets of one channel by column."""
    columns: Columns = {}
    for net in nets:
        for port in net.ports:
            columns.setdefault(port.column, []).append(port)
    return columns


def _jog(net: Net) -> tuple[int, int]:
    return abs(net.ports[0].column - net.ports[1].column), net.serial


def _straighten_net(net: Net, columns: Columns) -> None:
    a, b = net.ports
    if a.column == b.column:
        return
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    low, high = max(low_a, low_b), min(high_a, high_b)
    if low > high:
        return
    between = sorted((a.column, b.column))
    middle = _centre(a) + _centre(b)
    wishes = sorted(
        range(low, high + 1),
        key=lambda c: (max(0, between[0] - c) + max(0, c - between[1]), abs(2 * c - middle), c),
    )
    for column in wishes:
        if all(port.net is net for port in columns.get(column, ())):
            move(a, column, columns)
            move(b, column, columns)
            return


def _centre(port: Port) -> int:
    """Return the middle column of the port's box, the look of a single port."""
    return port.item.x + (port.item.width - 1) // 2


def _bounds(port: Port) -> tuple[int, int]:
    if port.item.kind != "box":
        return port.column, port.column
    return port_bounds(port)


def move(port: Port, column: int, columns: Columns) -> None:
    """Give a port another column of its box."""
    if column != port.column:
        columns[port.column].remove(port)
        port.offset = column - port.item.x
        columns.setdefault(column, []).append(port)


def _avoid_clash(port: Port, columns: Columns) -> None:
    """Move a port off a column that another line needs too, or that touches one, to the nearest free one on its box."""
    worst = trouble(port, port.column, columns)
    if not worst or is_straight(port):
        return
    low, high = _bounds(port)
    for column in sorted(range(low, high + 1), key=lambda c: (abs(c - port.column), c)):
        less = trouble(port, column, columns)
        if less < worst:
            move(port, column, columns)
            worst = less
        if not worst:
            return


def trouble(port: Port, column: int, columns: Columns) -> int:
    """Return 2 when a line enters the channel in this column from the other side, 1 when one does beside it, else 0."""
    if any(_foreign(port, other) for other in columns.get(column, ())):
        return 2
    return int(any(_foreign(port, other) for near in (column - 1, column + 1) for other in columns.get(near, ())))


def _foreign(port: Port, other: Port) -> bool:
    return other is not port and (other.net is not port.net or port.net.kind == "bar")


def is_straight(port: Port) -> bool:
    """Tell whether a port's line runs straight through its channel."""
    net = port.net
    return net.kind == "edge" and net.ports[0].column == net.ports[1].column
