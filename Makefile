# The one door. `make help` lists what is behind it.

PY := .venv/bin/python
CLI := .venv/bin/baclofen-titration
UV ?= uv
DEEP ?= tests/property tests/museum

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench deep break docs catalogues pictures constraints wheel clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 22

.venv/installed: constraints.txt pyproject.toml
	@python="$$(.ci/find-python)" && "$$python" -m venv --clear .venv
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/installed ## Plan a titration and a taper
	@$(CLI) plan --protocol us-label-adult --taking none --kidneys "normal, tested 2026-11-12" --age 46 --aim "60 mg/day" --products us-tablets --start 2026-12-01 --supply "28 days"
	@$(CLI) taper --protocol us-label-adult --taking "morning 20 mg, midday 20 mg, evening 20 mg" --since 2026-10-01 --used-for "8 months" --over "14 days" --kidneys unknown --age 46 --products us-tablets --start 2026-12-01
	@rm -rf demo && mkdir demo && $(CLI) plan --protocol us-label-adult --taking none --kidneys "normal, tested 2026-11-12" --age 46 --aim "60 mg/day" --products us-tablets --start 2026-12-01 --supply "28 days" --out-dir demo
	@echo "Look at: demo/ holds the patient's sheet to print, the pharmacy's, a note, a"
	@echo "card, data; tablets come first and add up to each dose; every step says who"
	@echo "asks for it; unknown kidneys allow the way down and no way up; the rules are"
	@echo "drafts, so each sheet is a specimen. README.md and"
	@echo "docs/tutorial/first-schedule.md go on from here."

test: .venv/installed ## Run every test
	@$(PY) -m pytest -q -n auto

check: .venv/installed ## Style, types, floors and rule files
	@$(PY) -m ruff format --quiet --check . || { echo "Run: make format"; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m baclofen_titration protocols lint --shipped

format: .venv/installed ## Format the code and mend what can be mended
	@$(PY) -m ruff format --quiet . && $(PY) -m ruff check --quiet --fix .

bench: .venv/installed ## Time doors and rooms, as ratios within one run
	@$(PY) benchmarks/run.py

deep: .venv/installed ## Properties with 5000 random examples each (DEEP= names others)
	@BACLOFEN_TITRATION_HYPOTHESIS=deep $(PY) -m pytest -q -n auto $(DEEP)

break: .venv/installed ## Break each limit of the way down in a copy and see tests fail (BREAK= names some)
	@$(PY) -m tests.broken.run $(BREAK)

docs: .venv/installed ## Run every code block of README.md and docs/
	@$(PY) -m pytest -q tests/docs

catalogues: .venv/installed ## Compile the message catalogues (.po to .mo)
	@$(PY) -m tests.catalogues.write

pictures: demo ## Draw the sheet of the demo (needs poppler-utils) and the chart of kidneys again
	@$(PY) -m tests.spec.kidneys
	@for view in month record pharmacy; do pdftoppm -png -r 60 -f 1 -l 1 -singlefile demo/baclofen-*.$$view.pdf docs/pictures/$$view; done
	@pdftoppm -png -r 60 -f 1 -l 2 $$(ls demo/baclofen-*.pdf | grep -v "month\|record\|pharmacy") docs/pictures/sheet
	@$(PY) -m tests.catalogues.pictures demo
	@pdftoppm -png -r 60 -f 1 -l 1 -singlefile demo/spanish.pdf docs/pictures/spanish
	@pdftoppm -png -r 60 -f 1 -l 1 -singlefile demo/right-to-left.pdf docs/pictures/right-to-left

constraints: ## Choose the newest pins again (needs uv)
	@command -v $(UV) >/dev/null || { echo "make constraints needs uv (pip install uv)"; exit 1; }
	@$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --all-extras --group dev --output-file constraints.txt pyproject.toml

wheel: .venv/installed ## Build the wheel and the source distribution into dist/
	@$(PY) -m hatchling build

clean: ## Remove everything that was made
	@rm -rf .venv demo dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
