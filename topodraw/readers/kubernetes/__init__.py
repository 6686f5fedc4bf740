"""BGP out of Kubernetes manifests: what the nodes of clusters speak, as device configurations.

Labs that join Kubernetes clusters to a network keep their BGP in manifests: Calico, Cilium, MetalLB and FRR-K8s. This
package turns them into one `DeviceConfig` a node, as if each node had a configuration file. It knows the nodes of
clusters by name and address only, and nothing of the lab they stand in.

::

    manifests ──▶ resources ──▶ of each cluster ──▶ speakers ──▶ DeviceConfig a node
    (manifests)   (resources)   (belonging, nodes)  (calico, cilium, metallb, frr_k8s)
"""

from topodraw.readers.kubernetes.clusters import Cluster, ClusterFacts, Member, is_manifest, read_clusters

__all__ = ["Cluster", "ClusterFacts", "Member", "is_manifest", "read_clusters"]
