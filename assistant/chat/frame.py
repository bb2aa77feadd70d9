"""The parts of the page that never change, as HTML."""

from __future__ import annotations

TITLE = "carecite"
STATEMENT = (
    "It quotes the documents word for word. It gives no advice, it may miss things, and it knows nothing beyond these documents. "
    "Check the source before you decide."
)
_NAV = "".join(f'<a href="#carecite-{name.lower()}" data-jump="carecite-{name.lower()}">{name}</a>' for name in ("Conversation", "Evidence"))
FOLD = '<button type="button" class="cc-button cc-fold" data-unfold aria-expanded="false">Documents and earlier conversations</button>'
STATUS_REGION = '<div role="status" aria-live="polite" aria-atomic="true" class="cc-unseen">${value}</div>'
ALERT_REGION = '<div role="alert" class="cc-notice">${value}</div>'
SOURCE_DIALOG = (
    '<dialog class="cc-source-dialog" aria-labelledby="carecite-source-title"><div class="cc-dialog-head">'
    '<button type="button" class="cc-button" data-close>Close the source</button></div>${value}</dialog>'
)
ADD = """<div class="cc-add"><h3 class="cc-group">Add your own</h3><label class="cc-drop"><span>Choose files, or drop them here.
Only you can ask them.</span><input type="file" multiple></label><ul class="cc-uploads" aria-live="polite"></ul></div>"""
FIND = (
    '<h2 id="carecite-history" tabindex="-1">Earlier conversations</h2><form role="search" class="cc-find"><label class="cc-field">Search them'
    '<input type="search" class="cc-input" name="search" autocomplete="off"></label></form>'
)


def header(*, signs_out: bool) -> str:
    """Return the head of the page; with a button to sign out where people sign in."""
    out = '<form method="post" action="/sign-out"><button type="submit" class="cc-plain">Sign out</button></form>' if signs_out else ""
    return (
        f'<header class="cc-header"><h1>{TITLE}</h1><p class="cc-statement">{STATEMENT}</p>'
        f'<nav class="cc-nav" aria-label="Parts of the page">{_NAV}</nav>{out}</header>'
    )


def pane(heading: str, name: str) -> str:
    """Return the template of a pane: its heading, which can be jumped to, and its value."""
    return f'<h2 id="carecite-{name}" tabindex="-1">{heading}</h2>${{value}}'
