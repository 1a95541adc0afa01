"""Programs of the repository itself; they do not travel with the package."""
