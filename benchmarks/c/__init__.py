"""The kernel in C: the physical limit of a machine, against which the compiled model is timed."""
