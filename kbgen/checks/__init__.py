"""Rules that find what is wrong in a knowledge base, each with a permanent code."""
