"""Running d2: the only place of this renderer that starts a process."""

from __future__ import annotations

from collections.abc import Mapping

from topodraw.errors import ToolFailed, ToolNotFound

__all__ = ["find", "run"]

TIMEOUT = 120
"""Seconds after which d2 is given up."""

PADDING = 40
"""Pixels around a picture."""


def find(engines: Mapping[str, str]) -> str:
    """Return the path of d2 among the engines found; raises ToolNotFound, which names the ways to get one."""
    path = engines.get("d2")
    if not path:
        raise ToolNotFound("d2 is not installed; get it with: pip install 'topodraw[d2]', or see https://d2lang.com")
    return path


def run(engine: str, source: str, format: str, *, layout: str) -> bytes:
    """Draw D2 text in one of d2's formats, with one of its layout engines.

    Raises ToolFailed with what d2 said, ToolNotFound when there is no such program.
    """
    import os
    import subprocess

    command = [engine, f"--layout={layout}", f"--pad={PADDING}"]
    command += [] if format == "svg" else [f"--stdout-format={format}"]
    # What d2 inherits, less its own variables: they are options in disguise, and pictures must not depend on them.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("D2_")}
    try:
        done = subprocess.run(
            [*command, "-", "-"], input=source.encode(), capture_output=True, timeout=TIMEOUT, check=False, env=plain
        )
    except (FileNotFoundError, PermissionError) as error:
        raise ToolNotFound(f"{engine}: {error.strerror}; is it the path of d2?") from None
    except OSError as error:
        raise ToolFailed(f"{engine}: {error.strerror or error}") from None
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{engine} was not done after {TIMEOUT} seconds") from None
    if done.returncode != 0 or not done.stdout:
        raise ToolFailed(f"{engine}: {_complaint(done.stderr) or f'exit status {done.returncode}, nothing drawn'}")
    return done.stdout


def _complaint(stderr: bytes) -> str:
    """Return the line of d2's messages that says what is wrong: the first error."""
    lines = [line.strip() for line in stderr.decode(errors="replace").splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("err:")), lines[0] if lines else "").removeprefix("err: ")
