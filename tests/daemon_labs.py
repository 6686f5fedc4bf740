"""containerlab labs of FRR and BIRD brought up for real: a network namespace a node, the daemons of the machine in it.

Links, commands and configurations are taken from the lab file here once more, by a few lines of its own: what the
daemons say must owe nothing to the reader that is held against it. Nodes of other kinds are left out, with their links.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

FRR = Path("/usr/lib/frr")
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
ALWAYS = ("zebra", "mgmtd", "staticd")
"""Daemons that FRR starts whatever the file ``daemons`` says (mgmtd since FRR 9)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node that is up: its namespace, and the folder in which its daemons are asked."""

    node: str
    namespace: str
    folder: Path
    daemon: str | None
    """frr, bird, or None for a host"""

    def run(self, *command: str) -> str:
        """Run a command in the namespace; return what it prints."""
        return run("ip", "netns", "exec", self.namespace, *command)

    def vtysh(self, command: str) -> str:
        return run("vtysh", *_vtysh(self.folder), "-c", command)

    def birdc(self, command: str) -> str:
        return run("birdc", "-s", str(self.folder / "bird.ctl"), *command.split())


def run(*command: str) -> str:
    """Run a program; return what it prints. Raises AssertionError, with what it says, where it fails."""
    environment = {**os.environ, "PATH": PATH, "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert done.returncode == 0, f"{shlex.join(command)}: {done.stdout}{done.stderr}"
    return done.stdout


def need_daemons() -> None:
    """Skip where daemons or namespaces cannot be had."""
    if os.geteuid() != 0:
        pytest.skip("network namespaces are made by root alone")
    programs = {"ip": "iproute2", "vtysh": "frr", str(FRR / "bgpd"): "frr", "bird": "bird2", "birdc": "bird2"}
    missing = sorted({package for program, package in programs.items() if not shutil.which(program, path=PATH)})
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here (apt install {' '.join(missing)})")
    probe = f"topodraw-{os.getpid()}-probe"
    try:
        run("ip", "netns", "add", probe)
        run("ip", "netns", "exec", probe, "ip", "link", "add", "name", "eth1", "type", "veth", "peer", "name", "eth2")
    except AssertionError as error:
        pytest.skip(f"no network namespaces here: {error}")
    finally:
        _delete(probe)


@contextmanager
def started(lab_file: Path) -> Iterator[dict[str, Place]]:
    """Bring up a lab; yield its nodes, bridges not among them. All of it is gone afterwards, come what may."""
    topology = yaml.safe_load(lab_file.read_text(encoding="utf-8"))["topology"]
    kinds = topology.get("kinds", {})
    nodes = {name: {**kinds.get(node["kind"], {}), **node} for name, node in topology["nodes"].items()}
    here = {name: node for name, node in nodes.items() if node["kind"] in ("linux", "bridge")}
    with ExitStack() as undo:
        # Not pytest's folder: the path of a socket has at most 107 characters.
        scratch = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="topodraw-")))
        scratch.chmod(0o755)
        places: dict[str, Place] = {}
        for number, (name, node) in enumerate(here.items()):
            folder = scratch / str(number)
            folder.mkdir()
            place = Place(name, f"topodraw-{os.getpid()}-{name}", folder, _daemon(node))
            undo.callback(_delete, place.namespace)
            run("ip", "netns", "add", place.namespace)
            places[name] = place
        _wire(here, places, topology["links"])
        for name, node in here.items():
            for command in node.get("exec", ()):
                places[name].run(*shlex.split(command))
        for name, node in here.items():
            _start(node, places[name], lab_file.parent, undo)
        yield {name: place for name, place in places.items() if here[name]["kind"] == "linux"}


def _delete(namespace: str) -> None:
    subprocess.run(["ip", "netns", "delete", namespace], capture_output=True, check=False, env={"PATH": PATH})


def _wire(nodes: dict[str, Any], places: dict[str, Place], links: Sequence[dict[str, Any]]) -> None:
    """Lay the cables between nodes that are there, and bring up all interfaces."""
    for name, place in places.items():
        place.run("ip", "link", "set", "lo", "up")
        for key in ("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"):
            place.run("sysctl", "-qw", f"{key}=1")
        if nodes[name]["kind"] == "bridge":
            place.run("ip", "link", "add", "name", name, "type", "bridge")
            place.run("ip", "link", "set", name, "up")
    for link in links:
        ends = [end.split(":", 1) for end in link["endpoints"]]
        if any(node not in places for node, _ in ends):
            continue
        (a, at_a), (b, at_b) = ends
        far = ["peer", "name", at_b, "netns", places[b].namespace]
        run("ip", "link", "add", "name", at_a, "netns", places[a].namespace, "type", "veth", *far)
        for node, interface in ends:
            if nodes[node]["kind"] == "bridge":
                places[node].run("ip", "link", "set", interface, "master", node)
            places[node].run("ip", "link", "set", interface, "up")


def _mounted(node: dict[str, Any], lab: Path, target: str) -> Path | None:
    """Return the file that a node has at a path."""
    for bind in node.get("binds", ()):
        source, _, rest = bind.partition(":")
        if rest.partition(":")[0] == target:
            return lab / source
    return None


def _daemon(node: dict[str, Any]) -> str | None:
    image = node.get("image", "").rpartition("/")[2].partition(":")[0]
    return image if image in ("frr", "bird") else None


def _start(node: dict[str, Any], place: Place, lab: Path, undo: ExitStack) -> None:
    if place.daemon == "bird":
        config = _mounted(node, lab, "/etc/bird.conf")
        files = ["-s", str(place.folder / "bird.ctl"), "-P", str(place.folder / "bird.pid")]
        _spawn(place, ["bird", "-f", "-c", str(config), *files], undo)
        wait_for(lambda: "" if (place.folder / "bird.ctl").exists() else f"no bird in {place.node}", 30)
    elif place.daemon == "frr":
        _start_frr(node, place, lab, undo)


def _start_frr(node: dict[str, Any], place: Place, lab: Path, undo: ExitStack) -> None:
    """Start the daemons that the node's file names, and give them its configuration as FRR's own start does."""
    wanted, config = _mounted(node, lab, "/etc/frr/daemons"), _mounted(node, lab, "/etc/frr/frr.conf")
    assert wanted is not None
    assert config is not None
    lines = [line.partition("=") for line in wanted.read_text(encoding="utf-8").splitlines()]
    (place.folder / "vtysh.conf").touch()
    shutil.chown(place.folder, "frr", "frr")  # the user that FRR's daemons become
    daemons = [name for name in ALWAYS if (FRR / name).exists()]
    daemons += [name for name, _, value in lines if value == "yes" and (FRR / name).exists()]
    for name in daemons:
        options = ["-f", os.devnull, "-A", "127.0.0.1", "-P", "0"]
        options += ["--vty_socket", str(place.folder), "-i", str(place.folder / f"{name}.pid")]
        options += ["-z", str(place.folder / "zserv.api"), "--log", f"file:{place.folder / name}.log"]
        _spawn(place, [str(FRR / name), *options], undo)
        wait_for(partial(_not_yet, place, name), 30)
    run("vtysh", *_vtysh(place.folder), "-f", str(config))


def _not_yet(place: Place, daemon: str) -> str:
    """Return what a daemon of FRR said so far, where it cannot be spoken to yet."""
    if (place.folder / f"{daemon}.vty").exists():
        return ""
    return f"no {daemon} in {place.node}: {(place.folder / f'{daemon}.out').read_text(encoding='utf-8')}"


def _vtysh(folder: Path) -> list[str]:
    return ["--vty_socket", str(folder), "--config_dir", str(folder)]


def _spawn(place: Place, command: list[str], undo: ExitStack) -> None:
    """Start a daemon in a namespace, in the foreground: it is a child of the tests, and ends with them."""
    log = undo.enter_context((place.folder / f"{Path(command[0]).name}.out").open("w"))
    environment = {**os.environ, "PATH": PATH}
    line = ["ip", "netns", "exec", place.namespace, *command]
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
    undo.callback(_end, process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(missing: Callable[[], str], seconds: float) -> None:
    """Ask again until nothing is missing. Raises AssertionError, with what is, when that takes too long."""
    end = time.monotonic() + seconds
    while what := missing():
        assert time.monotonic() < end, f"after {seconds} s: {what}"
        time.sleep(0.2)
