"""What a notebook shows: a table, a picture in black and white, and frames without floats."""

from __future__ import annotations

import io

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from baclofen_titration import to_columns, to_rows
from baclofen_titration.errors import MissingExtraError
from baclofen_titration.formats import extras
from baclofen_titration.formats.plotting import plot
from golden.cases import PLANS, titration
from golden.sheet_reading import Tables

TITRATION = PLANS["titration"]()
UNTIL = "2026-12-28"


@pytest.mark.parametrize("name", PLANS)
def test_a_notebook_shows_every_step(name):
    checked = PLANS[name]()
    page = checked._repr_html_()
    _, *rows = Tables(page).tables["plain"]
    assert [row[2] + row[3] for row in rows] == [
        [str(step.regimen), str(step.regimen.daily_dose)] for step in checked.schedule.steps
    ]
    assert "SPECIMEN" in page


@pytest.mark.parametrize("name", ["course", "taper"])
def test_a_plot_draws_each_step_at_its_dose(name):
    checked = PLANS[name]()
    axes = plot(checked).axes[0]
    levels = [
        list(line.get_ydata())
        for line in axes.lines
        if line.get_linewidth() == 2 and len(line.get_ydata()) == 2
    ]
    wanted = [step.regimen.daily_dose.micrograms for step in checked.schedule.steps]
    assert levels == [[daily, daily] for daily in wanted]
    assert {line.get_color() for line in axes.lines} == {"black"}
    assert "SPECIMEN" in axes.get_title()


def test_a_plot_can_be_saved_and_names_phases_limit_and_reviews():
    checked = titration(stay="14 days", then_taper="14 days", review_every="1 week")
    figure = plot(checked)
    names = figure.axes[0].get_legend_handles_labels()[1]
    assert {"titration", "maintenance", "taper", "review", "largest: 80 mg/day"} <= set(names)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    assert file.getvalue().startswith(b"\x89PNG")


def test_without_matplotlib_the_cure_is_named(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(MissingExtraError, match=r'pip install "baclofen-titration\[plot\]"'):
        plot(TITRATION)


def test_frames_take_rows_and_columns_without_a_float():
    rows, columns = to_rows(TITRATION, UNTIL), to_columns(TITRATION, UNTIL)
    wanted = [row["dose_micrograms"] for row in rows]
    frame = pd.DataFrame(columns)
    assert frame["dose_micrograms"].tolist() == wanted
    assert pd.DataFrame(rows).equals(frame)
    assert not any(str(kind).startswith("float") for kind in frame.dtypes)
    held = pl.DataFrame(columns)
    assert held["dose_micrograms"].to_list() == wanted
    assert not any(kind.is_float() for kind in held.dtypes)
    table = pa.table(columns)
    assert table["dose_micrograms"].to_pylist() == wanted
    assert not any(pa.types.is_floating(field.type) for field in table.schema)
