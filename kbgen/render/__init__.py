"""Views become files: README lists, the site, exports."""
