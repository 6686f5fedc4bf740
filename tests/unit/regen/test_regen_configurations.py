"""Documents in several folders may each have configurations of their own for one lab."""

from __future__ import annotations

from topodraw.cli import main

LAB = """\
name: x
topology:
  nodes:
    r1: {kind: linux}
    r2: {kind: linux}
  links: [{endpoints: ["r1:a", "r2:a"]}]
"""
CONFIG = "router bgp {}\n neighbor a interface remote-as external\n"


def test_a_folder_of_configurations_is_that_beside_the_document(tmp_path, monkeypatch):
    (tmp_path / "x.clab.yml").write_text(LAB)
    for folder, asn in (("one", 65001), ("two", 65002)):
        (tmp_path / folder / "configs").mkdir(parents=True)
        (tmp_path / folder / "configs" / "r1.conf").write_text(CONFIG.format(asn))
        marker = "<!-- topodraw start ../x.clab.yml --configs configs --view bgp -->\n<!-- topodraw end -->\n"
        (tmp_path / folder / "page.md").write_text(marker)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["regen", "one/page.md", "two/page.md", "-q"]) == 1
    assert "AS 65001" in (tmp_path / "one/page.md").read_text()
    assert "AS 65002" in (tmp_path / "two/page.md").read_text()
