"""Every public name says what it takes, in numpydoc form, and shows an example that runs."""

from __future__ import annotations

import inspect

import pytest

import baclofen_titration
from baclofen_titration.errors import BaclofenTitrationError

NAMES = [name for name in baclofen_titration.__all__ if not name.startswith("__")]


def _is_error(thing):
    return inspect.isclass(thing) and issubclass(thing, BaclofenTitrationError)


def _parameters(thing):
    if inspect.isclass(thing) and hasattr(thing, "model_fields"):
        return list(thing.model_fields)
    return [name for name in inspect.signature(thing).parameters if name != "self"]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_explained(name):
    thing = getattr(baclofen_titration, name)
    text = inspect.getdoc(thing) or ""
    assert text.split("\n")[0].rstrip().endswith(".")
    if _is_error(thing):
        return  # what to do about each stands in docs/reference/errors.md, which has its own test
    assert "Examples\n--------\n>>> " in text
    if _parameters(thing):
        assert "Parameters\n----------\n" in text


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("plan_", "to_"))])
def test_a_function_says_what_comes_back(name):
    text = inspect.getdoc(getattr(baclofen_titration, name)) or ""
    assert "Returns\n-------\n" in text


MODELS = [name for name in NAMES if hasattr(getattr(baclofen_titration, name), "model_fields")]


@pytest.mark.parametrize("name", MODELS)
def test_each_field_is_named_in_the_docstring(name):
    thing = getattr(baclofen_titration, name)
    inherited = {field for base in thing.__mro__[1:] for field in getattr(base, "model_fields", {})}
    text = inspect.getdoc(thing) or ""
    missing = [
        field for field in thing.model_fields if field not in inherited and field not in text
    ]
    assert missing == []
