"""Fewer hints for random requests, which are refused often."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from baclofen_titration.planning import finer
from baclofen_titration.product import load_products

FEW = SimpleNamespace(products=load_products("us-tablet-5"))


@contextmanager
def few() -> Iterator[None]:
    """Look for products that would do among one, and not among thirty.

    Each refusal tries all that are shipped, which takes ten times as long as the refusal. What
    it names is tried elsewhere.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finer, "shipped_products", lambda: FEW)
        yield
