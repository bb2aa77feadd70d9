"""carecite's own low-rank adapter of all-MiniLM-L6-v2: weights, checksum and model card (``MODEL_CARD.md``)."""
