"""Running Graphviz: the only place of this renderer that starts a process."""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.errors import ToolFailed, ToolNotFound

__all__ = ["find", "run"]

TIMEOUT = 120
"""Seconds after which the engine is given up."""

DPI = 144
"""Of PNG pictures: sharp on the screens of today."""


def find(engines: Mapping[str, str]) -> str:
    """Return the path of Graphviz among the engines found; raises ToolNotFound, which names the ways to get one."""
    path = engines.get("dot")
    if not path:
        raise ToolNotFound(
            "Graphviz is not installed; get it with: apt install graphviz, or: pip install 'topodraw[graphviz]'"
        )
    return path


def run(engine: str, source: str, format: str, *, pinned: bool) -> bytes:
    """Draw DOT text in a format of Graphviz's; `pinned` keeps the positions that the text gives.

    Raises ToolFailed with what the engine said, ToolNotFound when there is no such program.
    """
    import subprocess

    command = [engine, *(("-Kneato", "-n2") if pinned else ("-Kdot",)), f"-T{format}"]
    if format == "png":
        command.append(f"-Gdpi={DPI}")
    try:
        done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=TIMEOUT, check=False)
    except (FileNotFoundError, PermissionError) as error:
        raise ToolNotFound(f"{engine}: {error.strerror}; is it the path of Graphviz's dot?") from None
    except OSError as error:
        raise ToolFailed(f"{engine}: {error.strerror or error}") from None
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{engine} was not done after {TIMEOUT} seconds") from None
    if done.returncode != 0 or not done.stdout:
        raise ToolFailed(f"{engine}: {_complaint(done.stderr) or f'exit status {done.returncode}, nothing drawn'}")
    return done.stdout


def _complaint(stderr: bytes) -> str:
    """Return the line of an engine's messages that says what is wrong: the first that is no warning."""
    lines = [line.strip() for line in stderr.decode(errors="replace").splitlines() if line.strip()]
    return next((line for line in lines if "warning" not in line.lower()), lines[0] if lines else "")
