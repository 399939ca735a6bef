"""Figures, and one self-contained page about a study for readers who are no modellers."""
