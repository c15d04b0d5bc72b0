# make help lists what can be made. Runs with GNU make 3.81 and newer, and any POSIX shell.

# The interpreter of .venv; empty: the first suitable one. Where the videos go, and how large.
PYTHON ?=
OUT = out
QUALITY = 720p30
# Test processes at once; more of them only helps on a machine with more cores.
TEST_JOBS = 2
# Options of the benchmark; `make bench BENCH=--help` lists them.
BENCH =
# Versions are chosen for the oldest Python that is supported, so that the newer ones take them too.
LOCK_PYTHON = python3.11

bin = .venv/bin

.PHONY: help setup video test check bench docs lock clean

help:
	@echo 'make video   set up, then render the lessons into $(OUT)/ (OUT=folder, QUALITY=1080p60)'
	@echo 'make test    set up, then run the tests'
	@echo 'make setup   install the system packages, .venv and all that goes into it'
	@echo '             (PYTHON=python3.12 chooses the interpreter)'
	@echo 'make check   style and types: ruff and mypy'
	@echo 'make bench   measure beside stock manim render; half an hour (BENCH="--only hold --quick")'
	@echo 'make docs    run every command of docs/commands.md again and write down its output'
	@echo 'make lock    choose the newest allowed versions and write them to requirements.lock'
	@echo 'make clean   remove .venv and everything that tools left behind, but not the videos'

setup:
	@PYTHON='$(PYTHON)' sh .ci/setup

video: setup
	@$(bin)/steepest render --all --quality '$(QUALITY)' --out '$(OUT)'

test: setup
	@sh .ci/install-test-packages
	$(bin)/python -m pytest -q -n $(TEST_JOBS)

check: setup
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy --strict

bench: setup
	$(bin)/python -m benchmarks.rendering $(BENCH)

docs: setup
	$(bin)/python docs/regenerate.py

lock:
	$(LOCK_PYTHON) .ci/lock.py

clean:
	rm -rf .venv build dist media *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find benchmarks docs mathcore render scenes tests -name __pycache__ -exec rm -rf {} +
