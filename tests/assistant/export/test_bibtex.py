"""BibTeX, read back by a parser that counts braces as BibTeX does."""

from __future__ import annotations

import re

from assistant.export.bibtex import to_bibtex
from assistant.export.characters import named
from assistant.reply import Reference
from tests.assistant.export.conftest import HOSTILE
from tests.assistant.export.references import resolved

COMMANDS = {
    "textbackslash{}": "\\",
    "textbraceleft{}": "{",
    "textbraceright{}": "}",
    "textasciitilde{}": "~",
    "textasciicircum{}": "^",
    "textless{}": "<",
    "textgreater{}": ">",
    "textbar{}": "|",
} | {char: char for char in "&%$#_"}
COMMAND = re.compile(r"\\(" + "|".join(map(re.escape, COMMANDS)) + ")")


def value_at(text, place):
    """Return the value in braces at a place, braces counted whether or not a backslash stands before them, and where it ends."""
    depth, end = 0, place
    while True:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
        if depth == 0:
            return text[place + 1 : end - 1], end


def parse(data):
    """Return (type, key, fields) of each entry; nothing may stand between them."""
    text, place, entries = data.decode("utf-8"), 0, []
    while place < len(text):
        head = re.compile(r"\s*@(\w+)\{([^\s,{}\"#%~\\]+),\s*").match(text, place)
        place, fields = head.end(), {}
        while field := re.compile(r"(\w+) = ").match(text, place):
            if text[field.end()] == "{":
                fields[field[1]], place = value_at(text, field.end())
            else:
                word = re.compile(r"[a-z]+").match(text, field.end())
                fields[field[1]], place = word[0], word.end()
            place = re.compile(r",\s*").match(text, place).end()
        place = re.compile(r"\}\s*").match(text, place).end()
        entries.append((head[1], head[2], fields))
    return entries


def plain(value):
    """Return what a value prints: commands as their characters. A special character that no command stands for fails."""
    assert not re.search(r"[\\&%$#_{}~^<>|]", COMMAND.sub("", value))
    return COMMAND.sub(lambda match: COMMANDS[match[1]], value)


def test_entries_by_kind_with_what_is_known_and_no_more(shelf, answer):
    entries = parse(to_bibtex([answer(*map(shelf.quote, ("report", "letter", "blog", "press", "note")))], shelf.documents))
    for _, key, fields in entries:
        assert "annote" in fields and key
    assert [(kind, {name: value for name, value in fields.items() if name != "annote"}) for kind, _, fields in entries] == [
        (
            "misc",
            {
                "author": "Author, Ann",
                "title": "{Thinking}",
                "howpublished": "The Board",
                "type": "blog post",
                "year": "2020",
                "url": "https://e.example/a_b?c=1%20&d#e",
            },
        ),
        (
            "article",
            {"title": "{Care in crisis}", "journal": "The Daily", "type": "press article on care", "year": "2022", "month": "aug", "day": "30"},
        ),
        (
            "techreport",
            {
                "author": "{Department for Education}",
                "title": "{The report}",
                "institution": "HMSO",
                "type": "report",
                "year": "2021",
                "month": "jun",
            },
        ),
        ("misc", {"title": "{note}"}),
        ("misc", {"author": "Smith, Jane and Jones, John", "title": "{[Submission to the board]}", "year": "2021", "month": "mar", "day": "30"}),
    ]


def test_quotes_with_places_and_references_are_notes(shelf, answer):
    references = (resolved("Jones 2019", "Jones, K. (2019) 100% & more."), Reference("Rome, 2020b"))
    asked = answer(shelf.quote("report", references=references), shelf.quote("report", "Nobody knows why."))
    ((_, _, fields),) = parse(to_bibtex([asked], shelf.documents))
    assert plain(fields["annote"]) == (
        "“A quarter broke down.” (p. 1; Findings > Later; report 0-21) [Jones 2019: Jones, K. (2019) 100% & more.]; "
        "“Nobody knows why.” (p. 2; Findings > Later; report 22-39)"
    )


def test_hostile_text_is_text(shelf, answer):
    ((kind, _, fields),) = parse(to_bibtex([answer(shelf.quote("hostile", HOSTILE))], shelf.documents))
    assert kind == "misc"
    title, end = value_at(fields["title"], 0)
    author, _ = value_at(fields["author"], 0)
    assert end == len(fields["title"])
    assert plain(title) == plain(author) == plain(fields["howpublished"]) == named(HOSTILE)
    assert named(HOSTILE) in plain(fields["annote"])
    assert "year" not in fields
    assert re.fullmatch(r"[!-~]+", fields["url"]) and not re.search(r'[{}\\"<>^`| ]', fields["url"])


def test_names_with_particles_and_suffixes(shelf, answer):
    shelf.add("a", title="A", author="Ludwig van Beethoven; Martin Luther King Jr.; Ofsted & Co.")
    ((_, _, fields),) = parse(to_bibtex([answer(shelf.quote("a"))], shelf.documents))
    assert fields["author"] == "van Beethoven, Ludwig and King, Jr., Martin Luther and {Ofsted \\& Co.}"


def test_an_abstention_holds_nothing(shelf, abstention):
    assert to_bibtex([abstention(shelf.quote("report"))], shelf.documents) == b""
