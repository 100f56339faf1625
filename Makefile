# Needs make and Python 3.11 or newer; everything else is installed into .venv.

PYTHON     ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python,$(if $(call is_new_enough,$(p)),$(p))))
SUPPORTED  := 3.11 3.12 3.13
WORKERS    ?= 2
TESTS      ?=

is_new_enough = $(shell $(1) -c 'import sys; print("yes" if sys.version_info >= (3, 11) else "")' 2>/dev/null)

BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
unexport PYTHONDONTWRITEBYTECODE # many processes import the same

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-fast test-main test-others others bench fuzz fmt lint types contracts pyright build constraints clean

help:  ## what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'


# Environments. A stamp is younger than what it was made from; `cli` is enough for users, `dev` has the tools.

demo: .venv/.has-cli  ## decide real incidents and explain one
	@$(BIN)/recovery-rules demo

.venv/.has-cli: pyproject.toml constraints.txt
	@$(call install,.venv,$(PYTHON),cli)

.venv/.has-dev: pyproject.toml constraints.txt
	@$(call install,.venv,$(PYTHON),cli$(comma)dev)
	@$(call try_durable,.venv)
	@touch .venv/.has-cli

.venv/.has-bench: pyproject.toml constraints.txt
	@$(call install,.venv,$(PYTHON),cli$(comma)proof$(comma)bench)

comma := ,

# $(call install,folder,python,extras). The build backend goes in first, pinned like the rest: a build in isolation
# would fetch whatever version is newest.
define install
set -e; \
test -n '$(2)' || { echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python' >&2; exit 1; }; \
echo 'installing recovery-rules[$(3)] into $(1)'; \
'$(1)/bin/python' -c '' 2>/dev/null || '$(2)' -m venv --clear '$(1)'; \
'$(1)/bin/python' -m pip install -qq --no-compile -c constraints.txt hatchling; \
'$(1)/bin/python' -m pip install -qq --no-compile -c constraints.txt --no-build-isolation --editable '.[$(3)]'; \
touch '$(1)/.has-$(lastword $(subst $(comma), ,$(3)))'
endef

# $(call try_durable,folder). The second engine has to be compiled, which not every machine can; its tests are then skipped.
define try_durable
'$(1)/bin/python' -m pip install -qq -c constraints.txt setuptools 2>/dev/null \
    && '$(1)/bin/python' -m pip install -qq -c constraints.txt --no-build-isolation \
        'durable-rules; python_version < "3.13"' 2>/dev/null; \
'$(1)/bin/python' -c 'import durable.engine' 2>/dev/null \
    || echo 'durable-rules is not in $(1), and its tests are skipped: it needs a C compiler and a Python before 3.13'
endef


# Checks. `test` is the one command; CI runs the same.

AT_ONCE := --no-print-directory --jobs=$(WORKERS) --output-sync=target

test: .venv/.has-dev  ## every check: format, lint, types, contracts, build, tests with coverage, other Pythons
	@$(MAKE) $(AT_ONCE) others types lint contracts build
	@$(MAKE) --no-print-directory test-main
	@$(MAKE) $(AT_ONCE) test-others

lint: .venv/.has-dev  ## formatting and lint, changing nothing
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .

fmt: .venv/.has-dev  ## format, and mend what lint can mend
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

types: .venv/.has-dev  ## mypy --strict over src and tests
	$(BIN)/mypy --strict

contracts: .venv/.has-dev  ## which part may import which
	$(BIN)/lint-imports --no-logo

pyright: .venv/.has-dev  ## a second type checker (needs node, fetches itself from npm once)
	$(BIN)/pyright

test-main: .venv/.has-dev
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term $(TESTS)

# $(call on_others,goal) makes a goal for each other $$version that is here.
# A pyenv shim may exist for a Python that is switched off, so a candidate counts only once it has run.
define on_others
main=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
goals=; \
for version in $(SUPPORTED); do \
    test "$$version" != "$$main" || continue; \
    found=; \
    for candidate in "python$$version" "$$HOME"/.pyenv/versions/"$$version"*/bin/python; do \
        if "$$candidate" -c "import sys, venv, ensurepip; assert '%d.%d' % sys.version_info[:2] == '$$version'" \
                2>/dev/null; then found=$$candidate; break; fi; \
    done; \
    if test -z "$$found"; then echo "Python $$version is not on this machine: not tested"; continue; fi; \
    goals="$$goals $(1) OTHER_$$version=$$found"; \
done; \
test -z "$$goals" || $(MAKE) --no-print-directory $$goals
endef

test-others: .venv/.has-dev
	+@$(call on_others,test-on-$$version)

others: .venv/.has-dev
	+@$(call on_others,.venv-$$version/.has-test)

# What is drawn, analysed, shipped or marked `heavy` does not depend on the Python: it has run on the main one.
ALIKE := analysis docs fixtures rulesets strategies

test-on-%: .venv-%/.has-test
	.venv-$*/bin/python -m pytest -m 'not heavy and not hypothesis' $(ALIKE:%=--ignore=tests/%) --quiet $(TESTS)

.PRECIOUS: .venv-%/.has-test
.venv-%/.has-test: pyproject.toml constraints.txt
	@$(call install,.venv-$*,$(OTHER_$*),cli$(comma)test)
	@$(call try_durable,.venv-$*)

test-fast: .venv/.has-dev  ## tests alone, few drawn cases, stop at the first failure (TESTS=tests/cells)
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -n $(WORKERS) --exitfirst --quiet $(TESTS)

fuzz: .venv/.has-dev  ## property tests alone, many drawn cases
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n $(WORKERS) -m hypothesis $(TESTS)

bench: .venv/.has-bench  ## measure speed, side by side with a peer
	$(BIN)/python -m tests.benchmarks


# Releases.

build: .venv/.has-dev  ## sdist, and from it the wheel, in dist/
	@rm -rf dist
	$(BIN)/python -m build --no-isolation --quiet
	@for file in _shipped/errors.md _shipped/rulesets/ py.typed; do \
	    $(BIN)/python -m zipfile -l dist/*.whl | grep "^recovery_rules/$$file" > /dev/null \
	        || { echo "the wheel lacks $$file" >&2; exit 1; }; \
	done

constraints:  ## resolve constraints.txt again (needs uv)
	@{ sed -n '/^#/p' constraints.txt; \
	  printf 'hatchling\nsetuptools\n' | uv pip compile --quiet --universal --fork-strategy fewest \
	      --python-version 3.11 --all-extras --no-header --no-annotate --no-emit-package recovery-rules \
	      --upgrade pyproject.toml -; } > constraints.new
	@mv constraints.new constraints.txt

clean:  ## remove everything that make made
	rm -rf .venv .venv-3.* build dist .coverage .coverage.* htmlcov .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +
