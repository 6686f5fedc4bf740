"""Pages in a real browser: Chromium without a window, and the pages of a folder over loopback."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # browsers ask for it, whether a page has one or not
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder; yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """Start Chromium with an empty profile; yield its selenium driver. Skips where there is no Chromium."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("no Chromium here (apt install chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
        "--no-first-run", "--disable-dev-shm-usage", "--window-size=1200,900", f"--user-data-dir={profile}",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=driver)
    started = webdriver.Chrome(options=options, service=service)
    try:
        yield started
    finally:
        started.quit()


TEXTS = """
const rgb = (color) => { const n = color.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const seen = (element) => { const box = element.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
const ground = (element) => {
  const box = element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (const below of [...document.querySelectorAll("svg.topodraw rect")].reverse()) {
    const area = below.getBoundingClientRect();
    if (below.ownerSVGElement !== element.ownerSVGElement || x < area.left || x > area.right) continue;
    const fill = getComputedStyle(below).fill;
    if (y >= area.top && y <= area.bottom && fill !== "none" && rgb(fill)[3] > 0.5) return rgb(fill);
  }
  for (let above = element; above; above = above.parentElement) {
    const color = rgb(getComputedStyle(above).backgroundColor);
    if (color[3] > 0.5) return color;
  }
  return [255, 255, 255, 1];
};
const found = document.querySelectorAll(
  "figure svg.topodraw text, figure figcaption, figure.topodraw pre, figure.topodraw summary");
return [...found].filter(seen).map((element) => {
  const style = getComputedStyle(element);
  const ink = element.ownerSVGElement ? style.fill : style.color;
  return [element.textContent.slice(0, 40), rgb(ink), ground(element)];
});
"""
"""JavaScript: each text of a figure that can be seen, its colour and that of what lies below it."""


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""

    def luminance(color: list[float]) -> float:
        channels = [each / 255 for each in color[:3]]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
