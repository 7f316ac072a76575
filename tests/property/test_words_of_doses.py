"""Every makeable dose, put into words and read back, is the same dose."""

from __future__ import annotations

import pytest

from baclofen_titration.dispensing import choose_pieces, makeable_micrograms
from baclofen_titration.formats.wording import pieces_words
from baclofen_titration.product import load_products, shipped_products
from golden.words import error_prone, weight

LARGEST = 40_000


@pytest.mark.parametrize("name", shipped_products().sets)
def test_words_read_back_to_every_makeable_dose(name):
    for products in _usable(load_products(name)):
        shelf = {product.id: product for product in products}
        doses = makeable_micrograms(products, LARGEST)
        made = choose_pieces(set(doses), products)
        for dose in doses:
            words = pieces_words(made[dose], shelf)
            assert weight(words) == dose
            assert error_prone(words) == []


def _usable(products):
    """A liquid stands alone; tablets and packets stand together."""
    liquids = [product for product in products if product.form == "liquid"]
    others = tuple(product for product in products if product.form != "liquid")
    return [*([others] if others else []), *((liquid,) for liquid in liquids)]
