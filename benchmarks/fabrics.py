"""Leaf-spine fabrics of growing size as text, beside what Graphviz and d2 make of the same graph.

Prints wall time and peak memory of whole processes, and how topodraw's time grows with the number of links. Fabrics
are written as containerlab files; Graphviz and d2 get topodraw's own DOT and D2 of them. A program that is not
installed is left out; one that is not done in time is named.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

SIZES = ((4, 16, 1), (8, 32, 1), (8, 32, 4), (16, 64, 1), (16, 64, 2), (16, 64, 4))
LARGEST = (32, 128, 7)


def fabric(spines: int, leaves: int, hosts: int) -> Iterator[str]:
    """Yield the lines of a containerlab file: every leaf linked to every spine and to its hosts."""
    yield "name: fabric\ntopology:\n  nodes:"
    yield from (f"    spine{spine}: {{kind: nokia_srlinux}}" for spine in range(spines))
    yield from (f"    leaf{leaf}: {{kind: nokia_srlinux}}" for leaf in range(leaves))
    yield from (f"    h{leaf}-{host}: {{kind: linux}}" for leaf in range(leaves) for host in range(hosts))
    yield "  links:"
    for leaf in range(leaves):
        for spine in range(spines):
            yield f"    - endpoints: ['spine{spine}:e1-{leaf + 1}', 'leaf{leaf}:e1-{spine + 49}']"
        for host in range(hosts):
            yield f"    - endpoints: ['leaf{leaf}:e1-{host + 1}', 'h{leaf}-{host}:eth1']"


def measure(command: Sequence[str], folder: Path, limit: float) -> tuple[float, int] | None:
    """Return a command's wall seconds and peak memory in MB, None when it fails or takes longer than `limit`."""
    with (folder / "output").open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if time.perf_counter() - started > limit:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                return None
            time.sleep(0.005)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    return None if process.returncode else (seconds, usage.ru_maxrss // 1024)


def commands() -> dict[str, Sequence[str]]:
    """Return what is compared, by its column."""
    topodraw = [sys.executable, "-m", "topodraw", "render", "fabric.clab.yml", "--quiet", "-o", "fabric.txt"]
    found: dict[str, Sequence[str]] = {
        "text": [*topodraw, "--bundle", "never"],
        "text bundled": [*topodraw, "--bundle", "auto"],
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    if dot := shutil.which("dot", path=path):
        found["dot svg"] = [dot, "-Tsvg", "fabric.dot", "-o", "dot.svg"]
    if d2 := shutil.which("d2", path=path):
        found["d2 svg"] = [d2, "fabric.d2", "d2.svg"]
        found["d2 txt"] = [d2, "fabric.d2", "d2.txt"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", action="store_true", help=f"the {'×'.join(map(str, LARGEST))} fabric as well")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a program is given up")
    args = parser.parse_args()
    columns = commands()
    print("fabric        links  " + "  ".join(f"{name:>18}" for name in columns))
    growth: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for size in (*SIZES, LARGEST) if args.largest else SIZES:
            (folder / "fabric.clab.yml").write_text("\n".join(fabric(*size)) + "\n")
            for format in ("dot", "d2"):
                made = [sys.executable, "-m", "topodraw", "render", "fabric.clab.yml", "-o", f"fabric.{format}"]
                subprocess.run(made, cwd=folder, check=True)
            spines, leaves, hosts = size
            links = leaves * (spines + hosts)
            results = {name: measure(command, folder, args.limit) for name, command in columns.items()}
            shown = (
                f"{done[0]:8.2f} s {done[1]:5d} MB" if done else f"{'over ' + format_limit(args.limit):>18}"
                for done in results.values()
            )
            print(
                f"{'×'.join(map(str, size)):<12} {links:6d}  " + "  ".join(f"{cell:>18}" for cell in shown), flush=True
            )
            if results["text"]:
                growth.append((links, results["text"][0]))
    (few, fast), (many, slow) = growth[0], growth[-1]
    print(f"text grows with the {math.log(slow / fast) / math.log(many / few):.2f}th power of the links")


def format_limit(seconds: float) -> str:
    return f"{seconds:.0f} s"


if __name__ == "__main__":
    main()
