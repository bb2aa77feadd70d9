"""Training of carecite's adapter; not part of the installed package."""
