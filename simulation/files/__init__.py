"""Text to values that know their place; faults in one line each; whole files written or none."""
