"""The corpora of real labs, where a checkout has them beside it: one folder a case."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Case", "cases"]

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """A lab and what is expected of it; `settings` are netlab's ``-s``."""

    folder: Path

    @property
    def topology(self) -> Path:
        return self.folder / (self.folder / "main.txt").read_text(encoding="utf-8").strip()

    @property
    def expected(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))
        return found

    @property
    def settings(self) -> dict[str, str]:
        return {key: str(value) for key, value in self.expected.get("settings", {}).items()}

    @property
    def has_other_provider(self) -> bool:
        """Tell whether the settings override the lab's own provider, on which types of links depend."""
        text = self.topology.read_text(encoding="utf-8")
        return "provider" in self.settings and "\nprovider:" in f"\n{text}"


def cases(kind: str) -> list[Case]:
    """Return the cases of a kind (netlab, containerlab) in order; none where there is no corpus."""
    return [Case(path.parent) for path in sorted((CORPUS / kind).glob("*/expected.json"))]
