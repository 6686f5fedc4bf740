"""Which grammar a configuration is in.

It is told by the device's kind, else by what stands in the text, never by the file's name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["grammar_of"]

# fmt: off
_GRAMMARS_OF_KIND: dict[tuple[str, ...], tuple[str, ...]] = {
    ("ios",): (
        "arista_ceos", "ceos", "arista_veos", "vr-veos", "vr-arista_veos", "cisco_xrd", "xrd", "cisco_xrd_vrouter",
        "cisco_xrv", "vr-xrv", "vr-cisco_xrv", "cisco_xrv9k", "vr-xrv9k", "vr-cisco_xrv9k", "cisco_csr1000v",
        "cisco_csr", "vr-csr", "vr-cisco_csr1000v", "cisco_c8000", "c8000", "cisco_c8000v", "cisco_cat9kv",
        "cisco_iol", "cisco_vios", "cisco_n9kv", "cisco_nxos", "vr-n9kv", "vr-cisco_n9kv", "rare",
        "ipinfusion_ocnos", "dell_ftosv", "vr-ftosv", "vr-dell_ftosv", "aruba_aoscx", "vr-aoscx",
        "vr-aruba_aoscx",
    ),
    ("path", "srlinux-json"): ("nokia_srlinux", "srl"),
    ("path",): (
        "nokia_sros", "vr-sros", "vr-nokia_sros", "nokia_srsim", "juniper_crpd", "crpd", "juniper_vmx", "vr-vmx",
        "vr-juniper_vmx", "juniper_vjunosrouter", "juniper_vjunosevolved", "juniper_cjunosevolved", "cjunosevolved",
        "juniper_vjunosswitch", "juniper_vqfx", "vr-vqfx", "vr-juniper_vqfx", "juniper_vsrx", "vr-vsrx",
        "vr-juniper_vsrx",
    ),
    ("nvue", "ios"): ("cvx", "cumulus_cvx", "nvidia_cumulusvx"),
    ("sonic", "ios"): ("dell_sonic", "plvision_sonic", "sonic-vs", "sonic-vm"),
    ("vyos",): ("vyosnetworks_vyos",),
    ("routeros",): ("mikrotik_ros", "vr-ros", "vr-mikrotik_ros"),
}
"""Grammars that a kind's configurations are in -> the kinds, as containerlab names them."""

_JSON_MARKS: tuple[tuple[str, str], ...] = (
    ("sonic", r'"(?:DEVICE_METADATA|BGP_NEIGHBOR|LOOPBACK_INTERFACE)"'),
    ("srlinux-json", r'"(?:srl_nokia-[\w-]+:)?(?:network-instance|interface|system)"'),
    ("gobgp", r'"(?:neighbor-address|peer-as)"'),
)
_TEXT_MARKS: tuple[tuple[str, str], ...] = (
    ("nvue", r"^[ \t]*nv set \S"),
    ("nvue", r"^(?:- set:|- header:|set:)[ \t\r]*$"),
    ("gobgp", r"^[ \t]*\[\[?(?:global\.config|neighbors|peer-groups)\b|^[ \t-]*neighbor-address[ \t]*[:=]"),
    ("holo", r"^(?:interfaces interface \S|routing control-plane-protocols control-plane-protocol )"),
    ("ifupdown", r"^[ \t]*iface[ \t]+\S+(?:[ \t]+inet6?\b|[ \t]*\r?$)"),
    ("netplan", r"^network:[ \t\r]*\n(?:[ \t#][^\n]*\n){0,5}?[ \t]+(?:ethernets|bonds|bridges|vlans|dummy-devices):"),
    ("routeros", r"^/(?:routing|ip|interface|ipv6|system)[ /][a-z]"),
    ("vyos", r"^[ \t]*set protocols bgp (?:system-as|local-as|neighbor|peer-group|parameters|address-family|\d)"),
    ("vyos", r"^[ \t]*set interfaces (?:ethernet|loopback|dummy|bonding) \w+ |^[ \t]*ethernet eth\d+ \{"),
    ("bird", r"^[ \t]*(?:protocol|template)[ \t]+(?:bgp|kernel|device|direct|static|ospf|rip)\b[^\n;{]*\n?[ \t]*\{"),
    ("path", r"^[ \t]*(?:set[ \t]+)?(?:/[ \t]*)?(?:network-instance|interface)[ \t]+\S+[ \t]+(?:proto|subint)"),
    ("srlinux-json", r"^(?:srl_nokia-[\w-]+:)?(?:interface|network-instance):[ \t\r]*$"),
    ("path", r"^[ \t]*(?:/[ \t]*)?(?:network-instance|interface|router)[ \t]+[^\n{]+\{"),
    ("path", r"^[ \t]*(?:routing-options|routing-instances)[ \t]*\{"),
    ("path", r"^[ \t]*/?configure(?:[ \t]+\{|[ \t]+(?:router|port|system|service)\b)|^[ \t]*set /"),
    ("path", r"^[ \t]*set (?:protocols|routing-options|routing-instances|interfaces|system|groups)\b"),
    ("exabgp", r"(?:^|[{;])[ \t]*(?:peer-as|local-as)[ \t]+\S+[ \t]*;"),
    ("openbgpd", r"^[ \t]*AS[ \t]+[\d$\"]|^[ \t]*neighbor[ \t]+\S+[ \t]*\{"),
    ("ios", r"^[ \t]*router[ \t]+bgp[46]?\b|^frr (?:version|defaults)\b|^[ \t]*neighbor[ \t]+\S+[ \t]+remote-as\b"),
    ("script", r"^(?![ \t]*[-\"])[^#\n]*\bip[ \t]+(?:-[46][ \t]+)?a(?:ddr(?:ess)?)?[ \t]+a(?:dd)?[ \t]+\S"),
    ("ios", r"^[ \t]*(?:interface[ \t]+\S+[ \t]+)?ip(?:v[46])?[ \t]+addr(?:ess)?[ \t]+\S"),
    ("ios", r"^interface [A-Z]\w+[\d/.]+[ \t\r]*$"),
    ("script", r"\A#![^\n]*\b(?:ba|da|k|z)?sh\b|^[^#\n]*\bifconfig[ \t]+\S+[ \t]+(?:inet6?[ \t]+)?[\d$]"),
)
"""Grammar -> lines that only it has, the more telling first."""
# fmt: on

_OF_KIND = {kind: grammars for grammars, kinds in _GRAMMARS_OF_KIND.items() for kind in kinds}
_MARKS = {
    is_json: tuple((name, re.compile(mark, re.MULTILINE)) for name, mark in marks)
    for is_json, marks in ((True, _JSON_MARKS), (False, _TEXT_MARKS))
}


def grammar_of(text: str, kind: str | None = None, file: str | None = None) -> str | None:
    """Return the name of the grammar that a configuration is in, None where nothing tells.

    A kind whose devices have one grammar settles it; a kind with several leaves the choice between them to the text.
    `file` is not looked at: names like `frr.conf` or `config.txt` are given to anything.
    """
    of_kind = _OF_KIND.get((kind or "").lower(), ())
    if len(of_kind) == 1:
        return of_kind[0]
    return next((grammar for grammar in _told_by(text) if not of_kind or grammar in of_kind), None)


def _told_by(text: str) -> Iterable[str]:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    return (grammar for grammar, mark in _MARKS[start == "{"] if mark.search(text))
