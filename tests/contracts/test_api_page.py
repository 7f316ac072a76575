"""The page of the public names is the public surface, name by name."""

from __future__ import annotations

from tests.contracts import api

import baclofen_titration


def test_the_page_is_as_the_code_is():
    now = api.written()
    assert api.PAGE.read_text(encoding="utf-8") == now, "run: python -m tests.contracts.api"


def test_the_page_has_each_public_name():
    page = api.PAGE.read_text(encoding="utf-8")
    missing = [
        name
        for name in baclofen_titration.__all__
        if not name.startswith("__") and f"`{name}`" not in page
    ]
    assert missing == []


def test_each_room_of_the_house_has_a_title():
    rooms = {room.partition(".")[0] for room in baclofen_titration._ROOMS.values()}
    assert rooms <= set(api.ROOMS)
