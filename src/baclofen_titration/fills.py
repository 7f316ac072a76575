"""What is given out at each visit to the pharmacy."""

from typing import Annotated

from pydantic import Field

from baclofen_titration.dates import CivilDate
from baclofen_titration.lengths import Count
from baclofen_titration.model import Model, Several
from baclofen_titration.product import Volume
from baclofen_titration.provenance import Author, Key
from baclofen_titration.regimen import Piece

Counted = Annotated[Count, Field(ge=0)]


class OpenedBottle(Model):
    """One bottle: the day it is opened, and the first day on which it is not used any more.

    Parameters
    ----------
    opened : datetime.date
        The first day on which something is taken from it.
    discard_on : datetime.date or None
        None where no source says how long it keeps.
    """

    opened: CivilDate
    discard_on: CivilDate | None = None


class FillLine(Model):
    """What one fill gives out of one product.

    Parameters
    ----------
    product : str
        Id of the product.
    pieces : tuple of Piece
        What is taken of it on the days of this fill, by part.
    tablets : int
        Whole tablets or packets that have to be given out now, beside what is
        left of the fills before; 0 for a liquid.
    given : int
        Tablets or packets given out: `tablets`, or what is in whole packs.
    left_over : tuple of Piece
        What is left of all fills so far when this one ends, by part.
    pack_size, packs : int or None
        Where a source gives a pack size.
    volume : Volume or None
        Of a liquid, what is taken on the days of this fill.
    bottle_size : Volume or None
        Of a liquid, what one bottle holds, where a source gives it.
    bottles : tuple of OpenedBottle
        Of a liquid with a bottle size, those opened on the days of this fill.
    """

    product: Key
    pieces: Several[Piece] = ()
    tablets: Counted = 0
    given: Counted = 0
    left_over: Several[Piece] = ()
    pack_size: Count | None = None
    packs: Counted | None = None
    volume: Volume | None = None
    bottle_size: Volume | None = None
    bottles: Several[OpenedBottle] = ()


class Fill(Model):
    """One visit to the pharmacy: what is given out for some days.

    Parameters
    ----------
    first, until : datetime.date
        First and last day that it is for.
    lines : tuple of FillLine
        One for each product that is taken on these days or given out now.
    last_covered : datetime.date
        The last day on which everything can be taken from this fill and those
        before it.
    order_by : datetime.date or None
        The last day to order the next one; None where nothing is taken after it.
    authors : tuple of Author
        Who says how long a fill is and how early the next one is ordered.
    """

    first: CivilDate
    until: CivilDate
    lines: Several[FillLine]
    last_covered: CivilDate
    order_by: CivilDate | None = None
    authors: Several[Author] = ()
