"""What is given out for a schedule, what is kept beside it, and what a changed product means."""

from typing import Annotated

from pydantic import Field

from baclofen_titration.dates import CivilDate
from baclofen_titration.lengths import Count
from baclofen_titration.model import Model, Several
from baclofen_titration.product import Volume
from baclofen_titration.provenance import Author, Key
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Piece, TimeOfDay


class SupplyLine(Model):
    """What to dispense of one product.

    Parameters
    ----------
    product : str
        Id of the product.
    pieces : tuple of Piece
        What is taken, by part; empty for a liquid.
    tablets : int
        Whole tablets or packets that have to be given out for them; 0 for a liquid.
    left_over : tuple of Piece
        Parts of a split tablet that are taken by nobody.
    pack_size : int or None
        Tablets in a pack, where a source gives one.
    packs : int or None
        Whole packs to give out, where a pack size is known.
    volume : Volume or None
        Of a liquid, what is taken.
    bottle_size : Volume or None
        Of a liquid, what one bottle holds, where a source gives it.
    bottles : int or None
        Of a liquid, whole bottles to give out, where a bottle size is known.
    volume_left_over : Volume or None
        Of a liquid, what is in those bottles and taken by nobody, with what has
        to be discarded some time after opening; None if nothing is, or if no
        bottle size is known.
    """

    product: Key
    pieces: Several[Piece]
    tablets: Annotated[Count, Field(ge=0)]
    left_over: Several[Piece] = ()
    pack_size: Count | None = None
    packs: Count | None = None
    volume: Volume | None = None
    bottle_size: Volume | None = None
    bottles: Count | None = None
    volume_left_over: Volume | None = None


class Supply(Model):
    """What to dispense up to a horizon, and a reserve the caller asked for, kept apart.

    Parameters
    ----------
    first, until : datetime.date
        First and last day that is supplied.
    lines, reserve : tuple of SupplyLine
        One a product.
    last_covered : datetime.date
        The last day on which everything can be taken from `lines` alone.
    reserve_days : int
        Days of the largest daily dose held back; 0 if no reserve was asked for.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01", supply="28 days"))
    >>> checked.supply.last_covered
    datetime.date(2026, 12, 28)
    """

    first: CivilDate
    until: CivilDate
    lines: Several[SupplyLine]
    last_covered: CivilDate
    reserve_days: Annotated[Count, Field(ge=0)] = 0
    reserve: Several[SupplyLine] = ()


class StepBackLine(SupplyLine):
    """What one step back takes of one product, at the fall after which it takes most.

    Parameters
    ----------
    daily_dose : DailyDose
        The dose before that fall, which is taken again.
    days : int
        For how long.
    """

    daily_dose: DailyDose
    days: Annotated[Count, Field(ge=1)]


class StepBack(Model):
    """What is kept for one step back on a way down, apart from what is given out for every day.

    Parameters
    ----------
    lines : tuple of StepBackLine
        One a product; enough for one step back at any of the falls.
    not_counted : tuple of datetime.date
        Falls before which something was taken that these products do not make.
    authors : tuple of Author
        Who says that it is kept.
    """

    lines: Several[StepBackLine]
    not_counted: Several[CivilDate] = ()
    authors: Several[Author] = ()


class ChangedProduct(Model):
    """One taking of the present regimen, made of what was taken until now and of what is now.

    Parameters
    ----------
    at : str
        Time of day.
    dose : Dose
        The same milligrams on both sides.
    was, now : tuple of Piece
        What makes it; `now` is empty where the new products cannot make it.
    """

    at: TimeOfDay
    dose: Dose
    was: Annotated[Several[Piece], Field(min_length=1)]
    now: Several[Piece] = ()
