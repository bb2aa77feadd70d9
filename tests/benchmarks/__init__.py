"""Measurements of the chat server under load, which take minutes and are run by hand: ``users``, ``memory`` and ``first_paint``."""
