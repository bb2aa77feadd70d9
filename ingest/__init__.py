"""Documents in: read, find structure, cut into sentences and passages."""
