import pytest

from topodraw.integrations.fences import find_fences, parse_header


def ours(text):
    return [(fence.start, fence.end) for fence in find_fences(text.split("\n")) if fence.ours]


def test_a_fence_reaches_from_its_opening_to_behind_its_closing_line():
    assert ours("a\n``` topodraw\nnodes: [a]\n```\nb") == [(1, 4)]
    assert ours("~~~topodraw\nnodes: [a]\n~~~") == [(0, 3)]
    assert ours("    - a\n\n      ``` {.topodraw src=x}\n      ```") == [(2, 4)]


@pytest.mark.parametrize("header", ["topodrawn", "yaml topodraw", "{.yaml}", "", "topodraw-x", "{.topodraw-x}"])
def test_other_fences_are_not_ours(header):
    assert ours(f"```{header}\n```") == []


def test_what_stands_in_another_fence_is_text():
    assert ours("```` markdown\n``` topodraw\n```\n````") == []
    assert ours("~~~\n``` topodraw\n```\n~~~\n``` topodraw\n```") == [(4, 6)]


def test_backticks_within_a_line_open_nothing():
    assert ours("``` topodraw ```\n``` topodraw\n```") == [(1, 3)]


def test_a_fence_without_end_is_seen_and_swallows_nothing():
    fences = list(find_fences(["``` topodraw", "a", "```` yaml", "````"]))
    assert [(fence.start, fence.closed) for fence in fences] == [(0, False), (2, True)]


def test_the_body_has_the_indentation_of_its_fence_taken_off():
    lines = ["  ``` topodraw", "  nodes:", "    a:", "", "  ```"]
    (fence,) = find_fences(lines)
    assert fence.body(lines) == "nodes:\n  a:\n"


@pytest.mark.parametrize(
    ("header", "attributes"),
    [
        ("topodraw", {}),
        (" .topodraw", {}),
        (""" topodraw src="a b.yml" view='bgp' sessions""", {"src": "a b.yml", "view": "bgp", "sessions": "sessions"}),
        (' topodraw title="it\'s"', {"title": "it's"}),
        (" { .topodraw #x .one .two node-label=name }", {"id": "x", "class": "one two", "node-label": "name"}),
        (" topodraw lab.yml", None),
        (" topodraw view=bgp", None),
        (' topodraw view="bgp', None),
    ],
)
def test_headers_have_attributes(header, attributes):
    assert parse_header(header) == attributes
