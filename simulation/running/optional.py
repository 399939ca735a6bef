"""Parts that a study can do without: where one fails, the others are not lost with it."""

import logging
from collections.abc import Callable
from typing import TypeVar

from simulation.files.machine import is_lack
from simulation.running.cluster import ClusterLost

Made = TypeVar("Made")
_LOGGER = logging.getLogger("kampung")


def attempted(what: str, make: Callable[[], Made]) -> Made | None:
    """Make an optional part; where it fails, say so in one line and return None.

    A full disk, too little memory or a lost cluster stops the study as anywhere else: it goes on later.
    """
    try:
        return make()
    except (OSError, ClusterLost):
        raise
    except Exception as error:  # whatever it is, what is done must not be lost
        if is_lack(error):
            raise
        reason = " ".join(str(error).split())[:200]
        _LOGGER.warning("%s: left out (%s: %s)", what, type(error).__name__, reason)
        return None
