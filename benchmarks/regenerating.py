"""What keeping documents up to date costs: ``topodraw regen`` on 200 documents with three drawings each.

Whole processes, wall time and processor time (of all processes together): the first run, which draws and writes; the
next, which finds that all is up to date; and both with one process, for comparison. The documents show our samples.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS, DRAWINGS = 200, 3
FORMATS = ("", " -f ascii", " -f dot", " -f d2", " --labels interface", " -f svg")


def write_documents(folder: Path, documents: int = DOCUMENTS) -> None:
    """Write documents with empty markers, and beside them the samples that they show; git tracks all of it."""
    shutil.copytree(ROOT / "samples", folder / "labs")
    labs = [path.relative_to(folder).as_posix() for path in sorted((folder / "labs").glob("*/*.yml"))]
    for number in range(documents):
        parts = [f"# Document {number}\n"]
        for each in range(DRAWINGS):
            words = labs[(number + each) % len(labs)] + FORMATS[(number * DRAWINGS + each) % len(FORMATS)]
            parts.append(f"<!-- topodraw start ../{words} -->\n<!-- topodraw end -->\n")
        path = folder / "docs" / f"{number:03}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(parts), encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


def measure(folder: Path, words: list[str], status: int) -> tuple[float, float]:
    """Return the wall time and the processor time of a run, in seconds."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "topodraw", "regen", *words]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False, env=os.environ)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != status:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}, not {status}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--runs", type=int, default=3, help="runs of each (3)")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"documents ({DOCUMENTS})")
    args = parser.parse_args()
    if shutil.which("git") is None:
        print("git is not installed; left out")
        return 0
    title = f"{args.documents} documents with {DRAWINGS} drawings each"
    print(f"{title:<58} {'wall':>10} {'processor':>10} {'a drawing':>10}")
    for name, words in (("as it chooses", []), ("one process", ["--jobs", "1"])):
        times: dict[str, list[tuple[float, float]]] = {"all stale": [], "all up to date": []}
        for _ in range(max(1, args.runs)):
            with tempfile.TemporaryDirectory() as folder:
                write_documents(Path(folder), args.documents)
                times["all stale"].append(measure(Path(folder), words, 1))
                times["all up to date"].append(measure(Path(folder), words, 0))
        for what, runs in times.items():
            wall, processor = (statistics.median(each) for each in zip(*runs, strict=True))
            drawing = wall / (args.documents * DRAWINGS)
            print(f"{f'{name}, {what}':<58} {wall:>8.2f} s {processor:>8.2f} s {drawing * 1000:>7.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
