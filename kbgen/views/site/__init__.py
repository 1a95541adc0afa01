"""What each page of the site shows, worked out once as frozen values; templates only place it."""
