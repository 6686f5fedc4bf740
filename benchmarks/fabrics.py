"""Leaf-spine fabrics of growing size as text, beside what Graphviz and d2 make of the same graph.

Prints the wall time, processor time and peak memory of whole processes (the least of some runs), what topodraw's time
is spent on, how it grows with the number of links, and which of the goals are met. Fabrics are written as containerlab
files; Graphviz and d2 get topodraw's own DOT and D2 of them. A program that is not installed is left out; one that is
not done in time is named.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

SIZES = tuple((spines, 4 * spines, hosts) for spines in (4, 8, 16) for hosts in (1, 2, 4))
LARGEST = (32, 128, 7)
SPLIT = ((16, 64, 4), LARGEST)
"""Fabrics of which the parts of the time are told."""
BUNDLES: tuple[Literal["never", "auto"], ...] = ("never", "auto")
RUNS, ENOUGH = 3, 1.0
"""Runs of each command, as long as they have not taken so many seconds together."""

Size = tuple[int, int, int]
"""Spines, leaves, and hosts of each leaf."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of wall time and of processor time, MB of memory at its peak."""

    wall: float
    cpu: float
    memory: int

    def __str__(self) -> str:
        return f"{self.wall:6.2f} {self.cpu:6.2f} {self.memory:5d}"


Costs = dict[str, Cost | None]
"""What each column's command took; None where it was not done in time or failed."""


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


def links(size: Size) -> int:
    """Return the number of links of a fabric."""
    spines, leaves, hosts = size
    return leaves * (spines + hosts)


def growth(few: int, many: int, fast: float, slow: float) -> tuple[float, float]:
    """Return the power of the links with which the time grows, and how it compares with m log m (1 is the same).

    >>> growth(100, 10_000, 1.0, 100.0)
    (1.0, 0.5)
    """
    expected = many * math.log(many) / (few * math.log(few))
    return math.log(slow / fast) / math.log(many / few), round(slow / fast / expected, 3)


# ------------------------------------------------------------------------------------------------ measuring


def find(name: str) -> str | None:
    """Return a command's path; one in the folder of this interpreter is preferred."""
    return shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


def measure(command: Sequence[str], folder: Path, limit: float) -> Cost | None:
    """Run a command and return what it took, None when it fails or takes longer than `limit` seconds."""
    # Bytecode is kept, as for an installed package, and nowhere else.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    with (folder / "output").open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            seconds = time.perf_counter() - started
            if done:
                break
            if seconds > limit:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                return None
            time.sleep(0.002)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        return None
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def least(command: Sequence[str], folder: Path, limit: float) -> Cost | None:
    """Return the least that some runs of a command took, of each measure."""
    found: list[Cost] = []
    while len(found) < RUNS and sum(cost.wall for cost in found) < ENOUGH:
        cost = measure(command, folder, limit)
        if cost is None:
            return None
        found.append(cost)
    return Cost(*(min(getattr(cost, name) for cost in found) for name in ("wall", "cpu", "memory")))


def commands() -> dict[str, Sequence[str]]:
    """Return what is compared, by its column."""
    found: dict[str, Sequence[str]] = {"text": render("--bundle", "never"), "bundled": render("--bundle", "auto")}
    if dot := find("dot"):
        found["dot svg"] = [dot, "-Tsvg", "fabric.dot", "-o", "dot.svg"]
    if d2 := find("d2"):
        found["d2 svg"] = [d2, "fabric.d2", "d2.svg"]
        found["d2 txt"] = [d2, "fabric.d2", "d2.txt"]
    return found


def render(*options: str, lab: str = "fabric.clab.yml", output: str = "fabric.txt") -> list[str]:
    return [sys.executable, "-m", "topodraw", "render", lab, "--quiet", "-o", output, *options]


def write(folder: Path, size: Size) -> None:
    """Write a fabric in all three languages. Raises CalledProcessError when topodraw fails."""
    (folder / "fabric.clab.yml").write_text("\n".join(fabric(*size)) + "\n")
    for format in ("dot", "d2"):
        subprocess.run(render(output=f"fabric.{format}"), cwd=folder, check=True)


def start_up(folder: Path) -> Cost:
    """Return what topodraw takes for a lab of two nodes: all but what grows with the lab."""
    two = "name: two\ntopology:\n  nodes: {a: {kind: linux}, b: {kind: linux}}\n  links: [endpoints: ['a:e', 'b:e']]\n"
    (folder / "two.clab.yml").write_text(two)
    measure(render(lab="two.clab.yml"), folder, 60)  # bytecode is written now
    cost = least(render(lab="two.clab.yml"), folder, 60)
    if cost is None:
        sys.exit(f"topodraw fails:\n{(folder / 'output').read_text('utf-8', 'replace')}")
    return cost


