"""How long a test waits for what should come: long enough for a machine that is busy with other work.

It ends a test that hangs. How fast something is belongs into `benchmarks/`, not here.
"""

PATIENCE = 300.0
"""Seconds after which a test has failed."""
