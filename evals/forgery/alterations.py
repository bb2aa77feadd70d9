"""Forged quotes: each kind changes what a sentence says, and ``None`` comes back where the sentence offers nothing to change."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from evals.forgery.material import Material

Change = Callable[[Material, random.Random], str | None]
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEGATION = re.compile(r"\b(?:not|never|no) ")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|will|can|should|must|do|does|did)\b")
_ATTRIBUTED = re.compile(r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)*)(?=\W+(?:et al|and colleagues|\(\d{4}|\d{4}|said|says|found|told|reported|argued))")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{2,})(?: [A-Z][a-z]{2,})*")
_OPPOSITES = {
    "increase": "decrease", "increased": "decreased", "rise": "fall", "rose": "fell", "risen": "fallen", "more": "fewer", "higher": "lower",
    "high": "low", "before": "after", "better": "worse", "first": "last", "most": "least", "always": "never", "with": "without", "inside": "outside",
    "above": "below", "older": "younger", "strong": "weak", "good": "bad", "positive": "negative", "least": "most", "increasing": "decreasing",
}  # fmt: skip
_MODALS = {"may": "must", "might": "will", "could": "will", "can": "must", "should": "must", "must": "may", "will": "may", "would": "will"}
_QUANTIFIERS = {
    "some": "all", "many": "few", "most": "all", "few": "many", "all": "some", "half": "most", "often": "always", "sometimes": "always",
    "every": "hardly any", "only": "not only", "several": "all", "quarter": "third", "third": "quarter",
}  # fmt: skip
_UNITS = {
    "million": "billion", "billion": "million", "%": " in 1,000", "per cent": "per thousand", "percent": "per thousand", "weeks": "months",
    "months": "weeks", "years": "months", "days": "weeks", "hours": "days", "£": "$",
}  # fmt: skip
_LOOK_ALIKES = str.maketrans("aeopcxyi", "аеорсхуі")  # noqa: RUF001 - the look-alikes themselves
_SUFFIXES = (("ies", "y"), ("ing", "ed"), ("ed", "ing"), ("s", ""))
_LONG = 5


def _swap_word(text: str, rng: random.Random, swaps: Mapping[str, str]) -> str | None:
    found = [match for word in swaps for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalnum() else re.escape(word), text)]
    if not found:
        return None
    match = rng.choice(sorted(found, key=lambda one: one.start()))
    return text[: match.start()] + swaps[match[0]] + text[match.end() :]


def _replace(text: str, pattern: re.Pattern[str], rng: random.Random, change: Callable[[str], str]) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + change(match[0]) + text[match.end() :]


def changed_number(one: Material, rng: random.Random) -> str | None:
    """Another digit in a number."""
    return _replace(one.text, _NUMBER, rng, lambda number: number[:-1] + str((int(number[-1]) + rng.randint(1, 9)) % 10))


def turned_number(one: Material, rng: random.Random) -> str | None:
    """Two digits in the other order."""
    pattern = re.compile(r"(?<![\w.,])(\d)(?!\1)(\d)(?![\w.,]*\d)")
    return _replace(one.text, pattern, rng, lambda number: number[1] + number[0])


def lost_point(one: Material, rng: random.Random) -> str | None:
    """A decimal point or thousands comma taken out of a number, or a zero put behind it."""
    pointed = _replace(one.text, re.compile(r"(?<=\d)[.,](?=\d)"), rng, lambda _: "")
    return pointed or _replace(one.text, _NUMBER, rng, lambda number: number + "0")


def changed_year(one: Material, rng: random.Random) -> str | None:
    """Another year."""
    return _replace(one.text, _YEAR, rng, lambda year: str(int(year) + rng.choice((-3, -2, -1, 1, 2, 3))))


def changed_unit(one: Material, rng: random.Random) -> str | None:
    """Million for billion, weeks for months."""
    return _swap_word(one.text, rng, _UNITS)


def dropped_negation(one: Material, rng: random.Random) -> str | None:
    """A "not" taken out."""
    return _replace(one.text, _NEGATION, rng, lambda _: "")


def added_negation(one: Material, rng: random.Random) -> str | None:
    """A "not" put in."""
    return _replace(one.text, _AUXILIARY, rng, lambda verb: f"{verb} not")


def altered_ending(one: Material, rng: random.Random) -> str | None:
    """The last words are those of another sentence."""
    return " ".join(one.text.split()[:-4] + one.elsewhere.split()[-4:])


def altered_beginning(one: Material, rng: random.Random) -> str | None:
    """The first words are those of another sentence."""
    return " ".join(one.elsewhere.split()[:4] + one.text.split()[4:])


def spliced(one: Material, rng: random.Random) -> str | None:
    """Half of a sentence and half of another from elsewhere, as if they were one."""
    first, second = one.text.split(), one.elsewhere.split()
    return " ".join(first[: len(first) // 2] + second[len(second) // 2 :])


def skipped_sentence(one: Material, rng: random.Random) -> str | None:
    """Two sentences that do not follow each other, put side by side."""
    return f"{one.text} {one.elsewhere}"


def foreign(one: Material, rng: random.Random) -> str | None:
    """A sentence of another document."""
    return one.foreign


def moved_attribution(one: Material, rng: random.Random) -> str | None:
    """What one author found is put to another."""
    return _replace(one.text, _ATTRIBUTED, rng, lambda name: "Henderson" if name != "Henderson" else "Okafor")


def changed_name(one: Material, rng: random.Random) -> str | None:
    """Another place, body or person."""
    return _replace(one.text, _NAME, rng, lambda name: "Ruritania" if name != "Ruritania" else "Arcadia")


def opposite_word(one: Material, rng: random.Random) -> str | None:
    """More for fewer, rose for fell."""
    return _swap_word(one.text, rng, _OPPOSITES)


def changed_modal(one: Material, rng: random.Random) -> str | None:
    """Must for may."""
    return _swap_word(one.text, rng, _MODALS)


def changed_quantifier(one: Material, rng: random.Random) -> str | None:
    """All for some."""
    return _swap_word(one.text, rng, _QUANTIFIERS)


def dropped_word(one: Material, rng: random.Random) -> str | None:
    """A word of the middle left out without a mark."""
    words = one.text.split()
    places = [k for k in range(2, len(words) - 2) if len(words[k]) >= _LONG]
    if not places:
        return None
    gone = rng.choice(places)
    return " ".join(words[:gone] + words[gone + 1 :])


def added_word(one: Material, rng: random.Random) -> str | None:
    """A word put in without a mark."""
    words = one.text.split()
    at = rng.randint(2, len(words) - 2)
    return " ".join([*words[:at], rng.choice(("allegedly", "only", "vulnerable", "failing", "nearly", "significantly")), *words[at:]])


def swapped_words(one: Material, rng: random.Random) -> str | None:
    """Two words in the other order."""
    words = one.text.split()
    places = [k for k in range(1, len(words) - 2) if words[k].lower() != words[k + 1].lower() and min(len(words[k]), len(words[k + 1])) > 2]
    if not places:
        return None
    k = rng.choice(places)
    return " ".join([*words[:k], words[k + 1], words[k], *words[k + 2 :]])


def another_form(one: Material, rng: random.Random) -> str | None:
    """A word in another number or tense."""
    words = one.text.split()
    for k in rng.sample(range(1, len(words)), len(words) - 1):
        for ending, other in _SUFFIXES:
            if words[k].isalpha() and len(words[k]) > _LONG and words[k].endswith(ending) and not words[k].endswith("ss"):
                return " ".join([*words[:k], words[k].removesuffix(ending) + other, *words[k + 1 :]])
    return None


def cut_word(one: Material, rng: random.Random) -> str | None:
    """The last word cut short, as "child" for "children"."""
    bare = re.sub(r"\W+$", "", one.text)
    return bare[:-2] if len(bare.split()[-1]) >= _LONG and bare[-4:].isalpha() else None


def look_alike(one: Material, rng: random.Random) -> str | None:
    """Letters of another alphabet that look the same."""
    words = one.text.split()
    k = rng.choice([k for k, word in enumerate(words) if word.translate(_LOOK_ALIKES) != word])
    return " ".join([*words[:k], words[k].translate(_LOOK_ALIKES), *words[k + 1 :]])


def other_case(one: Material, rng: random.Random) -> str | None:
    """A name or an abbreviation in the middle in small letters, or a word in capitals."""
    words = one.text.split()
    k = rng.choice([k for k in range(2, len(words)) if re.search(r"[A-Za-z]", words[k])])
    return " ".join([*words[:k], words[k].lower() if words[k].lower() != words[k] else words[k].upper(), *words[k + 1 :]])


def omission_out_of_order(one: Material, rng: random.Random) -> str | None:
    """The two halves of a sentence the wrong way round, with a mark between them."""
    words = one.text.split()
    half = len(words) // 2
    return f"{' '.join(words[half:])} [...] {' '.join(words[:half])}"


def omission_of_documents(one: Material, rng: random.Random) -> str | None:
    """Half a sentence, a mark, and half a sentence of another document."""
    words, others = one.text.split(), one.foreign.split()
    return f"{' '.join(words[: len(words) // 2])} ... {' '.join(others[len(others) // 2 :])}"


def omission_of_a_negation(one: Material, rng: random.Random) -> str | None:
    """A mark in the place of a "not"."""
    return _replace(one.text, re.compile(r"(?<= )(?:not|never)(?= )"), rng, lambda _: "...")


def bracketed_negation(one: Material, rng: random.Random) -> str | None:
    """A "not" put in between brackets, as if it only made the sentence clearer."""
    return _replace(one.text, _AUXILIARY, rng, lambda verb: f"{verb} [not]")


def bracketed_number(one: Material, rng: random.Random) -> str | None:
    """Another number between brackets in the place of a number."""
    return _replace(one.text, _NUMBER, rng, lambda number: f"[{int(float(number.replace(',', ''))) + 3}]")


def changed_behind_omission(one: Material, rng: random.Random) -> str | None:
    """A marked omission, and behind it a changed ending."""
    words = one.text.split()
    return " ".join([*words[:3], "...", *words[5:-3], *one.elsewhere.split()[-3:]])


ALTERATIONS: tuple[Change, ...] = (
    changed_number, turned_number, lost_point, changed_year, changed_unit, dropped_negation, added_negation, altered_ending, altered_beginning,
    spliced, skipped_sentence, foreign, moved_attribution, changed_name, opposite_word, changed_modal, changed_quantifier, dropped_word, added_word,
    swapped_words, another_form, cut_word, look_alike, other_case, omission_out_of_order, omission_of_documents, omission_of_a_negation,
    bracketed_negation, bracketed_number, changed_behind_omission,
)  # fmt: skip
"""Every kind of forged quote."""
