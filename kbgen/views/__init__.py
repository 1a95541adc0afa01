"""What each page or list shows, computed once, as frozen values."""
