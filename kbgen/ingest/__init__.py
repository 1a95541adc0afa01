"""Importers: other people's lists, pages and feeds become draft records."""
