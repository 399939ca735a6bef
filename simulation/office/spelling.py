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

    told = num2words(rupiah, lang=language)
    if language == "id" and rupiah // 1000 % 1000 == 1:
        # the library says seribu of a thousand alone, and satu ribu behind a million
        told = told.replace("satu ribu", "seribu")
    return f"{told} rupiah"
