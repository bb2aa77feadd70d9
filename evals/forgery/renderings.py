"""Good quotes: a sentence as people and programs rightly give it, in other type, shortened with a mark, or with a word put in between brackets."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from evals.forgery.material import Material

Rendering = Callable[[Material, random.Random], str | None]
_LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
_TURNS = re.compile(r"\d|\b(?:not|no|never|none|nor|neither|without|hardly|cannot|few|fewer|less|least|only|non|un)\b|n['’]t\b", re.I)


def as_it_stands(one: Material, rng: random.Random) -> str | None:
    """Character for character."""
    return one.text


def part(one: Material, rng: random.Random) -> str | None:
    """Some words of the middle, from a border of words to another."""
    words = re.findall(r"\S+", one.text)
    start = rng.randint(1, len(words) - 6)
    chosen = words[start : start + rng.randint(5, len(words) - start)]
    return " ".join(chosen)


def folded_space(one: Material, rng: random.Random) -> str | None:
    """Single spaces in the place of all white space."""
    return " ".join(one.text.split())


def broken_lines(one: Material, rng: random.Random) -> str | None:
    """Line breaks, tabs and hard spaces between words, as copied from a page."""
    return "".join(word + rng.choice((" ", "\n", "\r\n", "\t", "\u00a0", "  ", " \f\n")) for word in one.text.split()).strip()


def straight_quotes(one: Material, rng: random.Random) -> str | None:
    """Quotation marks as a keyboard has them."""
    changed = re.sub("[‘’]", "'", re.sub("[“”]", '"', one.text))
    return changed if changed != one.text else None


def curly_quotes(one: Material, rng: random.Random) -> str | None:
    """Quotation marks as a word processor sets them."""
    changed = re.sub(r"(?<!\S)'", "‘", re.sub(r'(?<!\S)"', "“", one.text)).replace("'", "’").replace('"', "”")
    return changed if changed != one.text else None


def other_hyphens(one: Material, rng: random.Random) -> str | None:
    """Hyphens and dashes of other lengths."""
    changed = re.sub("[-‐‑–—]", lambda _: rng.choice("-‐‑–—"), one.text)
    return changed if changed != one.text else None


def ligatures(one: Material, rng: random.Random) -> str | None:
    """Letters joined as a PDF gives them."""
    changed = re.sub("ffi|ffl|ff|fi|fl", lambda match: _LIGATURES[match[0]], one.text)
    return changed if changed != one.text else None


def invisible(one: Material, rng: random.Random) -> str | None:
    """Soft hyphens and characters without width inside words."""
    return "".join(letter + (rng.choice("\u00ad\u200b\u2060") if letter.isalpha() and rng.random() < 0.08 else "") for letter in one.text)


def broken_word(one: Material, rng: random.Random) -> str | None:
    """A word cut at the end of a line."""
    found = list(re.finditer(r"(?<![\w-])[a-z]{8,}(?![\w-])", one.text))
    if not found:
        return None
    at = rng.choice(found).start() + 4
    return f"{one.text[:at]}-\n{one.text[at:]}"


def omission(one: Material, rng: random.Random) -> str | None:
    """Words of the middle left out, with one of the usual marks."""
    words = one.text.split()
    start = rng.randint(3, len(words) - 6)
    end = min(len(words) - 3, start + rng.randint(1, 8))
    if _TURNS.search(" ".join(words[start:end])):
        return None
    return " ".join([*words[:start], rng.choice(("...", "…", "[...]", "[…]", "(...)", ". . .")), *words[end:]])


def omission_at_the_ends(one: Material, rng: random.Random) -> str | None:
    """A mark before and behind the quoted words."""
    words = one.text.split()
    return f"... {' '.join(words[2:-2])} ..."


def omission_between_sentences(one: Material, rng: random.Random) -> str | None:
    """The end of a sentence and the beginning of the next left out, with a mark."""
    if one.following is None or len(one.following.split()) < 8:
        return None
    return f"{' '.join(one.text.split()[:6])} [...] {' '.join(one.following.split()[4:])}"


def two_sentences(one: Material, rng: random.Random) -> str | None:
    """A sentence and the next."""
    return f"{one.text}{one.gap}{one.following}" if one.following else None


def sic(one: Material, rng: random.Random) -> str | None:
    """The mark [sic] behind a word."""
    words = one.text.split()
    at = rng.randint(2, len(words) - 2)
    return " ".join([*words[:at], "[sic]", *words[at:]])


def insertion(one: Material, rng: random.Random) -> str | None:
    """A word put in between brackets that makes clear who is meant."""
    words = one.text.split()
    at = rng.randint(2, len(words) - 2)
    return " ".join([*words[:at], rng.choice(("[of England]", "[the review]", "[emphasis added]", "[children's homes]")), *words[at:]])


def replaced_word(one: Material, rng: random.Random) -> str | None:
    """Words between brackets in the place of a pronoun or an article with its noun."""
    found = [match for match in re.finditer(r"(?<= )(?:they|it|we|them|this|these|their|its|our|he|she)(?= )", one.text) if match.start() > 8]
    if not found:
        return None
    match = rng.choice(found)
    return f"{one.text[: match.start()]}[the authority]{one.text[match.end() :]}"


def bracketed_letter(one: Material, rng: random.Random) -> str | None:
    """The first letter in the other case, between brackets."""
    return f"[{one.text[0].swapcase()}]{one.text[1:]}" if one.text[:2].isalpha() else None


def case_at_the_start(one: Material, rng: random.Random) -> str | None:
    """The first letter small or large, as the sentence around the quote wants it."""
    return one.text[0].swapcase() + one.text[1:] if one.text[0].isalpha() else None


def quotation_marks(one: Material, rng: random.Random) -> str | None:
    """Quotation marks around all of it."""
    first, last = rng.choice(("“”", "‘’", '""', "''"))
    return f"{first}{one.text}{last}"


RENDERINGS: tuple[Rendering, ...] = (
    as_it_stands, part, folded_space, broken_lines, straight_quotes, curly_quotes, other_hyphens, ligatures, invisible, broken_word, omission,
    omission_at_the_ends, omission_between_sentences, two_sentences, sic, insertion, replaced_word, bracketed_letter, case_at_the_start,
    quotation_marks,
)  # fmt: skip
"""Every way to give a quote rightly."""
