"""Patterns of real data, measured on villages with the definitions of the data.

What the model is calibrated to; a pattern is never reported as validation. The table is in ``catalogue.py``.
"""
