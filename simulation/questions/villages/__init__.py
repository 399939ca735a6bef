"""Villages: what a programme does in each of many villages, and where to begin."""
