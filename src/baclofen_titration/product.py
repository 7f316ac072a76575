"""Products: what a tablet or a measure contains, and what may be taken. Facts are in data files."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_serializer, model_validator

from baclofen_titration.dates import add_days, add_months
from baclofen_titration.errors import (
    InvalidValueError,
    QuantityError,
    RuleFileError,
    UnknownNameError,
    describe_faults,
)
from baclofen_titration.lengths import Count, parse_days, parse_months
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.provenance import Author, Authored, Key, Sentence, Source
from baclofen_titration.quantities import Dose

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Part = Literal["whole", "half", "quarter", "measure"]

PIECES_IN_ONE: dict[Part, int] = {"whole": 1, "half": 2, "quarter": 4}
"""Into how many such pieces one tablet or packet is divided; a liquid is not."""

MICROLITRES_PER_ML = 1000

_VOLUME = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{0,2}[1-9]))? mL", re.ASCII)

FewCount = Annotated[Count, Field(ge=1, le=20)]
StepsBack = Annotated[Count, Field(ge=0, le=1)]
FillDays = Annotated[Count, Field(ge=1, le=366)]


class Volume(RuleModel):
    """How much of a liquid, exact to the microlitre.

    Text such as ``"2.5 mL"`` is read wherever a volume is asked for, and written.

    Parameters
    ----------
    microlitres : int
        [microlitres], 1 or more.
    """

    microlitres: Annotated[Count, Field(ge=1, le=10**12)]

    @model_validator(mode="before")
    @classmethod
    def _read_text(cls, value: Any) -> Any:
        if type(value) is not str:
            return value
        match = _VOLUME.fullmatch(value)
        if match is None:
            raise QuantityError(
                "a volume is a plain number, one space and mL, without a trailing zero, "
                'such as "2.5 mL"'
            )
        decimals = (match[2] or "").ljust(3, "0")
        return {"microlitres": int(match[1]) * MICROLITRES_PER_ML + int(decimals)}

    @model_serializer
    def _write_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        whole, rest = divmod(self.microlitres, MICROLITRES_PER_ML)
        return f"{whole}.{rest:03d}".rstrip("0").rstrip(".") + " mL"

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": "string", "pattern": f"^{_VOLUME.pattern}$", "examples": ["2.5 mL"]}


def _keeping_time(text: str) -> str:
    (parse_months if "month" in text else parse_days)(text)
    return text


KeepingTime = Annotated[str, AfterValidator(_keeping_time)]
"""Whole days, weeks or months as text, such as "2 months"."""


class Pack(RuleModel):
    """A size in which a product is sold, with whoever says so."""

    size: Annotated[Count, Field(ge=1, le=10_000)]
    authors: Annotated[Several[Author], Field(min_length=1)]


class Bottle(RuleModel):
    """A size in which a liquid is sold, with whoever says so."""

    size: Volume
    authors: Annotated[Several[Author], Field(min_length=1)]


class Product(RuleModel):
    """One strength of one form.

    Parameters
    ----------
    id : str
        Such as ``"us-tablet-10"``.
    name : str
        As a person reads it on a sheet, such as ``"10 mg tablet"``.
    form : {"tablet", "packet", "liquid"}
        A packet is taken whole only, a liquid by measure only.
    strength : Dose
        What a whole one contains; of a liquid, what its `volume` contains.
    parts : tuple of {"whole", "half", "quarter", "measure"}
        What may be taken of it; "whole" comes first. A liquid has "measure" alone.
    authors : tuple of Citation or Judgement
        Who says that it exists and how it may be split.
    packs : tuple of Pack
        Sizes with a source; empty where none was seen.
    volume : Volume or None
        Of a liquid, the volume beside its strength as the bottle prints it:
        ``"5 mL"`` of 10 mg in 5 mL.
    graduation : Authored[Volume] or None
        Of a liquid, one measure: the step between two marks of the syringe.
    dose_step : Authored[Volume] or None
        Of a liquid, what planned doses are multiples of, so that they can be read.
    bottles : tuple of Bottle
        Of a liquid, sizes with a source; empty where none was seen.
    discard_after_opening : Authored[str] or None
        Of a liquid, how long an open bottle may be used; None if that is not known.

    Raises
    ------
    InvalidValueError
        If a part of it would not contain whole micrograms, or nothing.

    Examples
    --------
    >>> [product.id for product in load_products("uk-tablets")]
    ['uk-tablet-5', 'uk-tablet-10']
    >>> load_products("us-tablet-10")[0].parts
    ('whole', 'half')
    """

    id: Key
    name: Sentence
    form: Literal["tablet", "packet", "liquid"]
    strength: Dose
    parts: Several[Part] = ("whole",)
    authors: Annotated[Several[Author], Field(min_length=1)]
    packs: Several[Pack] = ()
    volume: Volume | None = None
    graduation: Authored[Volume] | None = None
    dose_step: Authored[Volume] | None = None
    bottles: Several[Bottle] = ()
    discard_after_opening: Authored[KeepingTime] | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse what could not be counted or measured out exactly."""
        faults = [] if self.strength else ["strength: a product contains something"]
        faults += self._faults_of_liquid() if self.form == "liquid" else self._faults_of_solid()
        if faults:
            raise InvalidValueError(f"{self.id}: " + "; ".join(faults))

    def _faults_of_solid(self) -> Iterator[str]:
        if not self.parts or self.parts[0] != "whole" or len(set(self.parts)) != len(self.parts):
            yield 'parts: "whole" comes first and no part is named twice'
        if self.form == "packet" and self.parts != ("whole",):
            yield "parts: a packet is taken whole only"
        if "measure" in self.parts:
            yield "parts: only a liquid is taken by measure"
        elif any(self.strength.micrograms % PIECES_IN_ONE[part] for part in self.parts):
            yield "parts: each part weighs a whole number of micrograms"
        held = (self.volume, self.graduation, self.dose_step, self.discard_after_opening)
        if self.bottles or any(value is not None for value in held):
            yield "volume, graduation, dose_step, bottles, discard_after_opening: only of a liquid"

    def _faults_of_liquid(self) -> Iterator[str]:
        if self.parts != ("measure",):
            yield 'parts: a liquid is taken by "measure" only'
        if self.packs:
            yield "packs: a liquid is sold in bottles"
        if self.volume is None or self.graduation is None or self.dose_step is None:
            yield "volume, graduation, dose_step: a liquid has all three"
            return
        mark = self.graduation.value.microlitres
        if self.strength.micrograms * mark % self.volume.microlitres:
            yield "graduation: each measure contains a whole number of micrograms"
        if self.dose_step.value.microlitres % mark:
            yield "dose_step: a planned dose is a whole number of measures"
        sizes = [bottle.size.microlitres for bottle in self.bottles]
        if any(size % mark for size in sizes) or len(set(sizes)) != len(sizes):
            yield "bottles: each size is named once and is a whole number of measures"

    @property
    def printed_strength(self) -> str:
        """The strength as it is printed: ``10 mg``, or of a liquid ``10 mg in 5 mL``."""
        return f"{self.strength}" if self.volume is None else f"{self.strength} in {self.volume}"

    def piece_micrograms(self, part: Part) -> int:
        """What one such piece, or one measure, contains [micrograms].

        Raises
        ------
        InvalidValueError
            If the product may not be taken so.
        """
        if part not in self.parts:
            raise InvalidValueError(f"{self.id} may not be taken as a {part}.")
        if self.volume is None:
            return self.strength.micrograms // PIECES_IN_ONE[part]
        mark, _ = self._marks()
        return self.strength.micrograms * mark // self.volume.microlitres

    @property
    def dose_step_micrograms(self) -> int:
        """What planned doses of this liquid are multiples of [micrograms]."""
        mark, step = self._marks()
        return self.piece_micrograms("measure") * (step // mark)

    def measured_volume(self, measures: int) -> Volume:
        """The volume of so many measures of this liquid."""
        mark, _ = self._marks()
        return Volume(microlitres=measures * mark)

    def discard_on(self, opened: date) -> date | None:
        """The first day on which an open bottle is not used any more; None if not known."""
        if self.discard_after_opening is None:
            return None
        kept = self.discard_after_opening.value
        if "month" in kept:
            return add_months(opened, parse_months(kept))
        return add_days(opened, parse_days(kept))

    def _marks(self) -> tuple[int, int]:
        """The graduation and the step of planned doses [microlitres]."""
        if self.graduation is None or self.dose_step is None:
            raise InvalidValueError(f"{self.id} is not a liquid, so it is not measured.")
        return self.graduation.value.microlitres, self.dose_step.value.microlitres


class DispensingRules(RuleModel):
    """How many pieces and strengths are reasonable, and how fills are timed [days]: judgements."""

    max_pieces_per_dose: Authored[FewCount]
    max_strengths_without_caution: Authored[FewCount]
    fill_days: Authored[FillDays]
    order_ahead_days: Authored[FillDays]
    steps_back: Authored[StepsBack]


class ProductFile(RuleModel):
    """The shipped products, the sets they are asked for by, and the rules of counting them out."""

    sources: Several[Source]
    dispensing: DispensingRules
    products: Several[Product]
    sets: dict[Key, Several[Key]]

    def model_post_init(self, context: object) -> None:
        """Refuse a set that names a product which is not there."""
        ids = [product.id for product in self.products]
        missing = sorted({key for members in self.sets.values() for key in members} - set(ids))
        if missing or len(set(ids)) != len(ids):
            raise InvalidValueError(
                f"sets: {', '.join(missing)} is not a product"
                if missing
                else "products: an id is used twice"
            )


@cache
def shipped_products() -> ProductFile:
    """Read the shipped product file once."""
    name = "products.toml"
    text = files("baclofen_titration").joinpath("data", name).read_text("utf-8")
    return read_products(text, name)


def read_products(text: str, name: str) -> ProductFile:
    """Read a product file.

    Raises
    ------
    RuleFileError
        If it is not TOML, cites a source it does not list, or does not hold together.
    """
    try:
        raw = tomllib.loads(text)
        titles = {source["key"]: source["title"] for source in raw["sources"]}
        return ProductFile.model_validate(_with_titles(raw, titles))
    except KeyError as error:
        raise RuleFileError(name, [f"{error} is cited or named, and nowhere listed"]) from None
    except ValidationError as error:
        raise RuleFileError(name, describe_faults(error)) from None
    except ValueError as error:
        raise RuleFileError(name, [str(error)]) from None


def _with_titles(content: Any, titles: Mapping[str, str]) -> Any:
    """Give every citation the title of its source."""
    if isinstance(content, list):
        return [_with_titles(part, titles) for part in content]
    if not isinstance(content, dict):
        return content
    held = {key: _with_titles(part, titles) for key, part in content.items()}
    return {**held, "title": titles[held["source"]]} if "source" in held else held


def load_products(names: str) -> tuple[Product, ...]:
    """Look up shipped products by name.

    Parameters
    ----------
    names : str
        Names of products or sets with commas between, such as ``"us-tablets"``
        or ``"uk-tablet-5, uk-tablet-10"``.

    Returns
    -------
    tuple of Product
        Each once, in the order asked for.

    Raises
    ------
    UnknownNameError
        If there is no such product or set; the message lists all names.

    Examples
    --------
    >>> [str(product.strength) for product in load_products("uk-tablets")]
    ['5 mg', '10 mg']
    """
    shelf = shipped_products()
    by_id = {product.id: product for product in shelf.products}
    wanted: dict[str, Product] = {}
    for name in (part.strip() for part in names.split(",")):
        if name not in shelf.sets and name not in by_id:
            known = ", ".join([*shelf.sets, *by_id])
            raise UnknownNameError(f"There is no product called {name[:40]!r}. Known: {known}.")
        for key in shelf.sets.get(name, (name,)):
            wanted[key] = by_id[key]
    return tuple(wanted.values())
