"""What makes a results folder a research object: codebook, constraints, licence, citation, crate."""
