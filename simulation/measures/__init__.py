"""What is measured: one file a kind, each a compiled function that fills its part of a row.

The order of the values in a file is that of ``catalogue.MEASURES``; a test holds both together.
"""
