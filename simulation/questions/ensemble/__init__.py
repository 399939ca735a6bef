"""Ensemble: the sets of parameters that the patterns of real data do not rule out."""
