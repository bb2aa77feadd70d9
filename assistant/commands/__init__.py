"""The commands of ``carecite``: a module each, with ``add_parser`` for its arguments and ``run`` for its work, which returns the exit code.

What takes long to import is imported inside ``run``.
"""
