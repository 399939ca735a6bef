"""An attribute that is computed when it is first asked for, without a lock."""

from collections.abc import Callable
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - it is used as a decorator
    """Like ``functools.cached_property``, which until Python 3.12 let all threads wait for one another.

    Its lock was that of the property and not of the object: of all villages that threads measure, one ran.
    An object of this kind belongs to one thread.
    """

    def __init__(self, compute: Callable[..., T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "lazy[T]": ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> "lazy[T] | T":
        """Return the value; from then on it stands in the object and this is not asked any more."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
