"""netlab itself as the engine: run in a process of its own, its transformed data read back.

The only place of the reader that starts a process. netlab runs in an empty folder, with an empty home, without the
user's environment, and under a time limit; so nothing is written beside the lab, and a lab reads the same everywhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from topodraw.errors import Problem, SourceError, ToolFailed, ToolNotFound
from topodraw.located import Map, parse
from topodraw.model import Topology
from topodraw.readers.netlab.build import build
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.own_code import code_in, plugin_file, plugin_names, search_path
from topodraw.readers.netlab.snapshot import read_snapshot
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

__all__ = ["read_with_netlab"]

_INSTALL = "netlab is not installed; get it with: pip install 'topodraw[netlab]'"
_ALLOW = "add --allow-plugins to let netlab run code of the lab's own"
_PLUGINS = "p"
"""The only folder netlab looks for plugins in, below the one it is started in. One letter, because netlab goes through
a search path that was set on its command line letter by letter; a link that leads elsewhere, because netlab's plugin
``files`` writes below the folder it is started in, and nowhere else."""

_MAX_COMPLAINTS = 100_000
"""Bytes of netlab's standard error that are looked at."""

_COMPLAINT = re.compile(r"(?:Fatal error|[A-Z]\w+) in \w[\w.-]*: ")
_COLORS = re.compile(r"\x1b\[[0-9;]*m")


def read_with_netlab(lab: Lab, options: ReadOptions) -> Topology:
    """Return the topology as netlab transforms it; `lab` is prepared, and not gone through any phase.

    Raises ToolNotFound where netlab is missing and ToolFailed where it cannot be started, SourceError where the lab
    holds code that the user did not allow, and where netlab refuses the lab, breaks or takes more than
    `options.timeout` seconds.
    """
    command = options.engines.get("netlab")
    if command is None:
        raise ToolNotFound(_INSTALL)
    home = Path(options.env["HOME"]) if options.env and options.env.get("HOME") else None
    if not options.allow_plugins:
        _refuse_code(lab, home)
    with TemporaryDirectory(prefix="topodraw-", ignore_cleanup_errors=True) as name:
        text = _transformed(lab, options, command, Path(name).resolve(), home)
    source = Source(f"{lab.source.name} (as netlab transforms it)", text)
    document = parse(source)
    if not isinstance(document, Map):
        _fail(lab, "netlab wrote no transformed data")
    done = read_snapshot(source, document, lab.sources, lab.defaults)
    topology = build(done, "netlab")
    return replace(topology, file=lab.source.name, warnings=(*lab.report.warnings, *topology.warnings))


def _refuse_code(lab: Lab, home: Path | None) -> None:
    for at, what in code_in(lab, home):
        lab.report.error(at, f"{what}; {_ALLOW}")
    lab.report.check()


def _fail(lab: Lab, text: str) -> NoReturn:
    raise SourceError(Problem(lab.source.at(), text))


def _transformed(lab: Lab, options: ReadOptions, command: str, folder: Path, home: Path | None) -> str:
    """Run netlab in a folder of its own and return what it wrote."""
    for name in ("work", "home", "plugins", "default"):
        (folder / name).mkdir()
    out = folder / "out.yml"
    (folder / "work" / _PLUGINS).symlink_to(_plugin_folder(lab, folder / "plugins", home), target_is_directory=True)
    settings = {
        **_settings(options),
        # Last, so that nothing in the lab overrides them.
        "defaults.paths.plugin": _PLUGINS,
        "defaults.paths.prepend": "none",
        "defaults.paths.append": "none",
        "defaults.const.stats_file": "../stats.json",
    }
    words = [word for key, value in settings.items() for word in ("-s", f"{key}={value}")]
    words = [command, "create", *words, "-o", f"yaml:nodefault:noaddr=../{out.name}", str(_topology_file(lab, folder))]
    status, complaints = _run(words, folder, _environment(options.env, command, folder), options.timeout)
    if status is None:
        _fail(lab, f"netlab was stopped after {options.timeout:g} seconds; --timeout gives it longer")
    if status != 0 or not out.is_file():
        _fail(lab, f"netlab: {_first_complaint(complaints)}")
    return Sources().read(out).text


def _plugin_folder(lab: Lab, folder: Path, home: Path | None) -> Path:
    """Return where netlab is to look for plugins: the folder that all those of the lab's own are in, else `folder`,
    filled with links to each of them. It stays empty where there are none."""
    places = search_path(lab, home)
    wanted = plugin_names(lab.document, lab.defaults)
    for name, place in product(wanted, places):
        for file in (f"{name}.py", f"{name}/plugin.py", f"{name}/__init__.py"):
            lab.sources.stamps.note(place / file)
    found = filter(None, (plugin_file(name, places) for name in wanted))
    files = [path.absolute() for path in found]
    if len({path.parent for path in files}) == 1:
        return files[0].parent
    for path in files:
        (folder / path.name).symlink_to(path)
    return folder


def _settings(options: ReadOptions) -> dict[str, str]:
    """Return the settings as netlab's ``-s`` takes them: words and numbers, without an equals sign."""
    for key, text in options.settings:
        source = Source(f"--set {key}", text)
        if "=" in text or isinstance(parse(source), dict | list):
            raise SourceError(Problem(source.at(), "netlab takes only a word or a number here; set it in the topology"))
    return {key: text.strip() for key, text in options.settings}


def _topology_file(lab: Lab, folder: Path) -> Path:
    """Return where netlab finds the topology: a text without a file gets one, whose folder gives it the usual name."""
    if lab.source.path is not None:
        return lab.source.path.resolve()
    path = folder / "default" / "topology.yml"
    path.write_text(lab.source.text, encoding="utf-8")
    return path


def _environment(env: Mapping[str, str] | None, command: str, folder: Path) -> dict[str, str]:
    path = os.pathsep.join((str(Path(command).parent), os.defpath))
    usual = {"HOME": str(folder / "home"), "LC_ALL": "C.UTF-8", "PATH": path}
    ours = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONSAFEPATH": "1", "TERM": "dumb", "TMPDIR": str(folder)}
    return {**(usual if env is None else env), **ours}


def _run(words: list[str], folder: Path, env: Mapping[str, str], timeout: float) -> tuple[int | None, str]:
    """Run a command to its end and return its status and its standard error; None when it took too long.

    Whatever it started is ended with it.
    """
    import signal
    import subprocess

    with (folder / "stderr").open("wb") as complaints:
        try:
            process = subprocess.Popen(
                words,
                cwd=folder / "work",
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )
        except OSError as error:
            raise ToolFailed(f"netlab ({words[0]}) cannot be started: {error.strerror}") from None
        try:
            status: int | None = process.wait(timeout)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    with (folder / "stderr").open("rb") as written:
        return status, written.read(_MAX_COMPLAINTS).decode("utf-8", "replace")


def _first_complaint(text: str) -> str:
    """Return the first error that netlab reports, in one line; of a traceback, its last line.

    >>> _first_complaint("Warning in bgp: x\\nIncorrectValue in links: unknown node q\\n... hint\\n")
    'IncorrectValue in links: unknown node q'
    """
    lines = list(_lines(text))
    reported = [line for line in lines if _COMPLAINT.match(line) and not line.startswith("Warning in ")]
    return next(iter(reported), None) or next(reversed(lines), "it stopped without a word")


def _lines(text: Any) -> Iterator[str]:
    for line in _COLORS.sub("", text).splitlines():
        if line.strip() and not line.startswith("... "):
            yield line.strip()
