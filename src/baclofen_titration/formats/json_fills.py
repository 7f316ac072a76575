"""The fills of the pharmacy as fragments of a JSON document."""

from __future__ import annotations

from json.encoder import encode_basestring as quoted

from baclofen_titration.fills import Fill, FillLine
from baclofen_titration.formats.json_fragments import (
    authors,
    listed,
    number,
    pieces,
    shown,
)


def fill(place: int, held: Fill) -> str:
    """One visit to the pharmacy, counted from 1."""
    return (
        f'{{"number":{place},"first":"{held.first}","until":"{held.until}",'
        f'"last_covered":"{held.last_covered}","order_by":{shown(held.order_by)},'
        f'"lines":{listed(map(_line, held.lines))},"authors":{authors(held.authors)}}}'
    )


def _line(held: FillLine) -> str:
    bottles = listed(
        f'{{"opened":"{one.opened}","discard_on":{shown(one.discard_on)}}}' for one in held.bottles
    )
    return (
        f'{{"product":{quoted(held.product)},"tablets":{held.tablets},"given":{held.given},'
        f'"pieces":{pieces(held.pieces)},"left_over":{pieces(held.left_over)},'
        f'"pack_size":{number(held.pack_size)},"packs":{number(held.packs)},'
        f'"volume":{shown(held.volume)},"bottle_size":{shown(held.bottle_size)},'
        f'"bottles":{bottles}}}'
    )
