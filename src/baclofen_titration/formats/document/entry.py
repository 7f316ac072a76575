"""What every entry of the document is, and the values that several hold."""

from typing import Annotated, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.regimen import TimeOfDay
from baclofen_titration.schedule import MOST_STEPS

T = TypeVar("T")


def as_tuple(value: object) -> object:
    """A list as a tuple, unless it is longer than any list here may be."""
    if type(value) is not list:
        return value
    # Looked at before the entries are, so that a long list of faults costs nothing.
    if len(value) > MOST_STEPS:
        raise InvalidValueError(f"a list has at most {MOST_STEPS:,} entries")
    return tuple(value)


# Bounds stand inside the conversion from a list, so that they reach the published schema.
Listed = Annotated[tuple[T, ...], BeforeValidator(as_tuple)]
Some = Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(as_tuple)]

Positive = Annotated[int, Field(ge=1)]
Whole = Annotated[int, Field(ge=0)]
At = Annotated[
    TimeOfDay,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^(morning|midday|evening|bedtime|([01][0-9]|2[0-3]):[0-5][0-9])$",
        }
    ),
]
ShownValue = Annotated[str, StringConstraints(max_length=200)]


class Entry(BaseModel):
    """A part of the document: frozen, strict, and closed to keys that it does not know."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        hide_input_in_errors=True,
        defer_build=True,
        json_schema_serialization_defaults_required=True,
    )
