"""Calibration: which parameters give a village like the one that was surveyed."""
