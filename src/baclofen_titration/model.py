"""The frozen, strict base of every model, and how lists enter one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from baclofen_titration.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

T = TypeVar("T")


def _as_tuple(value: object) -> object:
    return tuple(value) if type(value) is list else value


Several = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
"""A list or tuple of things, copied on entry so that nobody can change it later."""


class Model(BaseModel):
    """A frozen value that refuses unknown keys, lax conversions and later changes.

    Raises
    ------
    InvalidValueError
        If the values do not hold together. Every fault is listed and no value
        is repeated, so that patient details stay out of messages.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )

    if not TYPE_CHECKING:  # type checkers read the fields, not this signature

        def __init__(self, **values: Any) -> None:
            try:
                # What pydantic's own __init__ does, without the way through it for every part.
                self.__pydantic_validator__.validate_python(values, self_instance=self)
            except ValidationError as error:
                raise InvalidValueError.from_validation(type(self).__name__, error) from None

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with changes, validated like any other value."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**held, **(update or {})})


class RuleModel(Model):
    """A model read from a rule file; even its parts are validated again on the way in."""

    model_config = ConfigDict(revalidate_instances="always")
