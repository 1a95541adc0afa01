"""Reading other people's lists, pages, notes and feeds, and merging what they hold into records."""
