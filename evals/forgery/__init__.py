"""Proof that quotes cannot be forged: sentences altered in many ways, and the same sentences as people rightly quote them."""
