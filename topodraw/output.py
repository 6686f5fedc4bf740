"""Where a drawing goes: files that appear whole or not at all, standard output, and whether it may be coloured."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path

from topodraw.errors import OutputError

__all__ = ["is_abandoned", "is_terminal", "suffix_of", "terminal_columns", "use_color", "write_file", "write_stdout"]


def suffix_of(path: str | Path) -> str | None:
    """Return the suffix that may tell a format, without its dot and in lower case.

    >>> suffix_of("labs/Leak.SVG"), suffix_of("drawing")
    ('svg', None)
    """
    return Path(path).suffix.lower().removeprefix(".") or None


def use_color(choice: str, terminal: bool, env: Mapping[str, str]) -> bool:
    """Decide on colour: the option first, then NO_COLOR and FORCE_COLOR, then whether a terminal looks on.

    The variables count when they are not empty (https://no-color.org, https://force-color.org).
    """
    if choice != "auto":
        return choice == "always"
    if env.get("NO_COLOR"):
        return False
    if env.get("FORCE_COLOR"):
        return True
    return terminal and env.get("TERM") not in {"dumb", "unknown"}


def is_terminal(stream: object) -> bool:
    """Tell whether a stream is a terminal; one that is closed or missing is none."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return False


def terminal_columns(env: Mapping[str, str]) -> int | None:
    """Return the columns of the terminal that standard output is, None when it does not say.

    COLUMNS goes first, as in the shell.
    """
    if env.get("COLUMNS", "").isdigit() and int(env["COLUMNS"]):
        return int(env["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (AttributeError, OSError, ValueError):
        return None


_TEMPORARY = re.compile(r"\.(?P<target>.+)\.[0-9a-f]{8}\.tmp", re.DOTALL)
_YOUNG = 1.0
"""Seconds in which a temporary file may not be locked yet."""


def as_bytes(content: str | bytes) -> bytes:
    """Return what is written: UTF-8 wherever the reader sits; half a surrogate pair, which has no UTF-8, as ``?``."""
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def write_file(path: str | Path, content: str | bytes) -> bool:
    """Write a file whole or not at all, through a temporary file beside it; return whether it changed.

    A file that already has this content is left alone, its permissions outlive the change, symbolic links are
    followed. Devices and pipes are written straight.

    Raises OutputError when the file cannot be written.
    """
    data = as_bytes(content)
    try:
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        if mode is not None and not stat.S_ISREG(mode):
            return _write_straight(target, mode, data)
        if not target.parent.is_dir():
            raise OutputError(f"the directory {str(Path(path).parent)!r} does not exist; create it first")
        if mode is not None:
            if target.stat().st_size == len(data) and target.read_bytes() == data:
                return False
            if not os.access(target, os.W_OK):
                raise OutputError("is read-only")
        _replace(target, data, None if mode is None else stat.S_IMODE(mode))
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        raise OutputError(f"cannot be written: {getattr(error, 'strerror', None) or error}") from None
    return True


def _mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _write_straight(target: Path, mode: int, data: bytes) -> bool:
    if stat.S_ISDIR(mode):
        raise OutputError("is a directory; name the file to write")
    with target.open("wb") as stream:
        stream.write(data)
    return True


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # Not tempfile: its files are private (0600), this one gets the permissions any new file would.
    temporary = target.with_name(f".{target.name[:50]}.{os.urandom(4).hex()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            _lock(handle)
            stream.write(data)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _lock(handle: int) -> bool:
    """Hold a file as long as it is open, so that others can tell that it is in use; return whether that succeeded."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody can remove a file that is open
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_abandoned(path: Path, targets: Collection[str]) -> bool:
    """Tell whether a file is a temporary one of `write_file` for one of these names, whose writer is gone."""
    name = _TEMPORARY.fullmatch(path.name)
    if name is None or not any(target[:50] == name["target"] for target in targets):
        return False
    try:
        if time.time() - path.stat().st_mtime < _YOUNG:
            return False
        with path.open("rb") as stream:
            return _lock(stream.fileno())
    except OSError:  # gone by now, or somebody else's
        return False


def write_stdout(content: str | bytes) -> bool:
    """Write to standard output: text as UTF-8 whatever the locale, bytes as they are.

    A reader that went away (``| head``) is no error; return whether there still is one. Raises OutputError when bytes
    would land on a terminal, or when standard output cannot take them (a full disk).
    """
    if isinstance(content, bytes) and is_terminal(sys.stdout):
        raise OutputError("a binary format does not go to a terminal; name a file with -o, or pipe it")
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    try:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:  # a stand-in, such as a notebook's or a test's
            sys.stdout.write(as_bytes(content).decode("utf-8", "replace"))
        else:
            stream.write(as_bytes(content))
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at exit and would complain; let it do that into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}") from None
    return True
