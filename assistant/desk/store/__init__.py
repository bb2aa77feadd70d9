"""Conversations and feedback, kept on the server in one SQLite file.

``Store`` keeps the conversations of each visitor, ``Feedback`` what visitors say of answers; both stand on one ``Database``.
"""
