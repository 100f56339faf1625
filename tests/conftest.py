"""What every test shares: how many cases Hypothesis draws, and what is skipped where an optional engine is missing.

What is drawn does not count as covered: a line is covered by a case that is written down, with its outcome.

The environment variable `HYPOTHESIS_PROFILE` chooses; without it, `ci` where `CI` is set and `dev` elsewhere.
"""

import os
import signal
import sys
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from recovery_rules.engine.durable.asking import is_installed

# Drawing a whole ruleset under coverage is slow, and a busy machine is slower: time proves nothing here.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("dev", _PATIENT, max_examples=50)
settings.register_profile("quick", _PATIENT, max_examples=10)
settings.register_profile("ci", _PATIENT, max_examples=25, derandomize=True, print_blob=True)
settings.register_profile("fuzz", _PATIENT, max_examples=5_000)

settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI", "").lower() == "true" else "dev")
)


def pytest_configure() -> None:
    """Hears Ctrl-C also where the tests run in the background: a shell has what it starts there ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def durable_rules() -> None:
    """Skips what needs durable-rules where it cannot be imported."""
    if not is_installed():
        pytest.skip("durable-rules is not installed: it needs a C compiler, and a Python before 3.13")


@pytest.hookimpl(trylast=True)  # after Hypothesis, which marks its tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves drawn cases unmeasured, as measuring takes several times as long as they do."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Really measures nothing of what is not to be measured: in a worker of xdist, pytest-cov measures twice at once.

    What its marker stops is one of both; the other goes on.
    """
    tracer = sys.gettrace()
    if item.get_closest_marker("no_cover"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
