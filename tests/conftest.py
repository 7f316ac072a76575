"""How long Hypothesis searches: BACLOFEN_TITRATION_HYPOTHESIS names default, ci, deep or broken."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

PROFILE_VARIABLE = "BACLOFEN_TITRATION_HYPOTHESIS"
EXAMPLES = {"default": 60, "ci": 100, "deep": 5000}

for name, examples in EXAMPLES.items():
    # Everything is spelled out: where CI is set, Hypothesis starts from a profile of its own
    # that is derandomised, so that every run would replay the same 100 examples for ever.
    # Requests that the rules refuse are given up; the plans that remain are counted as examples.
    settings.register_profile(
        name,
        max_examples=examples,
        derandomize=False,
        print_blob=True,
        deadline=None,
        database=DirectoryBasedExampleDatabase(".hypothesis/examples"),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )

# For `make break`: the same examples each time, and the first fault that is seen is enough.
settings.register_profile(
    "broken",
    settings.get_profile("ci"),
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)

settings.load_profile(
    os.environ.get(PROFILE_VARIABLE) or ("ci" if os.environ.get("CI") else "default")
)
