# `make site` and `make test` set up all they need: Python packages in .venv, by the hashes of the
# locks, and programs through the system's package manager where it may, else they say what to type.
# A second run finds everything there and takes seconds.

PYTHON = .venv/bin/python
RUN = $(MAC) $(PYTHON)
# WeasyPrint finds the libraries of Homebrew by this alone, which macOS does not hand on to a recipe.
MAC = DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PLAYWRIGHT_BROWSERS_PATH = 0

help: ## what there is (this list)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: setup ## build the publication into build/site
	@$(RUN) -m digest build
	@echo "build/site/index.html"

test: programs lint ## every check and test
	@$(RUN) -m pytest -n auto

coverage: programs ## which branches of reading, judging, planning and publishing no test takes (half an hour)
	@$(RUN) -m coverage erase
	@$(RUN) -m coverage run -m pytest -n auto -m "not browser"
	@$(RUN) -m coverage combine --quiet
	@$(RUN) -m coverage report --fail-under 95

bench: tools ## side by side with Hugo, Typst and Chromium (an hour; ARGS="--issues 365" is less)
	@$(PYTHON) -m pip install --quiet $$($(PYTHON) -c "$$BENCH")
	@$(RUN) -m tests.benchmarks $(ARGS)

lint: tools ## style and types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

setup: ## the program and what it stands on
	@sh -euc "$$PLACE; $$VENV"
	@$(RUN) -c "$$HAS_PANGO" || sh -euc "$$PLACE; $$PANGO"

tools: setup
	@sh -euc "$$TOOLS"

programs: tools
	@sh -euc "$$PLACE; $$PROGRAMS"

lock: ## pin the newest versions anew (needs uv)
	uv pip compile $(LOCK) --group build -o requirements.lock pyproject.toml
	uv pip compile $(LOCK) --group test -c requirements.lock -o tests/requirements.lock pyproject.toml

LOCK = --no-config --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header

clean: ## remove all that was made
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*

.PHONY: help site test coverage bench lint setup tools programs lock clean

# How a package gets on the machine.
define PLACE
have() { command -v "$$1" >/dev/null 2>&1; }

may() { test "$$(id -u)" = 0 || sudo -n true 2>/dev/null; }

as_root() { if test "$$(id -u)" = 0; then "$$@"; else sudo -n "$$@"; fi; }

# place WHAT APT-PACKAGES BREW-PACKAGES
place() {
    if have apt-get && may; then
        as_root apt-get -q update || true
        # shellcheck disable=SC2086 # several packages
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $$2
    elif have brew; then
        # shellcheck disable=SC2086
        brew install $$3
    else
        echo "$$1 is missing. Type this, then make again:" >&2
        case "$$(uname)" in
            Darwin) echo "    brew install $$3        # Homebrew: https://brew.sh" >&2 ;;
            *) echo "    sudo apt-get install $$2" >&2 ;;
        esac
        exit 1
    fi
}
endef

# .venv, made anew whenever the lock differs, or the folder was moved, or its Python has gone.
define VENV
stamp="$$(pwd -P; cksum <requirements.lock)"
if test "$$stamp" = "$$(cat .venv/stamp 2>/dev/null)" && $(PYTHON) -c ""; then exit; fi

find_python() {
    python=
    for one in python3.14 python3.13 python3.12 python3.11 python3; do
        "$$one" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || continue
        python="$${python:-$$one}"
        if "$$one" -c "import ensurepip, venv" 2>/dev/null; then python="$$one"; return; fi
    done
}

find_python
if test -z "$$python"; then
    place "Python 3.11 or newer" "python3 python3-venv" python@3.13
    find_python
fi
if test -z "$$python"; then
    echo "Python 3.11 or newer is missing, and this system has none to install" >&2
    exit 1
fi
if ! "$$python" -c "import ensurepip, venv" 2>/dev/null; then
    version="$$("$$python" -c "import sys; print('%d.%d' % sys.version_info[:2])")"
    place "Python's venv" "python$$version-venv" "python@$$version"
fi
"$$python" -m venv --clear .venv
$(PYTHON) -m pip install --quiet --require-hashes -r requirements.lock
$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation -e .
echo "$$stamp" >.venv/stamp
endef

define TOOLS
stamp="$$(cksum <tests/requirements.lock)"
if test "$$stamp" = "$$(cat .venv/stamp-tests 2>/dev/null)"; then exit; fi
$(PYTHON) -m pip install --quiet --require-hashes -r tests/requirements.lock
echo "$$stamp" >.venv/stamp-tests
endef

BENCH = import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["bench"])

HAS_PANGO = import sys; from digest.render.native import native_versions as v; sys.exit(not all(v().values()))

define PANGO
place "Pango with harfbuzz-subset" "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" "pango harfbuzz"
endef

# Debian has a Chromium; elsewhere (Ubuntu's is a snap) Playwright brings its own, into .venv.
define PROGRAMS
have qpdf || place qpdf qpdf qpdf
have pdftotext || place "poppler's tools" poppler-utils poppler
if have chromium || have google-chrome; then
    :
elif grep -qs "^ID=debian" /etc/os-release; then
    place Chromium chromium chromium
elif test ! -f .venv/stamp-chromium; then
    if may && have apt-get; then as_root $(PYTHON) -m playwright install-deps chromium; fi
    $(PYTHON) -m playwright install chromium
    touch .venv/stamp-chromium
fi
endef

export PLACE VENV TOOLS BENCH HAS_PANGO PANGO PROGRAMS
