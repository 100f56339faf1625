"""The public surface: small, sorted, and cheap to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import recovery_rules

HEAVY = (
    "holidays",
    "numpy",
    "durable",
    "pyspark",
    "openpyxl",
    "rich",
    "typer",
    "pydantic",
    "lark",
    "structlog",
    "yaml",
    "babel",
)


def test_names_are_sorted_and_there() -> None:
    assert recovery_rules.__all__ == sorted(recovery_rules.__all__)
    for name in recovery_rules.__all__:
        assert getattr(recovery_rules, name).__doc__, name
    assert set(recovery_rules.__all__) <= set(dir(recovery_rules))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="recovery_rules has no lod"):
        recovery_rules.lod  # noqa: B018


def test_importing_brings_in_nothing_heavy() -> None:
    program = f"import sys, recovery_rules; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_deciding_brings_in_no_optional_library() -> None:
    program = (
        "import sys; from recovery_rules import load;"
        "decision = load('aws_sla').decide("
        "service='s3_standard', uptime='99 %', monthly_charge='9 USD', claim_cycle=1);"
        "decision.explain(); decision.trace;"
        "optional = ('holidays', 'numpy', 'durable', 'pyspark', 'rich', 'typer', 'structlog');"
        "print([name for name in optional if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
