"""Asking services what they know of a record: one polite session for all of them, one source a service."""
