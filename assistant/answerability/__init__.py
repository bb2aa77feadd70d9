"""Whether the best sentences answer a question: a small network, its weights, and what they were trained on."""
