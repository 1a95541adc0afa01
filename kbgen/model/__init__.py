"""Records, identifiers and vocabularies: pure values, no input or output."""
