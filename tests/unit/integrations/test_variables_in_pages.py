"""Fences may name the variables of a template, below the root of the pages."""

from __future__ import annotations

import pytest
from markdown import markdown

from topodraw.errors import TopodrawError
from topodraw.integrations.markdown import TopodrawExtension

LAB = "name: x\ntopology:\n  nodes:\n{{- range $i := seq .n }}\n    r{{ $i }}: {kind: linux}\n{{- end }}\n"


@pytest.fixture
def page(tmp_path, monkeypatch):
    root = tmp_path / "docs"
    root.mkdir()
    (root / "x.clab.gotmpl").write_text(LAB)
    (root / "x.clab_vars.yml").write_text("n: 3")
    (root / "mine.yml").write_text("n: 2")
    (tmp_path / "outside.yml").write_text("n: 4")
    monkeypatch.chdir(root)
    return lambda words: markdown(f'```topodraw src="x.clab.gotmpl"{words}\n```\n', extensions=[TopodrawExtension()])


@pytest.mark.parametrize(("words", "routers"), [("", 3), (' vars="mine.yml"', 2)])
def test_a_fence_draws_a_template_with_its_variables(page, words, routers):
    html = page(words)
    assert [name for name in ("r1", "r2", "r3", "r4") if f">{name}<" in html] == [f"r{n + 1}" for n in range(routers)]


def test_variables_outside_of_the_pages_are_refused(page):
    with pytest.raises(TopodrawError, match="outside"):
        page(' vars="../outside.yml"')
