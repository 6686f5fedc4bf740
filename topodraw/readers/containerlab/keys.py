"""The keys that containerlab knows. A key that it does not know may well be new, one that is nearly known is a slip."""

from __future__ import annotations

from difflib import get_close_matches

from topodraw.errors import Report
from topodraw.located import Map

__all__ = ["check_keys"]

# fmt: off
_KNOWN: dict[str, tuple[str, ...]] = {
    "file": ("name", "prefix", "mgmt", "settings", "topology", "debug"),
    "topology": ("defaults", "kinds", "groups", "nodes", "links"),
    "node": (
        "aliases", "auto-remove", "binds", "cap-add", "certificate", "cmd", "components", "config", "cpu", "cpu-set",
        "credentials", "devices", "dns", "enforce-startup-config", "entrypoint", "env", "env-files", "exec", "extras",
        "group", "healthcheck", "image", "image-pull-policy", "kernel", "kind", "labels", "license", "memory",
        "mgmt-ipv4", "mgmt-ipv6", "mgmt_ipv4", "mgmt_ipv6", "network-mode", "ports", "position", "publish",
        "restart-policy", "runtime", "sandbox", "SANs", "shm-size", "stages", "startup-config", "startup-delay",
        "suppress-startup-config", "sysctls", "tmpfs", "type", "user", "volumes", "wait-for",
    ),
    "link": (
        "type", "endpoints", "endpoint", "mtu", "ipv4", "ipv6", "labels", "vars", "mode", "host-interface", "remote",
        "vni", "dst-port", "src-port", "udp-port", "parent-interface",
    ),
    "endpoint": ("node", "interface", "mac", "ipv4", "ipv6", "vars"),
}
# fmt: on


def check_keys(report: Report, body: Map, level: str, what: str) -> None:
    """Warn of keys that look like a misspelt key of this level: file, topology, node, link or endpoint."""
    for key in body:
        if key not in _KNOWN[level]:
            close = get_close_matches(str(key), _KNOWN[level], n=1, cutoff=0.75)
            if close:
                report.warn(body.at(key), f"{what} has an unknown key {str(key)!r}; did you mean {close[0]!r}?")
