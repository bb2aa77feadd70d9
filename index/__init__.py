"""Embed, store and search documents: a saved index folder with vectors, token vectors and BM25."""
