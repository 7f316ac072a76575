"""A slow judge for tests: it counts tablets day by day and knows nothing of steps."""

from __future__ import annotations

from datetime import timedelta

PARTS = {"whole": 1, "half": 2, "quarter": 4, "measure": 1}
HORIZON = timedelta(days=60)


def days_of(checked):
    """Each day as what is taken at each time of day, counted in tablets [micrograms]."""
    schedule = checked.schedule
    strengths = {product.id: _strength(product) for product in checked.products}
    until = schedule.end or schedule.steps[-1].start + HORIZON
    rows = []
    for day in schedule.days(until=until):
        row = {}
        for taking in (*day.takings, *day.not_today):
            pieces = [
                strengths[piece.product] * piece.count / PARTS[piece.part]
                for piece in taking.pieces
            ]
            assert sum(pieces) == taking.dose.micrograms, "tablets make the dose"
            row[taking.at] = taking.dose.micrograms
        assert sum(taking.dose.micrograms for taking in day.takings) == day.daily_dose.micrograms
        rows.append((day.date, day.phase, row))
    dates = [day for day, _, _ in rows]
    assert dates == [schedule.start + timedelta(days=n) for n in range(len(dates))]
    return rows


def _strength(product):
    """Of a tablet its strength, of a liquid what one mark of the syringe holds [micrograms]."""
    if product.form != "liquid":
        return product.strength.micrograms
    marks = product.volume.microlitres // product.graduation.value.microlitres
    assert product.strength.micrograms % marks == 0
    return product.strength.micrograms // marks


def changes_of(rows, present, first_day):
    """Pairs of neighbouring days that differ, with the days since the change before."""
    changes, since, before = [], first_day, present
    for day, phase, row in rows:
        if row != before:
            changes.append((day, phase, before, row, None if since is None else (day - since).days))
            since = day
        before = row
    return changes


def assert_within(limits, rows, present, since):
    """No limit is passed on any day, by this loop's own count."""
    for _, phase, row in rows:
        daily = sum(row.values())
        carried = present is not None and sum(present.values()) >= daily
        assert daily <= limits["max_daily_dose"] or (phase == "taper" and carried)
        for at, dose in row.items():
            assert dose <= limits["max_dose"] or (present or {}).get(at, 0) >= dose
    if present is None:
        assert sum(rows[0][2].values()) <= limits["max_first_day"]
    previous_was_fall = False
    start = rows[0][2] if present is None else present
    for _, phase, before, after, waited in changes_of(rows, start, since):
        moves = {at: after.get(at, 0) - before.get(at, 0) for at in {*before, *after}}
        daily = sum(moves.values())
        up = any(move > 0 for move in moves.values())
        if phase == "taper":
            assert not up, "nothing rises in a taper"
            assert -daily <= limits["max_fall"]
        else:
            assert 0 <= daily <= limits["max_rise"]
            if up:
                assert waited is None or waited >= limits["min_days_between_rises"]
        if previous_was_fall and any(move < 0 for move in moves.values()):
            assert waited >= limits["min_days_between_falls"]
        assert max(moves.values()) <= limits["max_rise_per_dose"]
        assert -min(moves.values()) <= limits["max_fall_per_dose"]
        previous_was_fall = any(move < 0 for move in moves.values())
