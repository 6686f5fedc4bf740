"""The MkDocs plugin: the Markdown extension, its style sheet as a file of the site, and a site that is built anew when
a topology changes.

::

    plugins: [topodraw]
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from topodraw.errors import TopodrawError
from topodraw.integrations.cache import Cache
from topodraw.integrations.fences import NAME
from topodraw.integrations.html import style_sheet
from topodraw.integrations.request import FORMATS, read_request
from topodraw.integrations.settings import ERRORS, THEMES, Settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

__all__ = ["TopodrawConfig", "TopodrawPlugin"]

_STYLE_SHEET = "assets/stylesheets/topodraw.css"


class TopodrawConfig(Config):  # type: ignore[no-untyped-call]
    """The settings of the plugin: those of the extension, as far as MkDocs does not know them better."""

    root = c.Type(str, default="")
    format = c.Choice(FORMATS, default="svg")
    theme = c.Choice(THEMES, default="auto")
    text = c.Type(bool, default=False)
    source = c.Type(bool, default=False)
    errors = c.Choice(ERRORS, default="stop")
    cache = c.Type(str, default=".cache/topodraw")
    options = c.Type(dict, default={})


class TopodrawPlugin(BasePlugin[TopodrawConfig]):  # type: ignore[no-untyped-call]
    """The plugin. The same object serves all builds of ``mkdocs serve``."""

    def __init__(self) -> None:
        self._paths: dict[Path, None] = {}
        self._cache = Cache(None)
        self._server: LiveReloadServer | None = None
        self._dirty = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether all pages are built; MkDocs keeps plugins that have this method."""
        self._dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the extension. Raises PluginError for options that no fence could have."""
        settings = Settings(**{name: value for name, value in self.config.items() if name != "cache"}, style=False)
        try:
            read_request(settings.defaults())
        except TopodrawError as error:
            raise PluginError(f"topodraw: {error}") from None
        folder = Path(config.config_file_path or "mkdocs.yml").resolve().parent / self.config.cache
        self._cache = Cache(folder if self.config.cache else None)
        name = next((each for each in config.markdown_extensions if each in {NAME, _EXTENSION}), _EXTENSION)
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        own = {each: getattr(settings, each) for each in Settings.__slots__ if each != "cache"}
        config.mdx_configs[name] = own | config.mdx_configs.get(name, {}) | {"watch": self._watch, "keep": self._cache}
        config.extra_css.append(_STYLE_SHEET)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the style sheet."""
        files.append(File.generated(config, _STYLE_SHEET, content=style_sheet()))
        return files

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Have the site built again when a topology changes."""
        self._server = server
        for path in self._paths:
            self._serve(path)
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Throw drawings away that no page has any more."""
        if not self._dirty:
            self._cache.prune()

    def _watch(self, path: Path) -> None:
        if path not in self._paths:
            self._paths[path] = None
            self._serve(path)

    def _serve(self, path: Path) -> None:
        """Watch a file or a folder; for a file that is not there, the folder that it would appear in."""
        watched = path if path.exists() else path.parent
        if self._server is not None and watched.exists():
            self._server.watch(str(watched), recursive=False)


_EXTENSION = "topodraw.integrations.markdown"
