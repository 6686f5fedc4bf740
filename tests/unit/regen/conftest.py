"""A folder with small labs, and documents in it that are regenerated as the command does it."""

import pytest

from topodraw.regen import Permissions, regenerate
from topodraw.regen.pictures import Labs

LAB = "name: lab\ndefaults.device: frr\nmodule: [bgp]\nnodes: {a: {bgp.as: 65000}, b: {bgp.as: 65001}}\nlinks: [a-b]\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Stand in a repository with a lab."""
    (tmp_path / "repository").mkdir()
    monkeypatch.chdir(tmp_path / "repository")
    place = tmp_path / "repository"
    (place / ".git").mkdir()
    (place / "lab.yml").write_text(LAB)
    return place


@pytest.fixture
def redrawn(place):
    """Return a function that writes a document, makes its drawings anew, and returns the update."""

    def redraw(name, content, **permissions):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return regenerate(name, Labs(Permissions(**permissions)))

    return redraw