def parts(lab: Path, bundle: Literal["auto", "never"]) -> dict[str, float]:
    """Return the seconds of processor time of each part of a drawing, all modules loaded."""
    from topodraw.layout import ArrangeOptions, arrange, assign_tiers
    from topodraw.readers import read_topology
    from topodraw.rendering import RenderOptions
    from topodraw.views import make_view
    from topodraw.views.options import ViewOptions
    from topodraw_ascii import draw_arrangement

    best: dict[str, float] = {}

    def timed(part: str, work: Callable[..., T], *arguments: Any, **options: Any) -> T:
        started = time.process_time()
        result = work(*arguments, **options)
        best[part] = min(best.get(part, math.inf), time.process_time() - started)
        return result

    gc.set_threshold(200_000, 50, 50)  # as the command does
    for _ in range(RUNS):
        gc.collect()
        topology = timed("reading", read_topology, lab)
        diagram = timed("view", make_view, topology, "topology", ViewOptions())
        tiered = timed("tiers", assign_tiers, diagram)
        placed = timed("layout", arrange, tiered, ArrangeOptions(bundle=bundle))
        timed("painting", draw_arrangement, placed, RenderOptions())
    return best


# ------------------------------------------------------------------------------------------------ telling


def row(size: Size, costs: Costs, limit: float) -> str:
    """Return a line of the table."""
    shown = (str(cost) if cost else f"over {limit:.0f} s" for cost in costs.values())
    return f"{name(size):<10} {links(size):5d}  " + "  ".join(f"{cell:>19}" for cell in shown)


def name(size: Size) -> str:
    return "×".join(map(str, size))


def goals(table: Mapping[Size, Costs], start: Cost) -> Iterator[tuple[str, str, bool]]:
    """Yield each goal, what was measured, and whether it is met. Seconds are of processor time."""
    for kind, other in itertools.product(("text", "bundled"), ("d2 svg", "d2 txt")):
        behind = [name(size) for size, costs in table.items() if not faster(costs.get(kind), costs, other)]
        if any(other in costs for costs in table.values()):
            yield f"{kind}: faster than {other} at every size", f"slower at {', '.join(behind) or 'none'}", not behind
    costs = table.get((16, 64, 4), {})
    for kind, most in (("text", 1.0), ("bundled", 0.1)):
        if cost := costs.get(kind):
            beyond = cost.cpu - start.cpu
            yield f"16×64×4 {kind}: under {most} s beyond start-up", f"{beyond:.2f} s", beyond < most
    costs = table.get(LARGEST, {})
    if cost := costs.get("text"):
        if dot := costs.get("dot svg"):
            yield (
                f"{name(LARGEST)} text: no slower than dot",
                f"{cost.cpu:.1f} s, dot {dot.cpu:.1f} s",
                cost.cpu <= dot.cpu,
            )
        yield f"{name(LARGEST)} text: under 400 MB", f"{cost.memory} MB", cost.memory < 400
    for kind in ("text", "bundled"):
        ends = [
            (links(size), cost.cpu) for size, costs in table.items() if (cost := costs.get(kind)) and links(size) > 280
        ]
        if len(ends) > 1:
            (few, fast), (many, slow) = min(ends), max(ends)
            power, ratio = growth(few, many, fast, slow)
            beyond, beyond_ratio = growth(few, many, fast - start.cpu, slow - start.cpu)
            found = f"power {power:.2f}, {ratio:.2f} of m log m; beyond start-up power {beyond:.2f}, {beyond_ratio:.2f}"
            yield f"{kind}: from {few} to {many} links no worse than m log m", found, ratio <= 1


def faster(own: Cost | None, costs: Costs, other: str) -> bool:
    """Tell whether our own process took less wall time and less processor time; whatever was given up was slower."""
    if own is None or other not in costs:
        return own is not None
    theirs = costs[other]
    return theirs is None or (own.wall < theirs.wall and own.cpu < theirs.cpu)


def version(command: Sequence[str]) -> str:
    """Return the last word of what a program says of its version."""
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return (said.stdout or said.stderr).strip().rpartition("version ")[2]


def main() -> None:
    """Measure, and print the table, the parts, and the goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help=f"leave out the {name(LARGEST)} fabric")
    parser.add_argument("--limit", type=float, default=12, help="seconds after which a program is given up (12)")
    args = parser.parse_args()
    columns = commands()
    for program, flag in (("dot", "-V"), ("d2", "--version")):
        path = find(program)
        print(f"{program} {version([path, flag])}" if path else f"{program} is not installed; left out")
    table: dict[Size, Costs] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        start = start_up(folder)
        print(f"start-up: {start.wall:.2f} s wall, {start.cpu:.2f} s processor, {start.memory} MB (two nodes)\n")
        print(f"{'':<17} " + "  ".join(f"{column:>19}" for column in columns))
        print(f"{'fabric':<10} links  " + "  ".join(f"{'wall s  cpu s    MB':>19}" for _ in columns))
        for size in SIZES if args.small else (*SIZES, LARGEST):
            write(folder, size)
            table[size] = {column: least(command, folder, args.limit) for column, command in columns.items()}
            print(row(size, table[size], args.limit), flush=True)
        print("\nprocessor time by part, ms")
        for size, bundle in itertools.product(SPLIT, BUNDLES):
            if size in table:
                write(folder, size)
                told = ", ".join(
                    f"{part} {1000 * s:.0f}" for part, s in parts(folder / "fabric.clab.yml", bundle).items()
                )
                print(f"{name(size):<10} {bundle:<6} {told}")
    print("\ngoals")
    for goal, found, met in goals(table, start):
        print(f"{'met   ' if met else 'MISSED'} {goal}: {found}")


if __name__ == "__main__":
    main()
