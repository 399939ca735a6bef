"""Settings as a short code: for the address, a QR picture, or to be read out in a class."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64

from simulation.dashboard.state.settings import Settings, settings_of

LONGEST = 6000
"""Characters of a code; settings never reach it, so nothing longer is unpacked."""
MOST_BYTES = 100_000


def code_of(settings: Settings) -> str:
    """Return settings as letters, digits, ``-`` and ``_``: what differs from the defaults, packed."""
    plain = settings.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(plain, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    return urlsafe_b64encode(packed).decode().rstrip("=")


def settings_in(code: str) -> Settings | None:
    """Return the settings of a code; None where it is damaged or of another make."""
    if not 0 < len(code) <= LONGEST:
        return None
    try:
        packed = urlsafe_b64decode(code + "=" * (-len(code) % 4))
        text = zlib.decompressobj(-15).decompress(packed, MOST_BYTES)
        return settings_of(json.loads(text))
    except (NoBase64, ValueError, zlib.error, RecursionError):
        return None
