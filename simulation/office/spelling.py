"""Amounts in letters, as they stand below a budget (terbilang)."""


def spelt_out(rupiah: int, language: str) -> str:
    """Return an amount of rupiah in words: ``empat puluh tiga juta delapan ratus ribu rupiah``.

    Parameters
    ----------
    rupiah : int
        At least 0.
    language : str
        ``id`` or ``en``.
    """
    from num2words import num2words  # noqa: PLC0415 - the extra 'office'

    return f"{num2words(rupiah, lang=language)} rupiah"
