"""What all tests share."""

import pytest
from hypothesis import HealthCheck, settings

# Speed is measured in benchmarks/: a busy machine fails no test.
settings.register_profile("kbgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kbgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that writes expected results anew, to be looked at as a diff."""
    parser.addoption("--refresh-fixtures", action="store_true", help="write the expected results of fixture pairs anew")
