"""Calico: which node peers with whom, as its confd derives it for each node's BIRD.

Three sources, in this order of precedence: BGPPeers as they are written, those for all nodes before those for some;
the same peerings the other way round where the peer is a node of the cluster, too; the mesh between all nodes that are
no route reflectors. A node that reflects has every IBGP peer as a client that has not the same cluster ID.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topodraw.errors import Location, Report
from topodraw.readers.configs.device_config import Neighbour, RemoteAs
from topodraw.readers.configs.values import bare_address
from topodraw.readers.kubernetes.calico_resources import (
    CalicoNode,
    CalicoPeer,
    CalicoSettings,
    calico_nodes,
    calico_peers,
    calico_settings,
)
from topodraw.readers.kubernetes.nodes import KubeCluster, KubeNode
from topodraw.readers.kubernetes.selectors import SelectorError
from topodraw.readers.kubernetes.speaker import Speaker, family_of

__all__ = ["Calico", "known_calico"]


@dataclass(frozen=True, slots=True)
class Calico:
    """Calico in one cluster: its settings, nodes and peers, before it is known who peers with whom."""

    cluster: KubeCluster
    settings: CalicoSettings
    nodes: Mapping[str, CalicoNode]
    """By name, all of the cluster."""
    addresses: Mapping[str, tuple[str, ...]]
    """Node -> the addresses that it may speak from, without length."""
    owners: Mapping[str, str]
    """Address -> the node that has it."""
    peers: tuple[CalicoPeer, ...]

    def asn_of(self, node: KubeNode) -> int:
        own = self.nodes[node.name].asn
        return own if own is not None else self.settings.asn

    def speak(
        self, speakers: Mapping[str, Speaker], answering: Mapping[str, Mapping[str, str]], report: Report
    ) -> None:
        """Note what each node of the cluster speaks, workloads aside.

        `answering` tells addresses that are not unique in a lab: node -> address -> the node that answers there.
        """
        for node in self.cluster.nodes:
            self._introduce(node, speakers[node.name])
        plain = [peer for peer in self.peers if peer.workload_selector is None]
        for peer in [peer for peer in plain if peer.is_global] + [peer for peer in plain if not peer.is_global]:
            if peer.peer_selector is not None:
                self._peer_with_nodes(peer, speakers, report)
            elif peer.peer_ip is not None:
                self._peer_with_address(peer, peer.peer_ip, speakers, answering, report)
        for peer in plain:
            if peer.reverses:
                self._peer_back(peer, speakers, report)
        if self.settings.mesh:
            self._mesh(speakers)

    def selected(self, peer: CalicoPeer, report: Report) -> tuple[KubeNode, ...]:
        """Return the nodes that a BGPPeer is for."""
        if peer.node_selector is not None:
            return self._matching(peer, "nodeSelector", peer.node_selector, report)
        if peer.node is None:
            return self.cluster.nodes
        node = self.cluster.node(peer.node)
        if node is None:
            told = f"BGPPeer {peer.name!r}: {peer.node!r} is no node of cluster {self.cluster.name!r}"
            report.warn(peer.spec.value_at("node"), told)
        return () if node is None else (node,)

    def _introduce(self, node: KubeNode, speaker: Speaker) -> None:
        speaker.instance(self.asn_of(node))
        stated = self.nodes[node.name].addresses
        speaker.identify(next((bare_address(each) for each in stated if ":" not in each), None))
        for each in stated:
            speaker.answers_at(each)
        for each in self.settings.workload_addresses:
            speaker.answers_at(each)

    def _matching(self, peer: CalicoPeer, field: str, expression: str, report: Report) -> tuple[KubeNode, ...]:
        at = peer.spec.value_at(field)
        try:
            return self.cluster.matching(report, expression, at, f"BGPPeer {peer.name!r}: {field}")
        except SelectorError as error:
            report.warn(at, f"BGPPeer {peer.name!r} left out: {field} {expression[:60]!r} is no selector: {error}")
            return ()

    def _remote_nodes(self, peer: CalicoPeer, report: Report) -> tuple[KubeNode, ...]:
        """Return the nodes of the cluster that a BGPPeer names as peers, by selector or by address and AS."""
        if peer.peer_selector is not None:
            return self._matching(peer, "peerSelector", peer.peer_selector, report)
        owner = self.cluster.node(self.owners.get(peer.peer_ip or "", ""))
        expected = peer.asn if peer.asn is not None else self.settings.asn
        return (owner,) if owner is not None and self.asn_of(owner) == expected else ()

    def _peer_with_nodes(self, peer: CalicoPeer, speakers: Mapping[str, Speaker], report: Report) -> None:
        at = peer.spec.at("peerSelector")
        remotes = self._remote_nodes(peer, report)
        for local in self.selected(peer, report):
            for remote in remotes:
                self._connect(speakers, local, remote, at, peer.name, local_as=peer.local_asn)

    def _peer_with_address(
        self,
        peer: CalicoPeer,
        address: str,
        speakers: Mapping[str, Speaker],
        answering: Mapping[str, Mapping[str, str]],
        report: Report,
    ) -> None:
        for local in self.selected(peer, report):
            if address in self.addresses[local.name]:
                continue
            host = answering.get(local.name, {}).get(address)
            own = peer.local_asn if peer.local_asn is not None else self.asn_of(local)
            reflects = self.nodes[local.name].cluster_id is not None
            neighbour = Neighbour(
                location=peer.spec.at("peerIP"),
                address=None if host else address,
                node=host,
                remote_as=peer.asn,
                local_as=own,
                rr_client=reflects and peer.asn is not None and peer.asn == own,
                families=(family_of(address),),
                description=peer.name,
            )
            speakers[local.name].peer(host or self.owners.get(address, address), neighbour)

    def _peer_back(self, peer: CalicoPeer, speakers: Mapping[str, Speaker], report: Report) -> None:
        """Note the peerings the other way round that a BGPPeer between nodes entails."""
        remotes = self._remote_nodes(peer, report)
        at = peer.spec.at("peerIP" if peer.peer_selector is None else "peerSelector")
        for local in self.selected(peer, report) if remotes else ():
            for remote in remotes:
                self._connect(speakers, remote, local, at, peer.name, remote_as=peer.local_asn)

    def _mesh(self, speakers: Mapping[str, Speaker]) -> None:
        """Note the mesh between all nodes but route reflectors."""
        meshed = [node for node in self.cluster.nodes if self.nodes[node.name].cluster_id is None]
        for local in meshed:
            for remote in meshed:
                expected: RemoteAs = "internal" if self.asn_of(local) == self.asn_of(remote) else None
                at = self.settings.mesh_at
                self._connect(speakers, local, remote, at, "node-to-node mesh", remote_as=expected)

    def _connect(
        self,
        speakers: Mapping[str, Speaker],
        local: KubeNode,
        remote: KubeNode,
        at: Location,
        name: str,
        *,
        local_as: int | None = None,
        remote_as: RemoteAs = None,
    ) -> None:
        """Note the peering of a node with another one of the cluster, unless there is one already."""
        if local.name == remote.name or speakers[local.name].has_peer(remote.name):
            return
        own = local_as if local_as is not None else self.asn_of(local)
        far = remote_as if remote_as is not None else self.asn_of(remote)
        own_id, far_id = self.nodes[local.name].cluster_id, self.nodes[remote.name].cluster_id
        neighbour = Neighbour(
            location=at,
            node=remote.name,
            remote_as=far,
            local_as=own,
            rr_client=own_id is not None and own == far and own_id != far_id,
            families=self._families_between(local, remote),
            description=name,
        )
        speakers[local.name].peer(remote.name, neighbour)

    def _families_between(self, one: KubeNode, other: KubeNode) -> tuple[str, ...]:
        """Return the families that two nodes exchange: there is one session for each IP version that both have."""
        return tuple(f"ipv{version}" for version in self._versions(one) if version in self._versions(other))

    def _versions(self, node: KubeNode) -> tuple[int, ...]:
        stated = self.nodes[node.name].addresses
        return tuple(dict.fromkeys(6 if ":" in each else 4 for each in stated)) or node.versions


def known_calico(cluster: KubeCluster, report: Report) -> Calico | None:
    """Return Calico of a cluster; None where no resource speaks of its BGP."""
    settings = calico_settings(cluster, report)
    if settings is None:
        return None
    stated = calico_nodes(cluster, report)
    nodes = {node.name: stated.get(node.name, CalicoNode()) for node in cluster.nodes}
    addresses = {node.name: _addresses(node, nodes[node.name]) for node in cluster.nodes}
    owners = {each: name for name, several in reversed(addresses.items()) for each in several}
    return Calico(cluster, settings, nodes, addresses, owners, tuple(calico_peers(cluster, report)))


def _addresses(node: KubeNode, stated: CalicoNode) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*filter(None, map(bare_address, stated.addresses)), *node.addresses]))
