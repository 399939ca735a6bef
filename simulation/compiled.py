"""How a rule becomes machine code: one decorator for every compiled function of the model."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numba

Record: TypeAlias = Any
"""One row of a structured array (numpy calls it void; its fields are attributes in compiled code)."""

Rule = TypeVar("Rule", bound=Callable[..., object])


_COMPILED = ("parameters", "model", "interventions", "measures")
"""Folders whose constants and functions end up in machine code."""


def sources_digest(folders: Sequence[str]) -> str:
    """Return a SHA-256 over the sources in some folders of the package, in hexadecimal digits."""
    package = Path(__file__).parent
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] in folders:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> str:
    """Return where machine code is kept: one folder a state of the sources.

    numba renews a function's cache when *its own* file changes, but machine code also contains the
    functions it calls from other files; a changed rule would so be ignored by whoever calls it.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    base = Path(chosen) if chosen else Path.home() / ".cache"
    return str(base / "kampung" / sources_digest(_COMPILED)[:16])


_CACHE_FOLDER = _cache_folder()
_OPTIONS: dict[str, bool | str] = {"cache": True, "nogil": True, "error_model": "numpy"}
# inlined into each other, the rules are a tenth faster: a call would copy the whole state's addresses
_INLINED: dict[str, bool | str] = _OPTIONS | {"forceinline": True}
_BORROWS: dict[str, bool | str] = {"_nrt": False}


def compiled(rule: Rule) -> Rule:
    """Compile a function of arrays and numbers with numba.

    The machine code is cached on disk, releases the interpreter lock (so that replicates run in
    threads) and follows IEEE arithmetic strictly: no re-ordering of sums, no fused operations. That
    strictness is what lets the readable twin in ``tests/reference`` follow it.
    """
    return _machine_code(rule, _INLINED)


def borrowing(rule: Rule) -> Rule:
    """Compile as :func:`compiled`, a function that neither makes nor returns an array.

    It borrows its arrays from its caller and needs no reference counts. Those are atomic operations:
    inside a meeting they cost a quarter of a week. Making an array in it is refused when it compiles;
    returning one is not, and would let it go while it is in use.
    """
    return _machine_code(rule, _INLINED | _BORROWS)


def outlined(rule: Rule) -> Rule:
    """Compile as :func:`compiled`, a function that its callers jump to.

    For what is called rarely or from many places: inlined into each it would take long to compile.
    """
    return _machine_code(rule, _OPTIONS)


def outlined_borrowing(rule: Rule) -> Rule:
    """Compile as :func:`borrowing`, a function that its callers jump to; see :func:`outlined`."""
    return _machine_code(rule, _OPTIONS | _BORROWS)


def _machine_code(rule: Rule, options: dict[str, bool | str]) -> Rule:
    usual = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = _CACHE_FOLDER
    try:
        return cast(Rule, numba.njit(**options)(rule))
    finally:
        # other libraries keep their own place
        numba.config.CACHE_DIR = usual
