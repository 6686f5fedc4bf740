"""Fences in the pages of real sites: MkDocs with Material, Zensical, and Python-Markdown by itself."""

from __future__ import annotations

import contextlib
import html
import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from browser import TEXTS, chromium, contrast, served
from sites import BROKEN, BROKEN_AT, CONFIGURATION, DRAWN, LAB, command, environment, run, write_site

SVG = re.compile(r'<svg [^>]*class="topodraw .*?</svg>', re.DOTALL)
HOSTS = ["mkdocs", "zensical", "python-markdown"]


def build(site: Path, host: str) -> None:
    """Build the pages of a site into its folder `site`."""
    if host != "python-markdown":
        done = run(site, host, "build", "--strict")
        assert done.returncode == 0, done.stdout
        return
    for page in sorted((site / "docs").rglob("*.md")):
        target = site / "site" / page.relative_to(site / "docs").with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,>{converted(site, page)}")


def converted(site: Path, page: Path) -> str:
    import markdown

    from topodraw.integrations.markdown import TopodrawExtension

    extension = TopodrawExtension(root=str(site), page=str(page))
    extensions = ["meta", "admonition", "attr_list", "pymdownx.tabbed", extension, "pymdownx.superfences"]
    return markdown.markdown(page.read_text("utf-8"), extensions=extensions)


