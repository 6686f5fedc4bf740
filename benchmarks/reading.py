"""What reading a netlab lab costs: topodraw's native reader beside netlab's own transformation, and how it grows.

Three tables: processor time inside one process, without either program's start (netlab in a fork that has imported
everything); processor time of whole processes (``topodraw inspect`` and ``netlab create``); and the native reader alone
on fabrics of 100 to 1,000 nodes, with the exponent of its growth. Runs are interleaved. Labs are two fabrics and the
20 largest of the shared corpus, where it is beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from startup import find, measure

from topodraw.readers import read_topology
from topodraw.reading import ReadOptions

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "netlab"
FABRICS = ((4, 16), (8, 32))
LARGEST = 20
SIZES = (100, 200, 500, 1000)
GOAL = 100
"""netlab's time over topodraw's, at least."""


@dataclass(frozen=True)
class Lab:
    """A topology file, and what netlab's command line would add to it."""

    name: str
    path: Path
    settings: Mapping[str, str]


def fabric(spines: int, leafs: int) -> str:
    """Return a fabric with a host network at every leaf, EBGP on all its links and OSPF beneath."""
    nodes = [f"  s{n}: {{ bgp.as: 65000 }}" for n in range(1, spines + 1)]
    nodes += [f"  l{n}: {{ bgp.as: {65000 + n} }}" for n in range(1, leafs + 1)]
    links = [f"- s{spine}-l{leaf}" for leaf in range(1, leafs + 1) for spine in range(1, spines + 1)]
    links += [f"- l{leaf}" for leaf in range(1, leafs + 1)]
    head = [
        "name: fabric",
        "provider: clab",
        "defaults.device: frr",
        "defaults.const.MAX_NODE_ID: 5000",
        "addressing.loopback.ipv4: 10.0.0.0/16",
        "addressing.router_id.ipv4: 10.0.0.0/16",
        "addressing.lan.ipv4: 172.16.0.0/12",
        "addressing.mgmt.ipv4: 192.168.0.0/16",
        "module: [ ospf, bgp ]",
    ]
    return "\n".join([*head, "nodes:", *nodes, "links:", *links, ""])


