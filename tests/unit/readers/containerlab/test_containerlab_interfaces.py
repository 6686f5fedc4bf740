"""Interface names: what a link says and what a configuration says come to the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topodraw.readers.containerlab.interfaces import canonical, linux_name
from topodraw.readers.containerlab.kinds import known_kinds

SAME = [
    ("nokia_srlinux", "e1-1", "ethernet-1/1.0", "ethernet-1/1"),
    ("srl", "e1-1-2", "ethernet-1/1/2"),
    ("nokia_srsim", "e1-1-c1-1", "1/1/c1/1", "1/1/c1/1:100"),
    ("nokia_srsim", "e1-x1-1-c2-1", "1/x1/1/c2/1"),
    ("nokia_srsim", "e2-1-3", "2/1/3"),
    ("nokia_sros", "eth3", "1/1/3", "1/1/c3/1", "1/1/c3/1:10"),
    ("nokia_sros", "1/2/c3/1", "e1-2-c3-1"),
    ("arista_ceos", "eth1", "et1", "Ethernet1", "Ethernet1.100"),
    ("ceos", "eth1_1", "et1_1", "Ethernet1/1"),
    ("arista_veos", "eth2", "Et1/2", "Ethernet2", "Ethernet1/2"),
    ("cisco_xrd", "Gi0-0-0-0", "GigabitEthernet0/0/0/0", "gi0/0/0/0.100", "GigabitEthernet 0/0/0/0"),
    ("cisco_c8000", "FH0_0_0_1", "FourHundredGigE0/0/0/1"),
    ("cisco_c8000", "Hu0_0_0_1", "HundredGigE0/0/0/1"),
    ("cisco_xrv9k", "eth2", "Gi0/0/0/1", "GigabitEthernet0/0/0/1", "TenGigE0/0/0/1", "Te0/0/0/1.5"),
    ("cisco_csr1000v", "eth1", "Gi2", "GigabitEthernet2", "GigabitEthernet2.10"),
    ("cisco_vios", "eth1", "Gi0", "GigabitEthernet0/1"),
    ("cisco_asav", "eth1", "Gi0/0", "GigabitEthernet0/0"),
    ("cisco_cat9kv", "eth1", "Gi1/0/1", "GigabitEthernet1/0/1"),
    ("cisco_n9kv", "eth1", "Ethernet1/1", "ethernet 1/1"),
    ("cisco_iol", "eth5", "Ethernet1/1", "e1/1"),
    ("juniper_vmx", "eth1", "ge-0/0/0", "xe-0/0/0.0", "et-0/0/0"),
    ("juniper_cjunosevolved", "eth4", "et-0/0/0"),
    ("aruba_aoscx", "eth4", "1/1/4"),
    ("ciena_saos", "eth4", "4"),
    ("nvidia_cumulusvx", "eth1", "swp1"),
    ("cvx", "swp1", "swp1.10"),
    ("freebsd", "eth1", "vtnet1"),
    ("openbsd", "eth1", "vio1"),
    ("paloalto_panos", "eth2", "Ethernet1/2"),
    ("f5_bigip-ve", "eth2", "1.2"),
    ("fortinet_fortigate", "eth1", "port2"),
    ("spirent_stc", "eth1", "port0"),
    ("mikrotik_ros", "eth1", "ether2"),
    ("sonic-vm", "eth2", "Ethernet4"),
    ("linux", "eth1", "ETH1", "eth1.100", "Ethernet0"),
    (None, "e1-1", "ethernet-1/1"),
    (None, "1/1/c1/1", "e1-1-c1-1"),
    (None, "xe-0/0/1", "xe-0/0/1.0"),
    ("made-up", "Gi0-0-0-0", "GigabitEthernet0/0/0/0"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda row: f"{row[0]}-{row[1]}".replace("/", "_"))
def test_all_names_of_an_interface_have_one_form(names):
    kind, *spellings = names
    assert {canonical(kind, spelling) for spelling in spellings} == {canonical(kind, spellings[0])}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("linux", "eth1", "et1"),
        ("linux", "br-1-2", "br-1/2"),
        ("nokia_srlinux", "e1-1", "e1-11"),
        ("cisco_xrd", "Gi0/0/0/0", "Te0/0/0/0"),
        ("nokia_sros", "1/1/c1/1", "1/1/c1/2"),
        ("nokia_srsim", "1/1/1", "1/1/c1/1"),
        ("juniper_crpd", "et-0/0/0", "et-0/0/1"),
        ("arista_ceos", "Ethernet1/1", "Ethernet11"),
        (None, "Loopback0", "Ethernet0"),
    ],
)
def test_different_interfaces_stay_apart(kind, one, other):
    assert canonical(kind, one) != canonical(kind, other)


def test_a_name_that_linux_has_too_is_no_alias():
    assert linux_name("cisco_xrd", "Gi0-0-0-0") is None
    assert linux_name("cisco_csr1000v", "Gi1") is None  # the port of management
    assert linux_name("cisco_csr1000v", "GigabitEthernet2") == "eth1"


@given(st.sampled_from([*known_kinds(), None]), st.from_regex(r"[a-zA-Z]{0,9}-?[0-9/._:-]{0,90}", fullmatch=True))
def test_case_and_spaces_do_not_count(kind, name):
    assert canonical(kind, name) == canonical(kind, name.upper()) == canonical(kind, f" {name.lower()} ")


@given(st.sampled_from([*known_kinds(), None]), st.text(max_size=80))
def test_any_text_has_a_form(kind, name):
    assert canonical(kind, canonical(kind, name)) is not None
