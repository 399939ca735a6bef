"""Columns that the programme of a survey adds to the answers, and that nobody has to be told of."""

from functools import cache

from simulation.survey.headings import parts, plain_heading
from simulation.survey.instrument import instrument
from simulation.survey.words import words

ADDED = (
    # XLSForm's own types
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email",
    "audit", "audit_URL", "background-audio", "instanceID", "instanceName", "rootUuid", "deprecatedID",
    "formhub/uuid",
    # ODK Central
    "SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "Status", "AttachmentsPresent",
    "AttachmentsExpected", "ReviewState", "DeviceID", "Edits", "FormVersion",
    # Google Forms, in both languages
    "Timestamp", "Stempel waktu", "Cap waktu", "Email address", "Alamat email", "Score", "Skor",
    "Nama pengguna",
)  # fmt: skip
"""Names of such columns as they are published; those of KoboToolbox begin with an underscore."""
_ADDED = frozenset(map(plain_heading, ADDED))


def is_metadata(header: str) -> bool:
    """Tell whether a header is that of a column which no question stands behind."""
    if header.startswith(("_", "SET-OF-")):
        return True
    found = [header, *parts(header)]
    return any(plain_heading(part) in _ADDED or plain_heading(part) in _of_form() for part in found)


def count_label(language: str) -> str:
    """Return the question of our form on a phone how many contacts will be named."""
    question = instrument().tables["contacts"].question
    return f"{getattr(question, language)} {words(language)['phone']['count']}"


@cache
def _of_form() -> frozenset[str]:
    """Return what heads the columns that our own form on a phone adds."""
    texts = [getattr(instrument().opening, language) for language in ("en", "id")]
    for language in ("en", "id"):
        phone = words(language)["phone"]
        texts += [
            phone["count_name"],
            f"{phone['repeat']}_count",
            phone["opening_name"],
            phone["thanks_name"],
        ]
        texts += [phone["thanks"], count_label(language)]
    return frozenset(map(plain_heading, texts))
