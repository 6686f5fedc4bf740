"""Fences draw labs with the configurations of their devices, those of the pages' own folder only."""

from __future__ import annotations

import pytest
from markdown import markdown

from topodraw.errors import TopodrawError
from topodraw.integrations.markdown import TopodrawExtension

LAB = """\
name: x
topology:
  nodes:
    r1: {kind: linux}
    r2: {kind: linux}
  links:
    - endpoints: ["r1:a", "r2:a"]
"""
CONFIG = """\
interface a
 ip address {own}/30
router bgp {asn}
 neighbor {far} remote-as {other}
 neighbor 192.0.2.9 remote-as 9
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    for folder in ("docs/lab", "docs/configs", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "r1.conf").write_text(
            CONFIG.format(asn=65001, own="10.0.0.1", far="10.0.0.2", other=65002)
        )
        (tmp_path / folder / "r2.conf").write_text(
            CONFIG.format(asn=65002, own="10.0.0.2", far="10.0.0.1", other=65001)
        )
    (tmp_path / "docs/lab/x.clab.yml").write_text(LAB)
    monkeypatch.chdir(tmp_path / "docs")
    fence = '```topodraw src="lab/x.clab.yml" view="bgp" {}\n```\n'
    return lambda words: markdown(fence.format(words), extensions=[TopodrawExtension()])


@pytest.mark.parametrize("configs", ["auto", "configs"])
def test_a_fence_draws_the_sessions_of_configurations(page, configs):
    html = page(f'configs="{configs}" external="hide"')
    assert "AS 65001" in html
    assert "192.0.2.9" not in html


def test_a_fence_may_show_peers_outside_of_the_lab(page):
    assert ">192.0.2.9<" in page('configs="auto" external="show"')


def test_configurations_outside_of_the_pages_are_refused(page):
    with pytest.raises(TopodrawError, match="outside"):
        page('configs="../elsewhere"')
