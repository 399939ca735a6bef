"""What is used of ema-workbench, an optional extra: PRIM and CART."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from simulation.files.faults import Fault, StudyError

EXTRA = "pip install -e .[discover]"


def prim_of(*arguments: Any, **options: Any) -> Any:
    """Return a search by PRIM (``ema_workbench.analysis.prim.Prim``)."""
    with _importing():
        from ema_workbench.analysis.prim import Prim  # noqa: PLC0415 - an extra that takes seconds to load

        return Prim(*arguments, **options)


def cart_of(*arguments: Any, leaves: int, least: int, decrease: float, seed: int) -> Any:
    """Return a grown tree (``ema_workbench.analysis.cart.CART``).

    It would grow one itself, but without a seed: where two splits are equal, chance would choose.

    Parameters
    ----------
    *arguments
        Parameters and failures.
    leaves : int
        At most so many.
    least : int
        Villages in a leaf.
    decrease : float
        Information in bits a village that a split must give.
    seed : int
        Names the order of equal splits.
    """
    with _importing():
        from ema_workbench.analysis.cart import CART  # noqa: PLC0415 - see above
        from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415
    cart = CART(*arguments)
    # it looks up a name for each leaf too, which no single parameter has
    cart.feature_names = [*cart.feature_names, ""]
    cart.clf = DecisionTreeClassifier(
        criterion="entropy",
        max_leaf_nodes=leaves,
        min_samples_leaf=least,
        min_impurity_decrease=decrease,
        random_state=seed,
    ).fit(cart._x, cart.y)
    return cart


def ready(command: str = "kampung discover") -> None:
    """Make sure that the extra is there, without loading it.

    Parameters
    ----------
    command : str
        What needs it.

    Raises
    ------
    StudyError
        If it is not installed.
    """
    for name in ("ema_workbench", "sklearn"):
        if find_spec(name) is None:
            raise _missing(f"{name} is not installed", command)


@contextmanager
def _importing() -> Iterator[None]:
    try:
        # it warns of parts of its own that are not installed, and of what a later pandas will refuse
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except ImportError as error:
        raise _missing(str(error)) from None


def _missing(told: str, command: str = "kampung discover") -> StudyError:
    return StudyError([Fault.of(command, "", told, f"the extra 'discover': {EXTRA}")])
