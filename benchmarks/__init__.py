"""Measurements: how long the road takes, and how it compares. Run with ``make bench``; they are no tests."""
