"""What all tests share."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that writes expected results anew, to be looked at as a diff."""
    parser.addoption("--refresh-fixtures", action="store_true", help="write the expected results of fixture pairs anew")
