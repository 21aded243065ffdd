"""Frozen dataclasses out of JSON, strictly by their annotations.

What a newer version added is passed over, what is missing needs a default, and a value of
another type is refused: nothing half-right gets past the boundary.
"""

from __future__ import annotations

import math
import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def decode(kind: type[T], content: object) -> T:
    """Build a dataclass from a JSON object.

    Knows text, numbers, booleans, enums, other dataclasses, `X | None` and `tuple[X, ...]`.

    Raises:
        ValueError: The content does not fit; the message names the field.
    """
    if not isinstance(content, Mapping):
        raise ValueError(f"{kind.__name__}: not an object")
    hints, values = _hints(kind), {}  # type: ignore[arg-type]  # a class is hashable
    for field in fields(kind):  # type: ignore[arg-type]  # T is a dataclass by contract
        if field.name in content:
            try:
                values[field.name] = _value(hints[field.name], content[field.name])
            except ValueError as error:
                raise ValueError(f"{kind.__name__}.{field.name}: {error}") from None
        elif field.default is MISSING:
            raise ValueError(f"{kind.__name__}.{field.name} is missing")
    return kind(**values)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, content: object) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(one for one in get_args(hint) if one is not type(None))
        return None if content is None else _value(inner, content)
    if get_origin(hint) is tuple:
        if not isinstance(content, list | tuple):
            raise ValueError("not a list")
        inner = get_args(hint)[0]
        return tuple(_value(inner, one) for one in content if not _is_newer(inner, one))
    if is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, content)
    if issubclass(hint, Enum):
        return hint(content)
    if hint is float and isinstance(content, int | float) and not isinstance(content, bool):
        return _finite(content)
    if type(content) is not hint:
        raise ValueError(f"not {hint.__name__}")
    return content


def _is_newer(hint: Any, content: object) -> bool:
    """Whether a member of a list, such as a flag, is one that only a newer version knows."""
    known = isinstance(hint, type) and issubclass(hint, Enum)
    return known and content not in [member.value for member in hint]


def _finite(content: float) -> float:
    try:
        number = float(content)
    except OverflowError:
        raise ValueError("too large a number") from None
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number
