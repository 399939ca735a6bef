"""Boundary: where the village tips, and whether a programme lifts it over."""
