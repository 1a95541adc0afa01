"""Who cites whom, and what follows from it."""
