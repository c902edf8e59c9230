"""Dataclasses as the standard library makes them, made in a quarter of the time.

``dataclasses`` writes most methods of each class as source and compiles that: half a millisecond a class in
Python 3.11, and a tenth of what the app takes to start. Here a frozen class has ``__init__`` compiled alone;
the other methods are functions that all of them share. What is asked for in any other way, the standard
library makes, and all of it with ``SCALE_TUI_PLAIN_VALUES=1``.
"""

import dataclasses
import os
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, **how):
        """As ``dataclasses.dataclass`` has it."""
        if cls is None:
            return lambda found: dataclass(found, **how)
        if IS_OFF or not how.get("frozen") or how.keys() - _KNOWN or not _is_plain(cls):
            return dataclasses.dataclass(**how)(cls)
        return _made(cls, has_slots=how.get("slots", False), is_compared=how.get("eq", True))


IS_OFF = bool(os.environ.get("SCALE_TUI_PLAIN_VALUES"))
"""Whether the standard library makes all of them."""

_UNSAID = (False, dataclasses.MISSING)
_KNOWN = {"frozen", "slots", "eq"}
_OWN = ("__init__", "__post_init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")


def _is_plain(cls: type) -> bool:
    """Whether nothing is inherited, no method written by hand, and no field a case of its own."""
    return (
        cls.__bases__ == (object,)
        and not any(name in cls.__dict__ for name in _OWN)
        and all(map(_is_usual, vars(cls).values()))
    )


def _is_usual(value: object) -> bool:
    if not isinstance(value, dataclasses.Field):
        return True
    return value.init and value.compare and value.hash is None and value.kw_only in _UNSAID


def _made(cls: type[Any], *, has_slots: bool, is_compared: bool) -> Any:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=has_slots)(cls)
    # Whoever derives from it has to be frozen too.
    made.__dataclass_params__.frozen = True
    fields = dataclasses.fields(made)
    made.__init__ = _initialiser(made, fields)
    made.__repr__, made.__setattr__, made.__delattr__ = _repr, _set, _delete
    if has_slots:
        made.__getstate__, made.__setstate__ = _get_state, _set_state
    if is_compared:
        made.__values__ = attrgetter(*[field.name for field in fields]) if fields else _no_values
        made.__eq__, made.__hash__ = _is_equal, _hash
    return made


def _initialiser(made: type[Any], fields: tuple["dataclasses.Field[Any]", ...]) -> Any:
    """The one method that is compiled: others would set the values of a thousand sessions too slowly."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_ABSENT": _ABSENT}
    arguments, lines = ["self"], []
    for number, field in enumerate(fields):
        name, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            known[f"_{number}"] = field.default
            name += f"=_{number}"
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_{number}"] = field.default_factory
            name += "=_ABSENT"
            value = f"_{number}() if {value} is _ABSENT else {value}"
        arguments.append(name)
        lines.append(f" _set(self,{field.name!r},{value})")
    body = "\n".join(lines) or " pass"
    exec(f"def __init__({','.join(arguments)}):\n{body}", known)  # noqa: S102
    initialiser = known["__init__"]
    initialiser.__qualname__ = f"{made.__qualname__}.__init__"
    return initialiser


class _Absent:
    """Stands for a value that is made for each object."""

    def __repr__(self) -> str:
        return "<made for each>"


_ABSENT = _Absent()


def _no_values(_: object) -> tuple[()]:
    return ()


def _repr(self: Any) -> str:
    names = (field.name for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


def _set(_: object, name: str, __: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _is_equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__values__(self) == other.__values__(other)


def _hash(self: Any) -> int:
    return hash(self.__values__(self))


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
