"""OpenAlex's snapshot of all works, for knowledge bases that are too big to ask about paper by paper."""
