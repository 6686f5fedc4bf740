"""Print a digest of the drawing of every sample and of many random labs; run by tests, in processes of their own.

The argument seeds a shuffle of the attributes of nodes, links and interfaces in the samples: their order means nothing.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "renderers"), str(ROOT / "tests")]

import yaml  # noqa: E402

import topodraw  # noqa: E402
from random_labs import random_lab  # noqa: E402
from topodraw.rendering import RenderOptions  # noqa: E402
from topodraw.views import views_of  # noqa: E402
from topodraw_ascii import TextRenderer  # noqa: E402


def main() -> None:
    """Print one line for each drawing."""
    r = random.Random(int(sys.argv[1]))
    for seed in range(50):
        print(seed, _digest(TextRenderer().render(random_lab(seed), RenderOptions(legend=False))))  # noqa: T201
    for sample in sorted((ROOT / "samples").glob("*/*.yml")):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, sample.name)
            copy.write_text(yaml.safe_dump(shuffled(yaml.safe_load(sample.read_text("utf-8")), r), sort_keys=False))
            topology = topodraw.load(copy)
            for view in views_of(topology):
                print(sample.parent.name, view, _digest(str(topodraw.draw(topology, view=view))))  # noqa: T201


def shuffled(lab: dict[str, Any], r: random.Random) -> dict[str, Any]:
    """Return a lab with its attributes in another order; that of nodes, links and interfaces stays."""
    clab = "topology" in lab
    lab = _mixed(lab, r)
    if clab:
        lab["topology"] = _mixed(lab["topology"], r)
    home = lab["topology"] if clab else lab
    nodes = home["nodes"]
    if isinstance(nodes, dict):
        home["nodes"] = {name: _mixed(node, r) for name, node in nodes.items()}
    if isinstance(home.get("links"), list):
        home["links"] = [_link(link, set(nodes), r) for link in home["links"]]
    return lab


def _mixed(value: Any, r: random.Random) -> Any:
    if not isinstance(value, dict):
        return value
    return dict(r.sample(list(value.items()), len(value)))


def _link(link: Any, nodes: set[str], r: random.Random) -> Any:
    """Shuffle the attributes of a link among its interfaces, which stay in order."""
    if not isinstance(link, dict):
        return link
    interfaces = [(key, _mixed(value, r)) for key, value in link.items() if key in nodes]
    places = [key in nodes for key, _ in _mixed(link, r).items()]
    attributes = [item for item in _mixed(link, r).items() if item[0] not in nodes]
    return dict(interfaces.pop(0) if place else attributes.pop(0) for place in places)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    main()
