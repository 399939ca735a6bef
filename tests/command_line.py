"""`kampung` without a process of its own: what it says, what it leaves and how it ends are the same."""

import signal
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from simulation.cli import main


def kampung(folder: Path, *words: object) -> tuple[int, str, str]:
    """Run a command in a folder; return its exit code, output and errors.

    A process takes three seconds until it begins: `tests.reliability.commands` starts one where a signal,
    a kill or the end of a process is the point.
    """
    out, errors = StringIO(), StringIO()
    terminate = signal.getsignal(signal.SIGTERM)  # a study that is conducted takes it
    with (
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(errors),
        patch.object(sys, "argv", ["kampung", *map(str, words)]),
    ):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            signal.signal(signal.SIGTERM, terminate)
    return code, out.getvalue(), errors.getvalue()
