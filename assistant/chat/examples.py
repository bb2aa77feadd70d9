"""Example questions for the five documents that come with the project."""

from __future__ import annotations

SEED_EXAMPLES = (
    "What happened to supervision-order placements?",
    "How much do kinship care rates vary between regions?",
    "How much was spent on children's services in 2012-13 and in 2019-20?",
    "How stable are placements for children who come into care under the age of ten?",
    "How many responses to the Case for Change did the review receive?",
)
"""Questions that the seed documents answer, in the order the chat page offers them."""
