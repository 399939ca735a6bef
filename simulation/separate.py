"""Large compiled functions that are compiled apart and called by their address.

numba optimises and emits what a compiled function calls once more inside it: a function that contains all
activities and all measures would take as long to compile as all of them together. Called by its address,
a function is compiled once, and several can be compiled at the same time.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numba.core import cgutils, types
from numba.core.typing import signature
from numba.extending import intrinsic

ADDRESS = np.dtype(object if numba.config.DISABLE_JIT else np.int64)
"""What an array of addresses holds; 0 stands for none."""


def address_of(rule: Callable[..., None], arguments: Sequence[object]) -> Any:
    """Return the address of a compiled function without result, for arguments of these types.

    Whoever calls it by :func:`call_at` must give arguments of the same types. Without compilation
    (``NUMBA_DISABLE_JIT``) it is the function itself.
    """
    if numba.config.DISABLE_JIT:
        return rule
    kinds = tuple(numba.typeof(argument) for argument in arguments)
    code: Any = rule
    code.compile(kinds)
    made = code.overloads[kinds]
    return made.library.get_pointer_to_function(made.fndesc.llvm_func_name)


def _call(_: Any, address: Any, arguments: Any) -> Any:
    """Call the function without result at an address, with a tuple of arguments."""

    def code(context: Any, builder: Any, _: Any, values: Sequence[Any]) -> Any:
        calling = context.call_conv
        kind = calling.get_function_type(types.none, arguments.types).as_pointer()
        status, _result = calling.call_function(
            builder, builder.inttoptr(values[0], kind), types.none, arguments.types,
            cgutils.unpack_tuple(builder, values[1]),
        )  # fmt: skip
        with cgutils.if_unlikely(builder, status.is_error):
            calling.return_status_propagate(builder, status)
        return context.get_dummy_value()

    return signature(types.none, address, arguments), code


def _call_itself(rule: Callable[..., None], arguments: Sequence[Any]) -> None:
    rule(*arguments)


# an intrinsic is for compiled callers only
call_at = _call_itself if TYPE_CHECKING or numba.config.DISABLE_JIT else intrinsic(_call)
