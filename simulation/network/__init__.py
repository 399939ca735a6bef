"""Networks: from a file to a graph and a village, and from simulated villages to files."""
