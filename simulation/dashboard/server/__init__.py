"""What stands between Solara and the network: the gate, its limits and notices, the process itself."""