@pytest.fixture(scope="module", params=HOSTS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the pages, built by one host after the other."""
    site = write_site(tmp_path_factory.mktemp(request.param))
    build(site, request.param)
    return site / "site"


def test_every_fence_becomes_its_figure(built: Path) -> None:
    page = (built / "index.html").read_text("utf-8")
    drawings = SVG.findall(page)
    assert len(drawings) == DRAWN
    assert all(name in drawings[0] for name in ("alpha", "beta", "gamma", "AS 65001"))
    assert "<figcaption>Sessions &amp; links</figcaption>" in page
    assert 'aria-label="Two routers"' in drawings[2]
    assert '<figure id="figure" class="topodraw wide">' in page
    assert "neither: drawn" in page


def test_text_and_source_can_be_copied(built: Path) -> None:
    page = (built / "index.html").read_text("utf-8")
    text = re.search(r'class="topodraw-text">.*?<code>(.*?)</code>', page, re.DOTALL)
    source = re.search(r'class="topodraw-source">.*?<code>(.*?)</code>', page, re.DOTALL)
    assert text
    assert source
    assert re.search(r"│ +alpha +╞", text[1])
    assert html.unescape(source[1]) == LAB


def test_text_drawings_stand_in_pages_too(built: Path) -> None:
    drawings = re.findall(r"<pre><code>([^<]*alpha[^<]*)</code></pre>", (built / "index.html").read_text("utf-8"))
    assert "+---" in drawings[-1]
    assert drawings[-1].isascii()


def test_no_two_things_of_a_page_have_the_same_id(built: Path) -> None:
    ids = re.findall(r'\bid="([^"]+)"', (built / "index.html").read_text("utf-8"))
    own = [each for each in ids if each.startswith("td-")]
    assert len(own) >= 2 * DRAWN
    assert len(own) == len(set(own))


def test_paths_start_in_the_folder_of_the_page(built: Path) -> None:
    assert len(SVG.findall((built / "deeper" / "page.html").read_text("utf-8"))) == 1


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> object:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_figures_are_seen_and_read(built: Path, driver: object, scheme: str, tmp_path: Path) -> None:
    with served(built) as address:
        driver.get(f"{address}/index.html")
        driver.execute_script(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        driver.execute_script("document.querySelectorAll('details').forEach((each) => each.open = true)")
        boxes = driver.execute_script(
            "return [...document.querySelectorAll('svg.topodraw')].map((each) => each.getBoundingClientRect().toJSON())"
        )
        texts = driver.execute_script(TEXTS)
        errors = [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        driver.set_window_size(1200, 3200)
        driver.save_screenshot(str(tmp_path / f"{scheme}.png"))
        driver.set_window_size(1200, 900)
    shown = [box for box in boxes if box["width"] > 50 and box["height"] > 30]
    assert len(shown) == DRAWN
    assert errors == []
    assert {"alpha", "beta", "left", "right"} <= {text for text, _, _ in texts}
    assert {text: contrast(ink, ground) for text, ink, ground in texts if contrast(ink, ground) < 4.5} == {}


def test_a_drawing_follows_the_colours_of_its_page(built: Path, driver: object) -> None:
    ground = "return getComputedStyle(document.querySelectorAll('svg.topodraw .td-ground')[arguments[0]]).fill"
    with served(built) as address:
        driver.get(f"{address}/index.html")
        colors = {}
        for scheme in ("default", "slate"):
            driver.execute_script(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
            colors[scheme] = [driver.execute_script(ground, at) for at in (0, 1)]
    assert colors["default"][0] != colors["slate"][0]
    assert colors["default"][1] == colors["slate"][1], "the second was asked to be light"


@pytest.mark.parametrize("host", ["mkdocs", "zensical"])
def test_a_broken_topology_stops_the_build_where_it_stands(host: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, broken=BROKEN)
    done = run(site, host, "build")
    assert done.returncode == 1
    assert BROKEN_AT in done.stdout
    if host == "mkdocs":
        assert "Traceback" not in done.stdout


def test_a_broken_topology_stops_python_markdown_where_it_stands(tmp_path: Path) -> None:
    site = write_site(tmp_path, broken=BROKEN)
    with pytest.raises(Exception, match=re.escape("broken.md:11:9: error: link 'a-c'")):
        converted(site, site / "docs" / "broken.md")


FAULTS = {
    "``` topodraw labs/lab.yml\n```\n": 'is written: topodraw src="lab.yml"',
    '``` topodraw src="labs/lab.yml"\n': "the fence is not closed",
    '``` topodraw src="labs/no.yml"\n```\n': "labs/no.yml: no such file; looked for '",
    '``` topodraw src="../../outside.yml"\n```\n': "../../outside.yml: lies outside of",
    '``` topodraw src="/etc/hostname"\n```\n': "/etc/hostname: lies outside of",
    '``` topodraw src="../labs/link.yml"\n```\n': "../labs/link.yml: lies outside of",
    '``` topodraw src="labs/lab.yml" view="bpg"\n```\n': "unknown view 'bpg'; did you mean 'bgp'?",
    '``` topodraw src="labs/lab.yml" viev="bgp"\n```\n': "unknown option 'viev'; did you mean 'view'",
    '``` topodraw src="labs/lab.yml" via="dot"\n```\n': "unknown option 'via'",
    '``` topodraw src="labs/lab.yml" output="x"\n```\n': "unknown option 'output'",
    '``` topodraw src="labs/lab.yml" format="pdf"\n```\n': "unknown format 'pdf'",
    '``` topodraw src="labs/lab.yml" engine="netlab"\n```\n': "unknown option 'engine'",
    "``` topodraw\n```\n": "holds no topology, and src names none",
}
"""Fence -> what is said about it."""


@pytest.fixture(scope="module")
def shown_faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with a page for each fault, to be shown in its place."""
    return write_site(tmp_path_factory.mktemp("faults"), index="")


@pytest.mark.parametrize("fence", FAULTS, ids=lambda fence: fence.split("\n")[0].removeprefix("``` topodraw "))
def test_a_fault_is_told_in_one_line(fence: str, shown_faults: Path) -> None:
    (shown_faults.parent / "outside.yml").write_text(LAB)
    with contextlib.suppress(FileExistsError):
        (shown_faults / "labs" / "link.yml").symlink_to(shown_faults.parent / "outside.yml")
    page = shown_faults / "docs" / "index.md"
    page.write_text(f"# Fault\n\n{fence}")
    with pytest.raises(Exception, match="error") as caught:
        converted(shown_faults, page)
    assert f"index.md:3:1: error: {FAULTS[fence]}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_errors_can_be_shown_in_their_place(tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace("  - topodraw\n", "  - topodraw: {errors: show}\n")
    site = write_site(tmp_path, configuration, broken=BROKEN.replace("a-c", "a-<b>"))
    done = run(site, "mkdocs", "build")
    assert done.returncode == 0, done.stdout
    assert "WARNING" in done.stdout
    page = (site / "site" / "broken.html").read_text("utf-8")
    alert = re.search(r'<pre class="topodraw-error" role="alert">(.*?)</pre>', page)
    assert alert
    assert "a-&lt;b&gt;" in alert[1]
    assert run(site, "mkdocs", "build", "--strict").returncode == 1


def test_warnings_of_a_topology_count_where_mkdocs_is_strict(tmp_path: Path) -> None:
    strange = "# Strange\n\n``` topodraw\nplugin: [no.such.plugin]\nnodes: [a, b]\nlinks: [a-b]\n```\n"
    site = write_site(tmp_path, strange=strange)
    assert run(site, "mkdocs", "build").returncode == 0
    done = run(site, "mkdocs", "build", "--strict")
    assert done.returncode == 1
    assert "docs/strange.md:4:" in done.stdout


def test_fences_are_drawn_without_superfences(tmp_path: Path) -> None:
    import markdown

    text = "# A\n\n``` topodraw\nnodes: [a, b]\nlinks: [a-b]\n```\n\n```yaml\nkey: value\n```\n"
    page = markdown.markdown(text, extensions=["fenced_code", "topodraw"])
    assert len(SVG.findall(page)) == 1
    assert '<code class="language-yaml">' in page


def test_a_fence_that_is_none_is_left_as_it_is_when_errors_are_shown(caplog: pytest.LogCaptureFixture) -> None:
    import markdown

    from topodraw.integrations.markdown import TopodrawExtension

    drawn = "``` topodraw\nnodes: [a, b]\nlinks: [a-b]\n```\n"
    text = f"``` topodraw lab.yml\n```\n\n{drawn}\n- a\n\n        ``` topodraw\n        ```\n"
    page = markdown.markdown(text, extensions=[TopodrawExtension(errors="show")])
    assert len(SVG.findall(page)) == 1
    assert "topodraw lab.yml" in page
    assert [record.getMessage().split(":")[1] for record in caplog.records] == ["1", "11"]


def test_settings_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    site = write_site(tmp_path, CONFIGURATION.replace("plugins: [search, topodraw]", "plugins: [topodraw: {them: x}]"))
    assert "them" in run(site, "mkdocs", "build", "--strict").stdout
    for settings in ("{theme: drak}", "{options: {viev: bgp}}"):
        (site / "mkdocs.yml").write_text(CONFIGURATION.replace("search, topodraw]", f"topodraw: {settings}]"))
        done = run(site, "mkdocs", "build")
        assert done.returncode == 1
        assert "Traceback" not in done.stdout


def test_drawings_are_kept_between_builds_and_thrown_away_when_no_page_has_them(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    build(site, "mkdocs")
    first = {path.name: path.stat().st_mtime_ns for path in (site / ".cache" / "topodraw").glob("*.json")}
    build(site, "mkdocs")
    again = {path.name: path.stat().st_mtime_ns for path in (site / ".cache" / "topodraw").glob("*.json")}
    assert first == again
    assert first
    (site / "labs" / "lab.yml").write_text(LAB.replace("gamma", "delta"))
    build(site, "mkdocs")
    kept = {path.name for path in (site / ".cache" / "topodraw").glob("*.json")}
    assert len(kept) == len(first)
    assert kept != set(first)
    assert "delta" in (site / "site" / "index.html").read_text("utf-8")


def test_the_style_sheet_is_a_file_of_the_site_and_not_in_its_pages(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    build(site, "mkdocs")
    page = (site / "site" / "index.html").read_text("utf-8")
    assert (site / "site" / "assets" / "stylesheets" / "topodraw.css").is_file()
    assert "assets/stylesheets/topodraw.css" in page
    assert "figure.topodraw" not in page


EXPLICIT = CONFIGURATION.replace("  - topodraw\n", "").replace(
    "  - pymdownx.superfences\n",
    """\
  - pymdownx.superfences:
      custom_fences:
        - name: topodraw
          class: topodraw
          format: !!python/name:topodraw.integrations.markdown.formatter
          validator: !!python/name:topodraw.integrations.markdown.validator
""",
)


def test_zensical_draws_anew_when_a_topology_of_a_named_formatter_changed(tmp_path: Path) -> None:
    site = write_site(tmp_path, EXPLICIT)
    build(site, "zensical")
    page = site / "site" / "index.html"
    assert "gamma" in page.read_text("utf-8")
    (site / "labs" / "lab.yml").write_text(LAB.replace("gamma", "delta"))
    build(site, "zensical")
    assert "delta" in page.read_text("utf-8")
    assert "gamma" not in page.read_text("utf-8")


def test_zensical_draws_anew_what_it_is_told_to_watch(tmp_path: Path) -> None:
    site = write_site(tmp_path, CONFIGURATION + "watch: [labs]\n")
    build(site, "zensical")
    time.sleep(1.1)  # Zensical looks at whole seconds
    (site / "labs" / "lab.yml").write_text(LAB.replace("gamma", "delta"))
    build(site, "zensical")
    assert "delta" in (site / "site" / "index.html").read_text("utf-8")


def test_mkdocs_draws_named_formatters(tmp_path: Path) -> None:
    site = write_site(tmp_path, EXPLICIT.replace("plugins: [search, topodraw]", "plugins: [search]"))
    build(site, "mkdocs")
    assert len(SVG.findall((site / "site" / "index.html").read_text("utf-8"))) == DRAWN


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(address: str, text: str, seconds: float = 30) -> bool:
    """Tell whether a page shows a text before the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as page:
            if text in page.read().decode():
                return True
        time.sleep(0.2)
    return False


def test_mkdocs_serve_draws_anew_when_a_topology_changes(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    port = free_port()
    address = f"http://127.0.0.1:{port}/index.html"
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(
        [command("mkdocs"), "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=site, env=environment(), stdout=log, stderr=log,
    )  # fmt: skip
    try:
        assert wait_for(address, "gamma"), (tmp_path / "log").read_text()
        (site / "labs" / "lab.yml").write_text(LAB.replace("gamma", "delta"))
        assert wait_for(address, "delta"), (tmp_path / "log").read_text()
        (site / "labs" / "lab.yml").write_text("nodes: [")
        time.sleep(2)
        (site / "labs" / "lab.yml").write_text(LAB.replace("gamma", "epsilon"))
        assert wait_for(address, "epsilon"), (tmp_path / "log").read_text()
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()
