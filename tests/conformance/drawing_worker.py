"""Draw many files in one process of limited memory, and tell what became of each: run by the mutation tests.

Arguments are the folder of the files and the megabytes of memory allowed. One line of JSON for each file comes out:
its `name`, the `outcome` (drawn, refused, failed), a `text` for the last two, `seconds` of processor time and the
process's `megabytes` so far.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from topodraw.errors import SourceError, TopodrawError
from topodraw.layout.tiers import assign_tiers
from topodraw.model import Topology
from topodraw.readers import read_topology
from topodraw.rendering import RenderOptions
from topodraw.views import VIEWS, make_view
from topodraw_ascii import TextRenderer

SECONDS = 5


class TookTooLong(BaseException):
    """Raised by the clock: a file takes more processor time than any may take."""


def main() -> None:
    """Draw every file of the folder."""
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    signal.signal(signal.SIGPROF, _give_up)
    for path in sorted(folder.iterdir()):
        tell(name=path.name, outcome="started")
        start = time.process_time()
        outcome, text = _drawn(path)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        seconds = time.process_time() - start
        tell(name=path.name, outcome=outcome, text=text, seconds=seconds, megabytes=used)


def tell(**answer: Any) -> None:
    """Write one line of JSON, at once: the next file may end the process."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _give_up(*_: Any) -> None:
    raise TookTooLong


def _drawn(path: Path) -> tuple[str, str]:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        topology = read_topology(path)
        for view in VIEWS:
            _draw(topology, view)
    except SourceError as error:
        unlocated = [problem for problem in error.problems if not problem.location.file or not problem.text.strip()]
        return (
            ("failed", f"no place or no text: {unlocated}")
            if unlocated or not error.problems
            else ("refused", str(error))
        )
    except TopodrawError as error:
        return "refused", str(error)
    except TookTooLong:
        return "failed", f"took more than {SECONDS} s\n{traceback.format_exc()[-1500:]}"
    except BaseException:  # noqa: BLE001 - whatever else comes out is what the test looks for
        return "failed", traceback.format_exc()[-3000:]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "drawn", ""


def _draw(topology: Topology, view: str) -> None:
    try:
        diagram = make_view(topology, view)
    except TopodrawError:
        if view == "topology":
            raise
        return  # a lab without the protocol that the view shows
    TextRenderer().render(assign_tiers(diagram), RenderOptions())


if __name__ == "__main__":
    main()
