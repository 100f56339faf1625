"""Parts that traces share: made once, read as dictionaries, and refusing every change."""

from __future__ import annotations

from typing import Any, NoReturn


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("traces share this part: change a copy of it (`copy.deepcopy`)")


class Shared(dict[str, Any]):
    """A dictionary that stays as it is; copies and pickles of it are ordinary ones."""

    __slots__ = ()

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        from copy import deepcopy

        return {key: deepcopy(value, memo) for key, value in self.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def shared(value: Any) -> Any:
    """The same data with every dictionary shared and every list a tuple."""
    if isinstance(value, dict):
        return Shared({key: shared(inner) for key, inner in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(map(shared, value))
    return value
