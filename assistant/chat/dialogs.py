"""The windows in which a person renames, deletes, and says what is wrong, as HTML."""

from __future__ import annotations

from assistant.desk.store.feedback import LONGEST_TEXT

KINDS = (
    ("helpful", "It helped"),
    ("answer-wrong", "The answer is wrong"),
    ("evidence-wrong", "The evidence is wrong: a quote does not belong here"),
    ("should-have-refused", "It should not have answered: the documents do not say"),
    ("other", "Something else"),
)
_RADIOS = "".join(f'<label class="cc-radio"><input type="radio" name="kind" value="{kind}" required> {label}</label>' for kind, label in KINDS)
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
