"""Whatever stands in a file gives a lab or a located message, soon, and never anything else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topodraw.errors import SourceError
from topodraw.located import Map, Seq, parse
from topodraw.readers.netlab import NetlabReader
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

LAB = """
name: all_sorts
module: [ bgp, vlan, vrf, isis, lag, gateway ]
plugin: [ fabric, node.clone, bgp.session, ebgp.multihop, bonding, kind, mlag.vtep ]
defaults: {device: eos, outputs.graph.styles.node.color: red, groups.x.members: [ r1 ]}
addressing: {core: {ipv4: 10.5.0.0/16, prefix: 30}, lan.ipv6: 2001:db8::/48}
prefix: {px: {pool: lan}}
bgp: {as_list: {1: {members: [ 'r*' ], rr: [ r1 ]}}, confederation: {9: {members: [ 1, 2 ]}},
  multihop.sessions: [ r1-r2 ], sessions.ipv4: [ ibgp, ebgp ]}
fabric: {leafs: 2, spines: 1, leaf: {name: 'l{count}', bgp.as: '{65000+count}'}, spine.bgp.as: 2}
vlans: {red: {mode: bridge, links: [ r1-h ]}, blue: {vrf: t, prefix: px}}
vrfs: {t: {loopback: true, import: [ t, 5 ], links: [ r2-h ]}}
components: {c: {nodes: {n: {device: linux}}, links: [ n ]}}
groups: {_auto_create: true, g: {members: [ r1, 'l*' ], graph.rank: 3}, v: {type: vlan, members: [ red ]}}
graph.title: x
nodes:
  r1: {id: 5, isis.net: 49.0001.0000.0000.0001.00, loopback.ipv4: 1.1.1.1/32}
  r2: {bgp.local_as: 7, d2: {format.style.opacity: 0.4}}
  h: {device: linux, module: [], clone: {count: 2}}
  q: {include: c}
  br: {role: bridge, module: []}
  k: {device: kind, kind.workers: 1, module: []}
links:
- {r1: {ipv4: 3, gateway: true}, r2: , prefix: 10.9.0.0/24}
- {r1: , r2: , vlan.trunk: {red: , blue: {mode: route}}}
- {lag: {members: [ r1-r2, r1-r2 ]}}
- {group: gg, role: core, members: [ r1-r2, {r1: , h: } ]}
- {r1: , r2: , h: , bridge: br}
- [ r1, {node: k, ifname: x} ]
"""
BROKEN = [
    None, True, False, 0, -1, 10**9, "", "x", "a-b", "../../x", "10.0.0.1/33", "::/0", "~(a+)+", "[a", "*", 1.5,
    "{9**9**9}", 65000, "all", "route", 128, [], ["r1", 7, None], {"r1": None}, {"members": {"a": 1}}, {5: []},
]  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every container with a key or index into it."""
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        container = pending.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        for key in keys:
            found.append((container, key))
            if isinstance(container[key], dict | list):
                pending.append(container[key])
    return found


def located(value: Any) -> Any:
    """Return plain containers as the parser would build them."""
    if isinstance(value, dict):
        tree = Map("lab.yml", (1, 1))
        tree.update({key: located(item) for key, item in value.items()})
        return tree
    if isinstance(value, list):
        items = Seq("lab.yml", (1, 1))
        items.extend(map(located, value))
        return items
    return value


def read_or_refuse(document: Any) -> list[str] | None:
    """Return the problems of a document, None when it can be read."""
    source = Source("lab.yml", "")
    try:
        NetlabReader().read(source, document, Sources(), ReadOptions())
    except SourceError as error:
        return [str(problem) for problem in error.problems]
    return None


def test_the_lab_that_is_broken_below_is_whole_at_first() -> None:
    assert read_or_refuse(parse(Source("lab.yml", LAB))) is None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_value_in_any_place_gives_a_lab_or_a_message(data: st.DataObject) -> None:
    document = parse(Source("lab.yml", LAB))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(document)))
        if data.draw(st.booleans()):
            container[key] = located(data.draw(st.sampled_from(BROKEN)))
        else:
            del container[key]
        if not document:
            break
    problems = read_or_refuse(document)
    assert problems is None or all("lab.yml" in problem for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "nodes: [ a ]\nlinks: [ " + "-".join("a" * 3000) + " ]",
        "plugin: [ fabric ]\nfabric: {leafs: 1000, spines: 1000}",
        "plugin: [ node.clone ]\nnodes: {"
        + ",".join(f"a{i}: {{clone.count: 1000}}" for i in range(50))
        + "}\nlinks: ["
        + ",".join(f"a{i}-a{i + 1}" for i in range(49))
        + "]",
        "components: {c: {nodes: {a: {include: c}, b: {include: c}}}}\nnodes: {x: {include: c}}",
        "nodes: [ aaaaaaaaaaaaaaaa ]\ngroups: {g: [ '~" + "a*" * 20 + "b', '~(a|a)*b' ]}",
        "defaults.const.MAX_NODE_ID: 100000000000\nnodes: {a: {id: 10000000000}}",
    ],
)
def test_a_small_file_that_asks_for_the_world_is_refused(text: str) -> None:
    problems = read_or_refuse(parse(Source("lab.yml", text)))
    assert problems
    assert problems[0].startswith("lab.yml:")


def test_groups_of_groups_of_groups_are_walked_once() -> None:
    layers = "".join(f"  g{i}: [ g{i + 1}, h{i + 1} ]\n  h{i}: [ g{i + 1}, h{i + 1} ]\n" for i in range(40))
    text = f"nodes: [ a ]\ngroups:\n{layers}  g40: [ a ]\n  h40: [ a ]\n"
    assert read_or_refuse(parse(Source("lab.yml", text))) is None
