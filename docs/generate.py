"""Bring the generated parts of the documentation up to date, or tell which are not (``--check``).

All of this is text with stable bytes, and committed:

- the output below every ``$ topodraw ...`` line in a ``console`` block, in README.md and in every page;
- ``gallery.md``: every sample in every view that applies to it;
- ``reference/cli.md``: from the command line's own argparse parsers;
- drawings between markers, which ``topodraw regen`` makes.

Commands run in a folder that holds ``samples/`` and the files that the page itself shows (`examples`).
Exit status: 0 up to date (or brought so), 1 stale under ``--check``, 2 a documented command cannot be run.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

from cli_reference import cli_reference
from examples import write_examples
from gallery import gallery

from topodraw.cli import main as topodraw_main

ROOT = Path(__file__).resolve().parents[1]
STALE = 1

WHOLE: dict[str, Callable[[], str]] = {
    "docs/gallery.md": lambda: gallery(ROOT, _read(ROOT / "docs/gallery.md")),
    "docs/reference/cli.md": cli_reference,
}
"""Page -> what writes the whole of it."""

_CONSOLE = re.compile(r"^(?P<fence>```+)console\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "


class DocumentationError(Exception):
    """A documented command cannot be run."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Bring the generated parts of the documentation up to date.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when something is stale")
    options = parser.parse_args(arguments)
    try:
        stale = [(page, text) for page, text in pages() if text != _read(page)]
    except DocumentationError as error:
        sys.stderr.write(f"generate.py: {error}\n")
        return 2
    for page, text in stale:
        sys.stdout.write(f"{'stale' if options.check else 'written'}: {page.relative_to(ROOT)}\n")
        if not options.check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
    drawn = regenerate(check=options.check)
    if drawn == STALE or (stale and options.check):
        sys.stdout.write("bring them up to date with: make docs\n")
        return STALE
    return drawn


def regenerate(*, check: bool) -> int:
    """Bring the drawings between markers up to date; return 0, `STALE` under `check`, or 2 for a broken document."""
    with chdir(ROOT):
        status = topodraw_main(["regen", "README.md", "docs", *(["--check"] if check else [])])
    return 0 if status == 1 and not check else status


def pages() -> Iterator[tuple[Path, str]]:
    """Yield every page that has generated parts, with the text it should have."""
    for name, write in WHOLE.items():
        yield ROOT / name, write()
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        if page.relative_to(ROOT).as_posix() not in WHOLE:
            yield page, refresh(_read(page))


def refresh(page: str) -> str:
    """Return the text of a page with the output in its console blocks renewed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "samples", folder / "samples")
        write_examples(page, folder)

        def renew(block: re.Match[str]) -> str:
            return f"{block['fence']}console\n{_renew(block['body'], folder)}{block['fence']}"

        return _CONSOLE.sub(renew, page)


def _renew(body: str, folder: Path) -> str:
    lines: list[str] = []
    ours = False
    for line in body.splitlines():
        if line.startswith(_PROMPT):
            command = shlex.split(line.removeprefix(_PROMPT), comments=True)
            ours = command[:1] == ["topodraw"]
            lines += [line, *(_output(command[1:], folder) if ours else [])]
        elif not ours:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _output(arguments: list[str], folder: Path) -> list[str]:
    """Run the command line and return what one would see of it: both streams, no colours."""
    done = subprocess.run(
        [sys.executable, "-m", "topodraw", *arguments],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    if "Traceback" in done.stdout or "internal error" in done.stdout:
        raise DocumentationError(f"topodraw {shlex.join(arguments)} failed:\n{done.stdout}")
    return done.stdout.rstrip("\n").split("\n") if done.stdout.strip() else []


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TOPODRAW_", "NETLAB_"))}
    path = os.pathsep.join(filter(None, [str(folder), kept.get("PYTHONPATH")]))
    return kept | {"PYTHONPATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "100"}


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
