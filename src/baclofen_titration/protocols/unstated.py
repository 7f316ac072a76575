"""What a source leaves open, and the readings of which a plan has to choose one by name."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from baclofen_titration.errors import InvalidValueError, UnknownNameError
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.parts import Authors
from baclofen_titration.protocols.way_up import TitrationRule, TitrationTable
from baclofen_titration.provenance import Key, Sentence


class Reading(RuleModel):
    """One way to read what a source says in two ways.

    Parameters
    ----------
    name : str
        What a plan chooses it by.
    rule : TitrationRule or None
        The rule that it gives, in place of ``[titration.rule]``; None where it reads
        that rule as it stands.
    authors : tuple of Citation or Judgement
        Who reads it so.
    """

    name: Key
    rule: TitrationRule | None
    authors: Authors


class Unstated(RuleModel):
    """What a source leaves open, or says in two ways.

    Parameters
    ----------
    topic : str
        What is left open.
    readings : tuple of str
        How it could be read, in words; nothing is planned from them.
    choices : tuple of Reading
        How it could be read, to plan from: a plan up names one of them.
    authors : tuple of Citation or Judgement
        Where that can be seen.

    Raises
    ------
    InvalidValueError
        If there is one reading only, or two of one name.
    """

    topic: Sentence
    readings: Annotated[Several[Sentence], Field(max_length=10)]
    choices: Annotated[Several[Reading], Field(max_length=10)] = ()
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a choice that is none."""
        names = [choice.name for choice in self.choices]
        if len(names) == 1:
            raise InvalidValueError(
                "one reading leaves nothing to choose; add the other, or write the rule alone"
            )
        if len(set(names)) != len(names):
            raise InvalidValueError("two readings have one name; name each differently")


def reading_of(readings: Mapping[str, Reading], name: str, protocol: str) -> Reading:
    """The reading of that name.

    Raises
    ------
    UnknownNameError
        If there is none; those that there are stand in the message.
    """
    reading = readings.get(name)
    if reading is None:
        known = ", ".join(readings) or "it has none"
        raise UnknownNameError(f"{protocol} has no reading of that name; known: {known}.")
    return reading


def with_rule(table: TitrationTable, rule: TitrationRule | None) -> TitrationTable:
    """The way up with another rule; without rows, basis, rise and days are those of the rule."""
    if rule is None:
        return table
    if table.steps:
        return table.model_copy(update={"rule": rule})
    return table.model_copy(
        update={"rule": rule, "basis": rule.basis, "rise": rule.fastest, "days": rule.days}
    )
