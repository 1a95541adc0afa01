"""The static JSON API: what its files say, the schemas they keep, and how they are made."""
