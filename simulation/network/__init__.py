"""Networks of others: from a file to a graph, from a graph to a village."""
