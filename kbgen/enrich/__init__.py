"""The overlay of machine-collected facts about records."""