def labs(folder: Path) -> list[Lab]:
    """Return the fabrics and the corpus' largest labs, by their links."""
    found = []
    for spines, leafs in FABRICS:
        path = folder / f"{spines}x{leafs}" / "topology.yml"
        path.parent.mkdir()
        path.write_text(fabric(spines, leafs), encoding="utf-8")
        found.append(Lab(f"fabric {spines}x{leafs}", path, {}))
    cases: list[tuple[int, Lab]] = []
    for file in sorted(CORPUS.glob("*/expected.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        path = file.parent / (file.parent / "main.txt").read_text(encoding="utf-8").strip()
        cases.append((len(expected["links"]), Lab(file.parent.name, path, expected.get("settings", {}))))
    cases.sort(key=lambda case: -case[0])
    if not cases:
        print("no shared corpus beside the checkout; the fabrics alone are measured")
    return found + [lab for _, lab in cases[:LARGEST]]


def native(lab: Lab) -> float:
    """Return the processor time of one native reading."""
    start = time.process_time()
    read_topology(lab.path, options=ReadOptions(settings=tuple(lab.settings.items())))
    return time.process_time() - start


def import_netlab() -> bool:
    """Import netlab with all its modules, and let it read its own defaults; tell whether it is installed."""
    if find_spec("netsim") is None:
        return False
    os.environ["HOME"] = tempfile.gettempdir()
    import_module("netsim.augment.main")
    for name in ("netsim.modules", "netsim.providers", "netsim.devices"):
        package = import_module(name)
        for module in iter_modules(package.__path__, f"{name}."):
            import_module(module.name)
    import_module("netsim.utils.read").read_yaml("package:topology-defaults.yml")
    return True


def transformed(lab: Lab) -> float | None:
    """Return the processor time of netlab's loading and transformation, None where it refuses the lab."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os._exit(_transform(lab, write_end))
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        text = answer.read()
    status = os.waitpid(child, 0)[1]
    return float(text) if status == 0 else None


def _transform(lab: Lab, write_end: int) -> int:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(lab.path.parent)
    try:
        read = import_module("netsim.utils.read")
        start = time.process_time()
        topology = read.load(lab.path.name)
        for key, value in lab.settings.items():
            topology[key] = value
        import_module("netsim.augment.main").transform(topology)
        os.write(write_end, str(time.process_time() - start).encode())
    except BaseException:  # noqa: BLE001 - netlab leaves by exit or by an exception; either way there is no time to tell
        return 1
    return 0


def compare_inside(found: Sequence[Lab], runs: int) -> None:
    """Print the times inside a process, lab by lab, and the ratios."""
    print(f"\n{'processor time, inside a process':<58} {'topodraw':>10} {'netlab':>10} {'ratio':>8}")
    ratios = []
    for lab in found:
        native(lab)  # once unmeasured: what is imported when it is needed first
        own: list[float] = []
        others: list[float] = []
        for _ in range(runs):
            own.append(statistics.median(native(lab) for _ in range(3)))
            other = transformed(lab)
            if other is not None:
                others.append(other)
        mine = statistics.median(own)
        if not others:
            print(f"{lab.name[:58]:<58} {mine * 1000:>7.1f} ms    netlab refuses it")
            continue
        theirs = statistics.median(others)
        ratios.append(theirs / mine)
        print(f"{lab.name[:58]:<58} {mine * 1000:>7.1f} ms {theirs * 1000:>7.0f} ms {theirs / mine:>7.0f}x")
    if ratios:
        least, middle = min(ratios), statistics.median(ratios)
        print(f"least {least:.0f}x, median {middle:.0f}x (goal: at least {GOAL}x)")


def compare_processes(found: Sequence[Lab], runs: int, folder: Path) -> None:
    """Print the times of whole processes on the fabrics."""
    netlab = find("netlab")
    print(f"\n{'processor time, whole processes':<58} {'topodraw':>10} {'netlab':>10} {'ratio':>8}")
    for lab in found:
        place = lab.path.parent
        commands = [[sys.executable, "-m", "topodraw", "inspect", "--json", lab.path.name]]
        commands += (
            [[netlab, "create", "-q", "-o", f"yaml:nodefault={folder / 'out.yml'}", lab.path.name]] if netlab else []
        )
        times: list[list[float]] = [[] for _ in commands]
        for command in commands:
            measure(command, place)
        for _ in range(runs):
            for command, seconds in zip(commands, times, strict=True):
                seconds.append(measure(command, place))
        own, *other = (statistics.median(seconds) for seconds in times)
        told = f"{other[0] * 1000:>7.0f} ms {other[0] / own:>7.0f}x" if other else "not installed"
        print(f"{lab.name:<58} {own * 1000:>7.0f} ms {told}")


def growth(folder: Path, runs: int, read: Callable[[Lab], float] = native) -> None:
    """Print the native reader's time on fabrics of growing size, and the exponent of its growth."""
    print(f"\n{'nodes (a fabric with four spines)':<58} {'topodraw':>10} {'a node':>10}")
    times = []
    for size in SIZES:
        path = folder / f"{size}.yml"
        path.write_text(fabric(4, size - 4), encoding="utf-8")
        lab = Lab(str(size), path, {})
        times.append(min(read(lab) for _ in range(max(3, runs))))
        print(f"{size:<58} {times[-1] * 1000:>7.0f} ms {times[-1] / size * 1e6:>7.0f} us")
    exponent = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
    goal = math.log(SIZES[-1] * math.log(SIZES[-1]) / (SIZES[0] * math.log(SIZES[0]))) / math.log(SIZES[-1] / SIZES[0])
    print(f"time grows as n^{exponent:.2f} (goal: no faster than n log n, here n^{goal:.2f})")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--runs", type=int, default=3, help="runs of each (3)")
    runs = max(1, parser.parse_args().runs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = labs(folder)
        if import_netlab():
            compare_inside(found, runs)
        else:
            print("netlab is not installed; left out")
        compare_processes(found[: len(FABRICS)], runs, folder)
        growth(folder, runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
