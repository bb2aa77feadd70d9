"""The windows in which a person renames, deletes, and says what is wrong, as HTML."""

from __future__ import annotations

from assistant.desk.store.feedback import LONGEST_TEXT

KINDS = (
    ("helpful", "It helped", "It is right: the documents do not say"),
    ("answer-wrong", "The answer is wrong", "It should have answered: the documents do say"),
    ("evidence-wrong", "The evidence is wrong: a quote does not belong here", None),
    ("should-have-refused", "It should not have answered: the documents do not say", None),
    ("other", "Something else", "Something else"),
)
"""What can be said: its name, and how it is put for an answer and where the documents were said not to answer (``None``: it is not offered)."""


def _radio(kind: str, of_answer: str, of_abstention: str | None) -> str:
    alone = ' data-of="answer"' if of_abstention is None else ""
    words = of_answer
    if of_abstention not in (None, of_answer):
        words = f'<span data-of="answer">{of_answer}</span><span data-of="abstention">{of_abstention}</span>'
    return f'<label class="cc-radio"{alone}><input type="radio" name="kind" value="{kind}" required> {words}</label>'


_RADIOS = "".join(_radio(*kind) for kind in KINDS)
_CANCEL = '<button type="button" class="cc-button" data-close>Cancel</button>'

DIALOGS = f"""<dialog class="cc-small" data-dialog="feedback" aria-labelledby="carecite-feedback-title"><form method="dialog" data-form="feedback">
<h2 id="carecite-feedback-title">Feedback on question <span data-about></span></h2>
<fieldset class="cc-plainset"><legend>What do you think of the reply?</legend>{_RADIOS}</fieldset>
<label class="cc-field">Which quote, if it is about one<select name="quote" class="cc-input"></select></label>
<label class="cc-field">In your own words, if you like<textarea name="text" class="cc-input" rows="4" maxlength="{LONGEST_TEXT}"></textarea></label>
<p class="cc-note">It is kept on this server with the question and its reply, without your name.</p>
<div class="cc-actions"><button type="submit" class="cc-button">Send</button>{_CANCEL}</div></form></dialog>
<dialog class="cc-small" data-dialog="name" aria-labelledby="carecite-name-title"><form method="dialog" data-form="name">
<h2 id="carecite-name-title">Rename the conversation</h2>
<label class="cc-field">Its name<input name="title" class="cc-input" maxlength="200" required></label>
<div class="cc-actions"><button type="submit" class="cc-button">Rename</button>{_CANCEL}</div></form></dialog>
<dialog class="cc-small" data-dialog="confirm" aria-labelledby="carecite-confirm-title"><form method="dialog" data-form="confirm">
<h2 id="carecite-confirm-title"><bdi data-about></bdi></h2><p>It cannot be brought back.</p>
<div class="cc-actions"><button type="submit" class="cc-button" data-sure></button>{_CANCEL}</div></form></dialog>"""
