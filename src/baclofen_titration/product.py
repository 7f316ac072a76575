"""Products: what a tablet weighs and which parts of it may be taken. Facts are in data files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from baclofen_titration.errors import (
    InvalidValueError,
    RuleFileError,
    UnknownNameError,
    describe_faults,
)
from baclofen_titration.lengths import Count
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.provenance import Author, Authored, Key, Sentence, Source
from baclofen_titration.quantities import Dose

Part = Literal["whole", "half", "quarter"]

PIECES_IN_ONE: dict[Part, int] = {"whole": 1, "half": 2, "quarter": 4}


FewCount = Annotated[Count, Field(ge=1, le=20)]


class Pack(RuleModel):
    """A size in which a product is sold, with whoever says so."""

    size: Annotated[Count, Field(ge=1, le=10_000)]
    authors: Annotated[Several[Author], Field(min_length=1)]


class Product(RuleModel):
    """One strength of one form.

    Parameters
    ----------
    id : str
        Such as ``"us-tablet-10"``.
    name : str
        As a person reads it on a sheet, such as ``"10 mg tablet"``.
    form : {"tablet"}
        Liquids and packets have no rules yet.
    strength : Dose
        What a whole one contains.
    parts : tuple of {"whole", "half", "quarter"}
        What may be taken of it; always "whole" first.
    authors : tuple of Citation or Judgement
        Who says that it exists and how it may be split.
    packs : tuple of Pack
        Sizes with a source; empty where none was seen.

    Raises
    ------
    InvalidValueError
        If a part of it would not weigh whole micrograms, or nothing.
    """

    id: Key
    name: Sentence
    form: Literal["tablet"]
    strength: Dose
    parts: Several[Part] = ("whole",)
    authors: Annotated[Several[Author], Field(min_length=1)]
    packs: Several[Pack] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse what could not be counted out exactly."""
        faults = []
        if not self.strength:
            faults.append("strength: a product contains something")
        if not self.parts or self.parts[0] != "whole" or len(set(self.parts)) != len(self.parts):
            faults.append('parts: "whole" comes first and no part is named twice')
        if any(self.strength.micrograms % PIECES_IN_ONE[part] for part in self.parts):
            faults.append("parts: each part weighs a whole number of micrograms")
        if faults:
            raise InvalidValueError(f"{self.id}: " + "; ".join(faults))

    def piece_micrograms(self, part: Part) -> int:
        """What one such piece contains [micrograms]."""
        return self.strength.micrograms // PIECES_IN_ONE[part]


class DispensingRules(RuleModel):
    """How many pieces and strengths are reasonable: judgements, read from data."""

    max_pieces_per_dose: Authored[FewCount]
    max_strengths_without_caution: Authored[FewCount]


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
