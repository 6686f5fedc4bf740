"""Calico: which node peers with whom, as its confd derives it for each node's BIRD.

Three sources, in this order of precedence: BGPPeers as they are written, those for all nodes before those for some;
the same peerings the other way round where the peer is a node of the cluster, too; the mesh between all nodes that are
no route reflectors. A node that reflects has every IBGP peer as a client that has not the same cluster ID.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from topodraw.errors import Location, Report
from topodraw.readers.configs.device_config import Neighbour
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
    peers: tuple[CalicoPeer, ...]

    def asn_of(self, node: KubeNode) -> int | None:
        own = self.nodes.get(node.name, CalicoNode()).asn
        return own if own is not None else self.settings.asn

    def cluster_id_of(self, node: KubeNode) -> str | None:
        return self.nodes.get(node.name, CalicoNode()).cluster_id

    def addresses_of(self, node: KubeNode) -> tuple[str, ...]:
        """Return the addresses that a node may speak from, without length."""
        stated = map(bare_address, self.nodes.get(node.name, CalicoNode()).addresses)
        return tuple(dict.fromkeys([*filter(None, stated), *node.addresses]))

    def families_between(self, one: KubeNode, other: KubeNode) -> tuple[str, ...]:
        """Return the families that two nodes of the cluster exchange: one session an IP version that both have."""
        shared = [version for version in self._versions(one) if version in self._versions(other)]
        return tuple(f"ipv{version}" for version in shared)

    def _versions(self, node: KubeNode) -> tuple[int, ...]:
        stated = self.nodes.get(node.name, CalicoNode()).addresses
        return tuple(dict.fromkeys(6 if ":" in each else 4 for each in stated)) or node.versions

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
            for local, key, neighbour in self._forward(peer, answering, report):
                speakers[local.name].peer(key, neighbour)
        for peer in plain:
            if peer.reverses:
                for local, key, neighbour in self._reverse(peer, report):
                    speakers[local.name].peer(key, neighbour)
        if self.settings.mesh:
            for local, remote in self._mesh():
                speakers[local.name].peer(*self._towards(local, remote, self.settings.mesh_at, "node-to-node mesh"))

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
        stated = self.nodes.get(node.name, CalicoNode()).addresses
        speaker.identify(next((bare_address(each) for each in stated if ":" not in each), None))
        for each in stated or self.cluster.node_ips.get(node.name, ()):
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
        expected = peer.asn if peer.asn is not None else self.settings.asn
        return tuple(
            node
            for node in self.cluster.nodes
            if peer.peer_ip in self.addresses_of(node) and self.asn_of(node) == expected
        )

    def _forward(
        self, peer: CalicoPeer, answering: Mapping[str, Mapping[str, str]], report: Report
    ) -> Iterator[tuple[KubeNode, str, Neighbour]]:
        """Iterate over the peerings that a BGPPeer states: who has it, what tells it from others, with whom."""
        selected = self.selected(peer, report)
        if peer.peer_ip is not None and peer.peer_selector is None:
            owner = next((node.name for node in self.cluster.nodes if peer.peer_ip in self.addresses_of(node)), None)
            for local in selected:
                if peer.peer_ip not in self.addresses_of(local):
                    host = answering.get(local.name, {}).get(peer.peer_ip)
                    key = host or owner or peer.peer_ip
                    yield local, key, self._at_address(peer, peer.peer_ip, local, host)
            return
        at = peer.spec.at("peerSelector")
        remotes = self._remote_nodes(peer, report)
        for local in selected:
            for remote in remotes:
                if remote.name != local.name:
                    yield local, *self._towards(local, remote, at, peer.name, local_as=peer.local_asn)

    def _at_address(self, peer: CalicoPeer, address: str, local: KubeNode, host: str | None) -> Neighbour:
        """Return the peering of a node with an address, told by name where the address is not one node's alone."""
        own = peer.local_asn if peer.local_asn is not None else self.asn_of(local)
        return Neighbour(
            location=peer.spec.at("peerIP"),
            address=None if host else address,
            node=host,
            remote_as=peer.asn,
            local_as=own,
            rr_client=self.cluster_id_of(local) is not None and peer.asn is not None and peer.asn == own,
            families=(family_of(address),),
            description=peer.name,
        )

    def _reverse(self, peer: CalicoPeer, report: Report) -> Iterator[tuple[KubeNode, str, Neighbour]]:
        """Iterate over the peerings the other way round that a BGPPeer between nodes entails."""
        remotes = self._remote_nodes(peer, report)
        locals_ = self.selected(peer, report) if remotes else ()
        at = peer.spec.at("peerSelector" if peer.peer_selector is not None else "peerIP")
        for remote in remotes:
            for local in locals_:
                if local.name != remote.name:
                    yield remote, *self._towards(remote, local, at, peer.name, remote_as=peer.local_asn)

    def _towards(
        self,
        local: KubeNode,
        remote: KubeNode,
        at: Location,
        name: str,
        *,
        local_as: int | None = None,
        remote_as: int | None = None,
    ) -> tuple[str, Neighbour]:
        """Return the peering of a node with another one of the cluster."""
        own = local_as if local_as is not None else self.asn_of(local)
        far = remote_as if remote_as is not None else self.asn_of(remote)
        own_id, far_id = self.cluster_id_of(local), self.cluster_id_of(remote)
        return remote.name, Neighbour(
            location=at,
            node=remote.name,
            remote_as=far,
            local_as=own,
            rr_client=own_id is not None and own is not None and own == far and own_id != far_id,
            families=self.families_between(local, remote),
            description=name,
        )

    def _mesh(self) -> Iterator[tuple[KubeNode, KubeNode]]:
        """Iterate over the ordered pairs of nodes in the mesh, which route reflectors have no part in."""
        meshed = [node for node in self.cluster.nodes if self.cluster_id_of(node) is None]
        for local in meshed:
            for remote in meshed:
                if local.name != remote.name:
                    yield local, remote


def known_calico(cluster: KubeCluster, report: Report) -> Calico | None:
    """Return Calico of a cluster; None where no resource speaks of its BGP."""
    settings = calico_settings(cluster, report)
    if settings is None:
        return None
    return Calico(cluster, settings, calico_nodes(cluster, report), tuple(calico_peers(cluster, report)))
