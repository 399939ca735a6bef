"""The readable twin of the tests as an ordinary Mesa user would run it: Mesa's chance, collector, batches."""
