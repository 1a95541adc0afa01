"""Reading and writing the YAML tree of a knowledge base."""
