"""CSV for a spreadsheet with a decimal comma, as in Indonesia: what an official opens by a double click."""

import csv
import io
import re

FOLDER = "excel_id"
"""Beside tables for programmes, the same for such spreadsheets."""
_DECIMAL = re.compile(r"-?[0-9]*\.[0-9]+(?:[eE][-+]?[0-9]+)?")


def with_decimal_comma(table: bytes) -> bytes:
    """Return a CSV file with semicolons and decimal commas, and a mark that says that it is UTF-8.

    Parameters
    ----------
    table : bytes
        CSV in UTF-8, with commas and decimal points.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")):
        writer.writerow(cell.replace(".", ",") if _DECIMAL.fullmatch(cell) else cell for cell in row)
    return text.getvalue().encode("utf-8-sig")
