"""Sensitivity: what drives the result; screening, indices, structural alternatives."""
