"""The commands below ``carecite eval``: check a question set, draft one, take one in or give one out in the formats of others."""
