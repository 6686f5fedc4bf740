"""Pages: every box on one of them, nothing lost between them, none wider than asked for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from random_diagrams import expected, random_diagram
from topodraw.diagram import Bar, Box, Diagram, Edge, End, Frame
from topodraw.layout import ArrangeOptions, arrange, arrange_pages, assign_tiers
from topodraw.layout.connectors import spelled
from topodraw.layout.families import reading_order
from topodraw.rendering import RenderOptions
from topodraw.text import width
from topodraw.textreader import compare, read
from topodraw_ascii import TextRenderer


def fabric(spines: int, leaves: int, hosts: int, labels: tuple[str, ...] = ()) -> Diagram:
    tops = [f"spine{at}" for at in range(1, spines + 1)]
    middles = [f"leaf{at}" for at in range(1, leaves + 1)]
    edges = [Edge(End(spine, labels), End(leaf, labels)) for spine in tops for leaf in middles]
    ends = [(leaf, f"h{number}-{at}") for number, leaf in enumerate(middles, 1) for at in range(hosts)]
    edges += [Edge(End(leaf), End(host)) for leaf, host in ends]
    boxes = tuple(map(Box, [*tops, *middles, *(host for _, host in ends)]))
    return assign_tiers(Diagram("fabric", boxes=boxes, edges=tuple(edges)))


SITES = "abcdefghij"


def sites() -> Diagram:
    pod = fabric(2, 3, 1)
    boxes = [replace(box, id=f"{site}_{box.id}") for site in SITES for box in pod.boxes]
    edges = [Edge(End(f"{site}_{edge.a.box}"), End(f"{site}_{edge.b.box}")) for site in SITES for edge in pod.edges]
    edges += [Edge(End(f"{a}_leaf3"), End(f"{b}_leaf3")) for a, b in pairwise(SITES)]
    frames = [Frame(site, f"site {site}", tuple(b.id for b in boxes if b.id[0] == site), "site") for site in SITES]
    return Diagram("sites", boxes=tuple(boxes), edges=tuple(edges), frames=tuple(frames))


def drawn(diagram: Diagram, columns: int, charset: str = "box") -> tuple[str, list[str]]:
    """Return the text, and what was said of it."""
    steps: list[str] = []
    options = RenderOptions(charset=charset, width=columns, pages=True, report=steps.append)  # type: ignore[arg-type]
    return TextRenderer().render(diagram, options), steps


def differences(diagram: Diagram, text: str, charset: str = "box") -> list[str]:
    found = read(text, charset)
    wanted = expected(diagram)
    if any(bar.is_mesh for bar in found.bars) or "full mesh" in text:  # bundled: the kind of each link is not seen
        wanted["edges"] = [(a, b) for a, b, *_ in wanted["edges"]]
    return compare(found, **wanted)


def test_what_fits_is_one_page_as_ever() -> None:
    diagram = fabric(2, 3, 1)
    options = ArrangeOptions(width=arrange(diagram).width)
    assert arrange_pages(diagram, options).arrangements == (arrange(diagram, options),)
    assert drawn(diagram, 200)[0] == TextRenderer().render(diagram, RenderOptions())


def test_every_box_stands_on_one_page_and_no_page_is_too_wide() -> None:
    diagram = fabric(4, 16, 2)
    pages = arrange_pages(diagram, ArrangeOptions(width=60)).arrangements
    assert 2 < len(pages) < 16
    shown = Counter(box.box for page in pages for box in page.boxes)
    assert {box.id: shown[box.id] for box in diagram.boxes} == {box.id: 1 for box in diagram.boxes}
    assert max(page.width for page in pages) <= 60


def test_families_stay_together_and_pages_follow_the_reading_order() -> None:
    pages = arrange_pages(fabric(4, 16, 2), ArrangeOptions(width=60)).arrangements
    home = {box.box: at for at, page in enumerate(pages) for box in page.boxes}
    for leaf in range(1, 17):
        assert home[f"h{leaf}-0"] == home[f"h{leaf}-1"] == home[f"leaf{leaf}"]
    leaves = [home[f"leaf{leaf}"] for leaf in range(1, 17)]
    assert all(one <= other for one, other in pairwise(leaves))
    assert home["spine1"] == 0


def test_a_site_is_a_page_where_it_fits() -> None:
    pages = arrange_pages(sites(), ArrangeOptions(width=60)).arrangements
    assert len(pages) > 1
    home = {box.box: at for at, page in enumerate(pages) for box in page.boxes if box.box[1] == "_"}
    for site in SITES:
        assert len({at for name, at in home.items() if name[0] == site}) == 1


def test_boxes_that_are_linked_alike_share_a_connector() -> None:
    pages = arrange_pages(fabric(2, 9, 0), ArrangeOptions(width=40, bundle="never")).arrangements
    connectors = [box.lines for box in pages[-1].boxes if box.lines[0].startswith("to ")]
    assert connectors == [("to spine1", "and spine2", "on page 1")]


def test_links_with_texts_have_connectors_of_their_own_and_keep_both_ends() -> None:
    diagram = fabric(2, 6, 0, labels=("eth1",))
    diagram = replace(diagram, edges=(replace(diagram.edges[0], b=End("leaf1", ("xe-0/0/7",))), *diagram.edges[1:]))
    text, _ = drawn(diagram, 30)
    assert text.count("page ") > 2
    found = read(text, "box")
    (edge,) = (edge for edge in found.edges if edge.pair == ("leaf1", "spine1"))
    ends = {edge.a: edge.labels_a, edge.b: edge.labels_b}
    assert ends == {"spine1": ("eth1",), "leaf1": ("xe-0/0/7",)}


def test_parallel_links_share_a_connector_line_by_line() -> None:
    diagram = fabric(2, 6, 0, labels=("eth1",))
    diagram = replace(diagram, edges=diagram.edges * 2)
    text, _ = drawn(diagram, 40)
    assert "on page 1" in text
    assert differences(diagram, text) == []


def test_a_segment_goes_on_by_a_connector_and_keeps_its_name() -> None:
    names = [f"router-{at}" for at in range(8)]
    bars = tuple(Bar(f"b{at}", "10.0.0.0/24", tuple(map(End, names))) for at in range(2))
    diagram = assign_tiers(Diagram("d", boxes=tuple(map(Box, names)), bars=bars))
    text, steps = drawn(diagram, 24)
    assert any("pages" in step for step in steps)
    assert "more of 10.0.0.0/24" in text
    assert differences(diagram, text) == []
    assert [len(bar.taps) for bar in read(text).bars] == [8, 8]


def test_a_frame_says_where_it_goes_on() -> None:
    names = [f"router-{at:02}" for at in range(40)]
    edges = tuple(Edge(End(a), End(b)) for a, b in pairwise(names))
    frames = (
        Frame("x", "AS 1", tuple(names[:19])),
        Frame("y", "AS 1", tuple(names[25:])),
        Frame("z", "core", (names[20], names[21]), parent="w"),
        Frame("w", "all of it", (names[22],)),
    )
    diagram = Diagram("d", boxes=tuple(Box(name, tier=0) for name in names), edges=edges, frames=frames)
    text, _ = drawn(diagram, 40)
    assert re.search(r"AS 1, also on pages? [-\d, ]+ #2", text)
    assert differences(diagram, text) == []


HOSTILE = {
    "names": (["to r1", "more of lan", "off-page to r1", "on page 2", "NAME", "to NAME, on page N: no"], "AS 1"),
    "titles": (["a", "b", "c", "d", "e", "f"], "AS 1, also on page 2"),
    "numbered titles": (["a", "b", "c", "d", "e", "f"], "x, off-page also on pages 1, 3-4 #2"),
    "lists": (["a,b", "and", "and and", "b, c", "on", "page 1 of 2: x"], "TITLE"),
}


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize("case", HOSTILE)
def test_names_that_look_like_connectors_are_told_from_them(case: str, charset: str) -> None:
    names, title = HOSTILE[case]
    tops = ["spine-number-one", "spine-number-two"]
    edges = tuple(Edge(End(top), End(name)) for top in tops for name in names)
    bars = (Bar("lan", "to r1", tuple(map(End, names))),)
    frames = (Frame("f", title, tuple(names[:4])), Frame("g", title, tuple(names[4:])))
    boxes = (*(Box(name, tier=0) for name in tops), *(Box(name, tier=1) for name in names))
    diagram = Diagram("d", title="page 1 of 3: no heading", boxes=boxes, edges=edges, bars=bars, frames=frames)
    text, steps = drawn(diagram, 44, charset)
    assert any("pages" in step for step in steps)
    assert differences(diagram, text, charset) == []
    assert read(text, charset).title == "page 1 of 3: no heading"


def test_the_title_stands_above_all_pages_and_notes_below_them() -> None:
    text, _ = drawn(replace(fabric(2, 9, 0), title="A fabric", notes=("nothing is missing",)), 40)
    assert text.startswith("A fabric\n\npage 1 of ")
    assert text.endswith("  Note: nothing is missing.\n")
    assert text.count("nothing is missing") == 1
    assert read(text).title == "A fabric"


def test_a_box_too_wide_for_a_page_is_drawn_and_the_page_says_so() -> None:
    long = "a-name-that-has-no-room-on-any-page-of-this-width"
    diagram = Diagram("d", boxes=(Box("a", tier=0), Box(long, tier=1)), edges=(Edge(End("a"), End(long)),))
    text, steps = drawn(diagram, 30)
    assert long in text
    assert differences(diagram, text) == []
    assert [step for step in steps if "asked for" in step]
    assert "30 were asked for." in text


def test_the_same_diagram_gives_the_same_pages() -> None:
    assert drawn(fabric(4, 16, 2), 60) == drawn(fabric(4, 16, 2), 60)


@pytest.mark.parametrize("seed", range(60))
def test_random_diagrams_are_put_together_again(seed: int) -> None:
    diagram = random_diagram(seed)
    columns, charset = (40, 60, 80)[seed % 3], ("box", "rich", "ascii")[seed // 3 % 3]
    text, steps = drawn(diagram, columns, charset)
    assert differences(diagram, text, charset) == []
    picture = [line for line in text.splitlines() if not line.startswith(("  [", "  Note: "))]
    if not any("asked for" in step for step in steps):
        assert max(map(width, picture)) <= columns


def test_reading_order_keeps_frames_and_families_together() -> None:
    diagram = assign_tiers(sites())
    order = reading_order(diagram, {box.id: at for at, box in enumerate(diagram.boxes)})
    assert sorted(order) == sorted(box.id for box in diagram.boxes)
    assert [name[0] for name in order] == sorted(name[0] for name in order)
    for site in SITES:
        for leaf in "123":
            assert order.index(f"{site}_h{leaf}-0") == order.index(f"{site}_leaf{leaf}") + 1


@pytest.mark.parametrize(
    ("pages", "words"), [([2], "page 2"), ([1, 3], "pages 1, 3"), ([2, 3, 4, 7], "pages 2-4, 7"), ([1, 2], "pages 1-2")]
)
def test_pages_in_words(pages: list[int], words: str) -> None:
    assert spelled(pages) == words
