"""Lists as Markdown files: the README and its parts."""
