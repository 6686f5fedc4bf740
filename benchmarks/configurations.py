"""What reading a device's configuration costs, by grammar and by size.

One table: the processor time of reading configurations of 250 kB, 500 kB and 1 MB in each grammar, dense text as large
devices have it (interfaces, neighbours, policies), and the exponent by which the time grows with the size.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import time
from pathlib import Path

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.parsing import parse_config
from topodraw.readers.configs.sniff import grammar_of

SIZES = (250_000, 500_000, 1_000_000)
TYPICAL = 3000
"""A neighbour's number, as long as most are."""
GOAL = 1.0
"""Seconds for the largest."""
DEVICES = Path(__file__).with_name("devices")
"""A file a grammar, named after it. What follows a line `@each` stands again for every neighbour, with its number for
`@n` and two numbers with a dot between, which make an address, for `@i`; what follows `@once` stands once."""


def configuration(device: Path, size: int) -> str:
    """Return a configuration of about `size` bytes."""
    words = re.split(r"^@(each|once)\n", device.read_text("utf-8"), flags=re.MULTILINE)
    sections = list(zip(words[1::2], words[2::2], strict=True))
    each = sum(len(_filled(text, TYPICAL)) for how, text in sections if how == "each")
    return "".join(
        text if how == "once" else "".join(_filled(text, number) for number in range(max(1, size // each)))
        for how, text in sections
    )


def _filled(text: str, number: int) -> str:
    return text.replace("@n", str(number)).replace("@i", f"{number // 250}.{number % 250}")


def seconds(text: str, runs: int) -> float:
    """Return the least processor time of reading a text."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        config = parse_config(text, "device.cfg")
        times.append(time.process_time() - start)
    check(config)
    return min(times)


def check(config: DeviceConfig | None) -> None:
    """Stop where the text was not understood: the time of nothing says nothing."""
    if config is None or len(config.neighbours or config.addresses) < 100 or config.problems:
        raise SystemExit(f"a configuration is not read as it should be: {str(config)[:200]}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--runs", type=int, default=3, help="runs of each (3)")
    parser.add_argument("grammar", nargs="?", default="", help="only those whose name begins so")
    options = parser.parse_args()
    print(f"{'grammar':<24}" + "".join(f"{size // 1000:>8} kB" for size in SIZES) + "   growth")
    slowest = 0.0
    for device in sorted(DEVICES.glob(f"{options.grammar}*.txt")):
        grammar = device.stem.partition("_")[0]
        texts = [configuration(device, size) for size in SIZES]
        if grammar_of(texts[0]) != grammar:
            raise SystemExit(f"{device.stem} is taken for {grammar_of(texts[0])}")
        times = [seconds(text, max(1, options.runs)) for text in texts]
        exponent = math.log(times[-1] / times[0]) / math.log(len(texts[-1]) / len(texts[0]))
        print(
            f"{device.stem.replace('_', ', '):<24}"
            + "".join(f"{took:>9.2f} s" for took in times)
            + f"   n^{exponent:.2f}",
            flush=True,
        )
        slowest = max(slowest, times[-1])
    print(f"slowest {slowest:.2f} s (goal: less than {GOAL:.0f} s for {SIZES[-1] // 1000} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
