"""Tests of extras that are not installed are skipped."""

from importlib.util import find_spec

import pytest


def needs(*packages: str) -> None:
    """Skip the module without importing the packages: each worker collects every module."""
    for package in packages:
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed", allow_module_level=True)
