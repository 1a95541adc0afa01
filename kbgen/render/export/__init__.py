"""Downloads: one module a format."""
