"""``topodraw render --pages``: the widths it takes, where it makes no sense, and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from topodraw.cli import main
from topodraw.text import width

LEAVES = 12


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Stand in a folder with a fabric of names that are too long even for eight bands of them."""
    monkeypatch.chdir(tmp_path)
    nodes = ["spine-1", "spine-2", *(f"leaf-{at}-with-a-name-that-is-very-long-indeed" for at in range(LEAVES))]
    links = [
        {"kind": "p2p", "endpoints": [{"node": spine, "interface": f"eth{at}"}, {"node": leaf, "interface": "uplink1"}]}
        for spine in nodes[:2]
        for at, leaf in enumerate(nodes[2:])
    ]
    topology = {
        "name": "lab",
        "source": {"kind": "topodraw", "file": "lab.json"},
        "nodes": [{"name": name, "role": "router"} for name in nodes],
        "links": links,
        "sessions": [],
        "groups": [],
        "warnings": [],
    }
    Path("lab.json").write_text(json.dumps(topology))
    return "lab.json"


def picture(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("  [")]


def test_pages_are_cut_and_told(lab: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", lab, "--pages", "--width", "60"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("page 1 of ")
    assert max(map(width, picture(out))) <= 60
    assert "drawn on" in err
    assert "asked for" not in err


def test_without_pages_the_complaint_names_them(lab: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", lab, "--width", "60"]) == 0
    out, err = capsys.readouterr()
    assert "page 1 of" not in out
    (line,) = err.splitlines()
    assert "60 were asked for" in line
    assert "--pages" in line


def test_the_width_is_a_hundred_columns_where_nothing_says_more(lab: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["render", lab, "-q", "--pages"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert main([*asked, "--width", "100"]) == 0
    assert capsys.readouterr().out == out
    assert 60 < max(map(width, picture(out))) <= 100
    assert main([*asked, "-o", "lab.txt"]) == 0
    assert Path("lab.txt").read_text("utf-8") == out


def test_ascii_pages_are_seven_bit(lab: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", lab, "-q", "--pages", "--width", "60", "-f", "ascii", "--labels", "interface"]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert "page 2 of" in out


@pytest.mark.parametrize("format", ["dot", "d2", "svg", "json"])
def test_other_formats_have_no_pages(lab: str, capsys: pytest.CaptureFixture[str], format: str) -> None:
    assert main(["render", lab, "--pages", "-f", format]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"{lab}: error: --pages cuts text drawings; choose -f text or ascii\n"


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
@pytest.mark.parametrize("labels", ["none", "interface"])
def test_read_puts_the_pages_together(lab: str, capsys: pytest.CaptureFixture[str], labels: str, charset: str) -> None:
    arguments = ["-q", "--pages", "--width", "60", "--labels", labels, "--charset", charset, "--bundle", "never"]
    assert main(["render", lab, *arguments, "-o", "lab.txt", "--title", "A fabric"]) == 0
    assert "page 2 of " in Path("lab.txt").read_text("utf-8")
    assert main(["inspect", lab, "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main(["read", "lab.txt"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert [node["name"] for node in again["nodes"]] != []
    assert sorted(node["name"] for node in again["nodes"]) == sorted(node["name"] for node in whole["nodes"])

    def ends(topology: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[list[tuple[str, str | None]]]:
        shown = labels == "interface"
        found = [
            [(end["node"], end["interface"] if shown else None) for end in link["endpoints"]]
            for link in topology["links"]
        ]
        return sorted(sorted(pair, key=str) for pair in found)

    assert ends(again) == ends(whole)


def test_a_paged_drawing_is_known_by_its_content(lab: str, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = ["--pages", "--width", "60", "--labels", "interface", "--title", "A fabric"]
    assert main(["render", lab, "-q", *drawing, "-o", "lab.txt"]) == 0
    assert main(["inspect", "lab.txt"]) == 0
    assert f"{LEAVES + 2} nodes, {2 * LEAVES} links" in capsys.readouterr().out
    assert main(["render", lab, "-q", *drawing, "--stats", "-o", "lab.txt"]) == 0
    assert f"nodes: {LEAVES + 2}\nedges: {2 * LEAVES}\n" in capsys.readouterr().err
