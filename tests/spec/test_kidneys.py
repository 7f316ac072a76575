"""The chart and the table of kidneys are what the rule sets say today."""

from tests.spec import kidneys


def test_the_chart_is_of_today():
    assert kidneys.picture() == kidneys.PICTURE.read_text("utf-8"), "run: make pictures"


def test_the_table_is_of_today():
    text = kidneys.PAGE.read_text("utf-8")
    assert kidneys.page(text) == text, "run: python -m tests.spec.kidneys"


def test_the_table_holds_figures_worked_by_hand():
    # 15 x 2/3, 80 x 2/3 and 80 / 2, as Vlavonou's factors scale first day and maximum.
    table = kidneys.table()
    assert "| `kidney-bands-80-50-30` | above 50 up to 80 | 10 mg/day | 53.333 mg/day |" in table
    assert "| `kidney-bands-80-50-30` | from 30 up to 50 | 7.5 mg/day | 40 mg/day |" in table
    assert "| `kidney-first-doses` | dialysis | 2.5 mg/day | 2.5 mg/day |" in table
