"""From the configurations of a lab's devices to its BGP sessions; `topodraw.readers.peering.matching` is the way in."""
