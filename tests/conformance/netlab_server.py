"""Netlab's own transformation as a server: one request a line on standard input, one answer a line on standard output.

Run by `netlab_oracle` as a program. Netlab takes a second to start, keeps state between labs in module globals and
leaves the process on errors: so everything is imported once, and each lab is transformed in a child of its own.

A request is a JSON object: `folder` (the lab's own, the current directory of the transformation), `file` in it,
`settings` (as ``netlab -s`` takes them), `output` (the file that the data go to) and `form`, ``json`` or ``yaml``.
An answer says `ok`, what netlab `said`, and the `seconds` of processor time that loading and transforming took.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

MEMORY = 2 << 30
PROCESSOR_SECONDS = 120


def main() -> None:
    """Serve until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    load_netlab()
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        log = Path(request["output"]).with_suffix(".log")
        times = Path(request["output"]).with_suffix(".time")
        child = os.fork()
        if not child:
            os._exit(serve(request, log, times))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = log.read_text("utf-8", "replace") if log.exists() else ""
        seconds = float(times.read_text()) if status == 0 else None
        print(json.dumps({"ok": status == 0, "said": said, "seconds": seconds}), file=answers, flush=True)


def load_netlab() -> None:
    """Import all of netlab and read its own defaults, which every lab is merged with."""
    import_module("netsim.augment.main")
    for name in ("netsim.modules", "netsim.providers", "netsim.devices", "netsim.roles"):
        package = import_module(name)
        for module in iter_modules(package.__path__, f"{name}."):
            import_module(module.name)
    import_module("netsim.utils.read").read_yaml("package:topology-defaults.yml")


def serve(request: dict[str, Any], log: Path, times: Path) -> int:
    """Transform one lab in this process, which is not good for another one."""
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    status = 1
    try:
        os.chdir(request["folder"])
        start = sum(os.times()[:2])
        data = transform(request["file"], request["settings"])
        times.write_text(str(sum(os.times()[:2]) - start))
        Path(request["output"]).write_text(written(data, request["form"]), encoding="utf-8")
        status = 0
    except SystemExit:
        pass
    except BaseException:  # noqa: BLE001 - netlab gives up with exceptions of many kinds; the parent hears of all
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return status


def transform(file: str, settings: list[str]) -> Any:
    """Return a lab's transformed data, as ``netlab create`` has them."""
    from netsim.augment.main import transform as transform_topology
    from netsim.augment.nodes import create_node_dict
    from netsim.utils import log, read

    topology = read.load(file)
    if settings:
        topology.nodes = create_node_dict(topology.nodes)
        read.add_cli_args(topology, Namespace(device=None, provider=None, plugin=None, settings=settings))
    log.exit_on_error()
    transform_topology(topology)
    log.exit_on_error()
    return topology


def written(topology: Any, form: str) -> str:
    """Return the data as ``-o yaml:nodefault:noaddr`` or ``-o json:nodefault:noaddr`` writes them."""
    from netsim import __version__
    from netsim.augment.topology import cleanup_topology
    from netsim.outputs.yaml import transform_sets
    from netsim.utils import strings

    data = cleanup_topology(topology)
    data._netlab_version = __version__
    for key in ("defaults", "addressing"):
        data.pop(key, None)
    return str(strings.get_yaml_string(data) if form == "yaml" else transform_sets(data).to_json(default=str))


if __name__ == "__main__":
    main()
