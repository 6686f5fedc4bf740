"""Ask netlab itself what it makes of a lab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["Answer", "Netlab", "is_installed"]

SERVER = Path(__file__).with_name("netlab_server.py")


@dataclass(frozen=True, slots=True)
class Answer:
    """What netlab made of a lab: its transformed data as text, None where it refused, and all that it printed."""

    text: str | None
    said: str
    seconds: float | None = None
    """Processor time of loading and transforming, without netlab's own start."""

    @property
    def accepted(self) -> bool:
        return self.text is not None

    @property
    def data(self) -> dict[str, Any]:
        """Return the transformed data; only of an answer that was asked for in JSON."""
        assert self.text is not None, self.said
        found: dict[str, Any] = json.loads(self.text)
        return found


def is_installed() -> bool:
    """Tell whether netlab can be imported here."""
    return find_spec("netsim") is not None


class Netlab:
    """A netlab that stays in memory. Whoever makes one closes it."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        environment = {key: value for key, value in os.environ.items() if not key.upper().startswith("NETLAB_")}
        with (scratch / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(SERVER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment | {"HOME": str(scratch)},
                text=True,
            )
        assert self._answer() == "ready"

    def close(self) -> None:
        """End the process; it serves nobody after that."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)

    def transform(self, lab: Path, settings: Mapping[str, str] | None = None, *, form: str = "json") -> Answer:
        """Return what netlab makes of a topology file; `form` is json or yaml."""
        output = self.scratch / f"transformed.{form}"
        request = {
            "folder": str(lab.parent),
            "file": lab.name,
            "settings": [f"{key}={value}" for key, value in (settings or {}).items()],
            "output": str(output),
            "form": form,
        }
        assert self.process.stdin is not None
        print(json.dumps(request), file=self.process.stdin, flush=True)
        answer = json.loads(self._answer())
        text = output.read_text(encoding="utf-8") if answer["ok"] else None
        return Answer(text, answer["said"], answer["seconds"])

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the netlab server has died: {(self.scratch / 'server.log').read_text('utf-8', 'replace')}"
        return line.rstrip("\n")
