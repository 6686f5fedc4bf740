"""What one drawing costs: processor time of whole processes, beside other programs on the same lab.

Prints user plus system time of each command and its children, the least and the median of interleaved runs, and the
ratio of the medians to topodraw's text drawing. Programs that are not installed are left out, and named.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAB = ROOT / "samples" / "bgp-route-leaks" / "topology.yml"


@dataclass
class Contender:
    """A command to measure, and the seconds of processor time that each of its runs took."""

    name: str
    command: Sequence[str]
    seconds: list[float] = field(default_factory=list)


def find(name: str) -> str | None:
    """Return a command's path; one in the folder of this interpreter is preferred."""
    return shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


def measure(command: Sequence[str], folder: Path) -> float:
    """Run a command and return the processor time of it and all its children. Raises SystemExit when it fails."""
    # Bytecode is kept, as for an installed package, and nowhere else.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{(folder / 'output').read_text('utf-8', 'replace')}")
    return usage.ru_utime + usage.ru_stime


def contenders(folder: Path) -> list[Contender]:
    """Return what can be compared on this machine, with the lab prepared in `folder`."""
    shutil.copy(LAB, folder / "topology.yml")
    topodraw = [sys.executable, "-m", "topodraw", "render", "topology.yml"]
    measure([*topodraw, "-f", "d2", "-o", "topology.d2"], folder)
    measure([*topodraw, "-f", "dot", "-o", "topology.dot"], folder)
    found = [Contender("topodraw render (text)", topodraw), Contender("python -c pass", [sys.executable, "-c", "pass"])]
    others = {
        "netlab": ("netlab graph (DOT)", ["graph", "--quiet", "--topology", "topology.yml", "graph.dot"]),
        "d2": ("d2 (SVG of the same lab)", ["topology.d2", "drawing.svg"]),
        "dot": ("dot (SVG of the same lab)", ["-Tsvg", "-o", "drawing.svg", "topology.dot"]),
    }
    for name, (title, arguments) in others.items():
        path = find(name)
        if path:
            found.append(Contender(title, [path, *arguments]))
        else:
            print(f"{name} is not installed; left out")
    return found


def report(rows: Sequence[Contender]) -> None:
    """Print a table of the times, each beside topodraw's."""
    own = statistics.median(rows[0].seconds)
    print(f"{'processor time':<28} {'min':>9} {'median':>9} {'ratio':>8}")
    for row in rows:
        least, median = min(row.seconds), statistics.median(row.seconds)
        print(f"{row.name:<28} {least * 1000:>6.0f} ms {median * 1000:>6.0f} ms {median / own:>7.2f}x")


def main() -> int:
    """Compare, interleaving the runs so that a busy machine slows all alike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--runs", type=int, default=10, help="runs of each command (10)")
    runs = max(1, parser.parse_args().runs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = contenders(folder)
        for row in rows:  # once unmeasured: bytecode and caches are written then
            measure(row.command, folder)
        for _ in range(runs):
            for row in rows:
                row.seconds.append(measure(row.command, folder))
    report(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
