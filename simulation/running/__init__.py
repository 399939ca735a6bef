"""Running an experiment: replicates through any executor, branching, precision, shards, clusters."""
