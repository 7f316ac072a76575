"""The form of what a source leaves open: a gap, readings in words, readings to choose from."""

from __future__ import annotations

from baclofen_titration.errors import UnreadableError
from baclofen_titration.protocols.authors import key
from baclofen_titration.protocols.form_ways import WaysForm
from baclofen_titration.protocols.table import Content, Table, sentence

AS_IT_STANDS = "titration.rule"


def unstated(table: Table, ways: WaysForm) -> Content:
    """Read what a source leaves open or says in two ways.

    Parameters
    ----------
    table : Table
        One table of ``[[unstated]]``.
    ways : WaysForm
        Reads the rule of each reading.
    """
    to_choose = table.holds_tables("readings")
    content: dict[str, object] = {
        "topic": table.take("topic", sentence),
        "readings": [],
        "choices": [_choice(entry, ways) for entry in table.tables("readings")]
        if to_choose
        else [],
    }
    if not to_choose:
        content["readings"] = table.take_if_there("readings", _sentences) or []
    content["authors"] = ways.who.authors(table)
    table.close()
    return content


def _choice(table: Table, ways: WaysForm) -> Content:
    """One reading: its name, who reads it so, and the rule that it gives."""
    stands = table.is_word("rule", AS_IT_STANDS)
    content = {
        "name": table.take("name", key),
        "rule": None if stands else ways.rule(table.table("rule")),
        "authors": ways.who.authors(table),
    }
    table.close()
    return content


def _sentences(value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        raise UnreadableError("a list of texts is due, one for each reading")
    return [sentence(entry) for entry in value]
