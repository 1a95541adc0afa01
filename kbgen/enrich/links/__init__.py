"""Whether the links of records still lead somewhere: checked politely, and judged only after days."""
