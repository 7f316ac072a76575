"""The frozen, strict base of every model, and how lists enter one."""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from baclofen_titration.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

T = TypeVar("T")

_set = object.__setattr__


@cache
def _fields_of(kind: type[BaseModel]) -> tuple[frozenset[str], dict[str, Any]]:
    """The fields that have to be given, and every field in its order with its default."""
    fields = kind.model_fields
    required = frozenset(name for name, field in fields.items() if field.is_required())
    return required, {name: field.default for name, field in fields.items()}


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

    @classmethod
    def of_proven(cls, values: dict[str, Any], beside: dict[str, Any] | None = None) -> "Self":
        """Make a value of parts that were proven when they were made; nothing is read or converted.

        The one way round validation, for what planning and the judge put together hundreds of
        times in a second out of dates that were counted, frozen models, and names and texts from
        files that were read. What parts have to keep between them is still asked for. Never for
        anything that a caller gave as it is.

        Parameters
        ----------
        values : dict
            Each field that is not left to its default, as validation would give it back.
        beside : dict, optional
            Every private attribute, in a class that has any.

        Raises
        ------
        InvalidValueError
            As validation would, if the parts do not hold together.
        """
        required, defaults = _fields_of(cls)
        held = {**defaults, **values}
        if not required <= values.keys() or len(held) != len(defaults):
            return cls(**values)  # it names what is missing, or one too many
        made = cls.__new__(cls)
        _set(made, "__dict__", held)
        _set(made, "__pydantic_fields_set__", set(values))
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", beside)
        try:
            made.model_post_init(None)
        except ValueError:
            return cls(**values)  # it says the same as everywhere
        return made

    def model_copy(
        self, *, update: "Mapping[str, Any] | None" = None, deep: bool = False
    ) -> "Self":
        """Copy with changes, validated like any other value."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**held, **(update or {})})


class RuleModel(Model):
    """A model read from a rule file; even its parts are validated again on the way in."""

    model_config = ConfigDict(revalidate_instances="always")
