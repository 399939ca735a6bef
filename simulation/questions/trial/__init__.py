"""Trial: how many villages an experiment with real villages needs."""
