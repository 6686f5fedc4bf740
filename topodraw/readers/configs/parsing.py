"""From the text of a device's configuration to what it says, whatever its grammar."""

from __future__ import annotations

from importlib import import_module

from topodraw.readers.configs.device_config import DeviceConfig
from topodraw.readers.configs.sniff import grammar_of

__all__ = ["parse_config"]

_PARSERS = {
    "ios": "ios:parse_ios",
    "path": "path:parse_path",
    "srlinux-json": "srlinux_json:parse_srlinux_json",
    "bird": "bird:parse_bird",
    "openbgpd": "openbgpd:parse_openbgpd",
    "nvue": "nvue:parse_nvue",
    "gobgp": "gobgp:parse_gobgp",
    "vyos": "vyos:parse_vyos",
    "routeros": "routeros:parse_routeros",
    "exabgp": "exabgp:parse_exabgp",
    "sonic": "sonic:parse_sonic",
    "holo": "holo:parse_holo",
    "ifupdown": "ifupdown:parse_ifupdown",
    "netplan": "netplan:parse_netplan",
    "script": "script:parse_script",
}
"""Grammar -> module beside this one and its function from text and file to `DeviceConfig`; imported when needed."""


def parse_config(text: str, file: str, kind: str | None = None) -> DeviceConfig | None:
    """Read a device's configuration; None where neither kind nor content tells its grammar.

    `kind` is the device's kind as containerlab names it; `file` stands in the locations.
    """
    grammar = grammar_of(text, kind, file)
    if grammar is None:
        return None
    module, _, function = _PARSERS[grammar].partition(":")
    parse = getattr(import_module(f"{__package__}.{module}"), function)
    config: DeviceConfig = parse(text, file)
    return config
