"""Draw network-lab topologies."""

__version__ = "0.1.0"
