"""What commands and pages show of the graph."""
