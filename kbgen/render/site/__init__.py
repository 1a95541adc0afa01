"""The static site: shells from the engine, pages stamped into them."""
