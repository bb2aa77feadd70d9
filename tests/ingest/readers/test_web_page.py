"""Web pages: exactly the article comes out of pages of many kinds, in any encoding, with what the page says of itself; hostile ones get one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.document import BlockKind, Source
from ingest.errors import UnreadableDocument
from ingest.folder import read_document
from ingest.limits import Limits
from ingest.manuscript import FileContent
from ingest.readers.reader import read_file
from ingest.segment import cut_sentences

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def read(folder: Path, page: str | bytes, name: str = "page.html") -> FileContent:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_file(path)


def test_there_are_pages_of_many_kinds() -> None:
    assert len(PAGES) == 9


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_comes_out_and_nothing_else(path: Path) -> None:
    assert read_file(path).text == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (
            "govuk",
            Source(
                title="Support for kinship carers: guidance for councils",
                publisher="GOV.UK",
                published="2023-12-15",
                url="https://www.gov.example/guidance/kinship-carers",
            ),
        ),
        (
            "council",
            Source(
                title="Short breaks: recommendations and consent",
                author="Harwell Vale Council, Children's Services",
                publisher="Harwell Vale Council",
                published="2022-07",
            ),
        ),
        (
            "wordpress",
            Source(title="Why we stopped using the form", author="Priya Raman", publisher="Notes from a Family Hub", published="2021-11-02"),
        ),
        ("newspaper", Source(title="Council to close two children’s centres", author="Ellen Dobson", published="2024-02-09")),
        ("old", Source(title="Annual Report 1998")),
        ("word", Source(title="Review of short breaks")),
    ],
)
def test_a_source_holds_what_the_page_states_and_no_more(page: str, source: Source) -> None:
    assert read_file(Path(__file__).parent / "pages" / f"{page}.html").source == source


def test_blocks_have_their_kinds() -> None:
    document = read_document(Path(__file__).parent / "pages" / "govuk.html")
    kinds = {block.span.of(document.text): block.kind for block in document.blocks}
    assert kinds["¹ Family and friends care: statutory guidance, 2011."] is BlockKind.FOOTNOTE
    assert kinds["with an order of the court"] is BlockKind.LIST_ITEM
    assert kinds["| 0 to 4 | £189 | £170 |"] is BlockKind.TABLE_ROW
    items = [sentence for sentence in cut_sentences(document) if sentence.clean.startswith("a relative of the child")]
    assert [(item.headings[-1], document.text[item.span.start : item.span.end]) for item in items] == [
        ("Who this is for", "a relative of the child, such as a grandparent, an aunt or an older brother")
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<p>Café, “naïve”, £5</p>".encode(),
        "<p>Café, “naïve”, £5</p>".encode("cp1252"),
        b"<meta charset='iso-8859-1'>" + "<p>Café, “naïve”, £5</p>".encode("cp1252"),
        "\ufeff<p>Café, “naïve”, £5</p>".encode("utf-16-le"),
        "\ufeff<p>Café, “naïve”, £5</p>".encode("utf-16-be"),
        b"\xef\xbb\xbf<meta charset=latin-1>" + "<p>Café, “naïve”, £5</p>".encode(),
        b"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'>"
        + "<title/><body><a id='x'/><p>Café, “naïve”, £5</p></body></html>".encode(),
        b"<p>Caf&eacute;, &ldquo;na&#239;ve&#x201D;, &pound;5",
        b"<meta http-equiv=Content-Type content='text/html; charset=no-such-thing'><p>" + "Café, “naïve”, £5".encode(),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data).text == "Café, “naïve”, £5\n"


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><p>Furniture.</p></nav>",
        "<div role='navigation'>Furniture</div>",
        "<div class='cookie-consent'><p>Furniture. It is here. And here.</p></div>",
        "<div id='cookie-banner'><p>Furniture. It is here. And here.</p></div>",
        "<section class='newsletter-signup'><p>Furniture. It is here. And here.</p></section>",
        "<div class='comments-area'><p>Furniture. It is here. And here.</p></div>",
        "<ul class='breadcrumbs'><li>Furniture</ul>",
        "<div class='share-buttons'><a>Furniture</a></div>",
        "<h2>Related content</h2><ul><li><a href='/f'>Furniture</a></ul>",
        "<p style='Display : none'>Furniture</p>",
        "<p hidden>Furniture</p>",
        "<p>Real <span aria-hidden='true'>Furniture</span> words.</p>",
        "<span class='visually-hidden'>Furniture</span>",
        "<div class='ad'><p>Furniture</p></div>",
        "<div class=feedback><h2>Is this page useful?</h2><p>Furniture. Tell us what went wrong so that we can improve it.</p></div>",
        "<div id=survey-prompt><p>Furniture. Take our short survey. It is quick.</p></div>",
        "<div class=c-rating><p>Furniture. Did you find this page helpful? Thank you for your feedback.</p></div>",
        "<h2>Is this page useful?</h2><p>Furniture. Tell us what went wrong so that we can improve the page.</p>",
        "<script>'<p>Furniture</p>'</script>",
        "<style>p::after { content: '<p>Furniture' }</style>",
        "<noscript><p>Furniture</p></noscript>",
        "<template><p>Furniture</p></template>",
        "<button>Furniture</button><select><option>Furniture</select><textarea>Furniture</textarea>",
        "<!-- <p>Furniture</p> -->",
    ],
)
def test_furniture_goes(tmp_path: Path, furniture: str) -> None:
    content = read(tmp_path, f"<main><h1>Title</h1><p>One sentence stands here.</p>{furniture}<p>Another one follows it.</p></main>")
    assert "Furniture" not in content.text
    assert "One sentence stands here." in content.text
    assert "Another one follows it." in content.text


@pytest.mark.parametrize(
    "article",
    [
        "<header><h1>Title</h1><p>Standfirst of the article.</p></header>",
        "<section id='recommendations'><p>Publish the plan. Pay for it. Say when.</p></section>",
        "<section id='consent'><p>Ask the child. Ask again. Write it down.</p></section>",
        "<div class='recommendations'><h2>Recommendations</h2><p>Publish the plan. Pay for it. Say when.</p></div>",
        "<div class='related-research'><p>Pell found the same. So did Masson. Nobody has since.</p></div>",
        "<section class='survey'><h2>The survey</h2><p>We wrote to 900 families. Half of them replied. Most were content.</p></section>",
        "<div class='feedback'><p>Children gave feedback. They said what went well. Staff wrote it down.</p></div>",
        "<h2>Comments</h2><p>We had 212 comments from families.</p>",
        "<h2>Related content</h2><p>We looked at content that children had related to us in their own words over many weeks.</p>",
        "<p>The <a href='/1'>first report</a> and the <a href='/2'>second report</a> agree.</p>",
        "<ul><li><a href='/1'>The cost of moving home in care</a><li><a href='/2'>What siblings say</a><li><a href='/3'>Homes near home</a></ul>",
        "<aside><p>A box in the article says more. It has three sentences. They matter.</p></aside>",
        "<details><summary>How we counted</summary><p>By hand.</p></details>",
        "<div aria-hidden='true'><p>A whole page behind a dialog is hidden when it is saved.</p></div>",
    ],
)
def test_the_article_is_never_lost(tmp_path: Path, article: str) -> None:
    before, behind = "Before it stands a sentence that is long enough.", "Behind it stands one more of them."
    text = read(tmp_path, f"<article><p>{before}</p>{article}<p>{behind}</p></article>").text
    words = re.sub("<[^>]*>", " ", article).split()
    assert [word for word in text.split() if word not in ("#", "##", "-")] == [*before.split(), *words, *behind.split()]


def test_what_holds_most_of_the_page_stays_whatever_its_name(tmp_path: Path) -> None:
    prose = "<p>The line is open from five. Two people cover all seven councils.</p>" * 30
    text = read(tmp_path, f"<body><div class='sidebar comments'>{prose}</div><p>Short.</p>").text
    assert text.count("Two people cover all seven councils.") == 30


def test_a_title_outside_the_article_is_its_heading(tmp_path: Path) -> None:
    page = "<title>Two homes - Site</title><header><h1>Site</h1></header><div><h1>Two homes</h1></div><main><p>There are two homes here.</p></main>"
    assert read(tmp_path, page).text == "# Two homes\n\nThere are two homes here.\n"


TEXT = "She rang. There was no place. It had gone in June, after a letter that she says never came, and nobody had told her of it since."
BODY = f"<div class=article-body><p>{TEXT}</p><p>He left.</p></div>"


@pytest.mark.parametrize(
    ("title", "above", "behind"),
    [
        ("'Nobody rang' - Courier", "<div class=kicker>Health</div><h1>‘Nobody rang’</h1>", "<p>Most read of all.</p>"),
        ("Patients who vanish - Courier", "<h1>‘Nobody rang’</h1>", ""),
        ("Nobody - Courier", "<h1 class=logo>Courier</h1><nav><a>News</a></nav><h1>‘Nobody rang’</h1>", ""),
        ("‘Nobody rang’ - Courier", "<header><nav><a>News</a></nav><h1>‘Nobody rang’</h1></header>", "<h1>Courier</h1>"),
    ],
)
def test_headline_and_standfirst_outside_the_text_stay(tmp_path: Path, title: str, above: str, behind: str) -> None:
    standfirst = "<p class=standfirst>One in nine is struck off</p><figure><figcaption>A corridor. Photograph: S. Iqbal</figcaption></figure>"
    page = f"<title>{title}</title><p>Sign in here.</p><div>{above}{standfirst}{BODY}{behind}</div>"
    assert read(tmp_path, page).text == (f"# ‘Nobody rang’\n\nOne in nine is struck off\n\nA corridor. Photograph: S. Iqbal\n\n{TEXT}\n\nHe left.\n")


def test_a_headline_below_the_text_and_a_site_name_above_it(tmp_path: Path) -> None:
    assert read(tmp_path, f"<title>He left | Courier</title>{BODY}<h1>He left</h1>").text.startswith("# He left\n\nShe rang.")
    assert read(tmp_path, f"<title>She rang | Courier</title><h1>Courier</h1><p>Seen daily.</p>{BODY}").text.startswith("She rang.")


def test_a_text_cut_into_parts_under_its_headline_stays_whole(tmp_path: Path) -> None:
    page = f"<div><h1>Title</h1>{BODY}<p>Advertisement</p><div class=article-body><p>She rang again.</p></div><p>Read on.</p></div>"
    assert "She rang again." in read(tmp_path, page).text
    assert "Read on." not in read(tmp_path, page).text


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("<link rel=canonical href='javascript:alert(1)'>", Source()),
        ("<meta property=og:url content='data:text/html,x'>", Source()),
        ("<script type='application/ld+json'>{broken</script>", Source()),
        ("<script type='application/ld+json'>" + "[" * 100_000 + "</script>", Source()),
        (
            '<script type=\'application/ld+json\'>{"@type": "Report", "author": [{"name": "A. B."}, 7, null], "datePublished": 3}</script>',
            Source(author="A. B."),
        ),
        ("<meta name=citation_author content='Pell, J.'><meta name=citation_author content='Ash, T.'>", Source(author="Pell, J.; Ash, T.")),
        ("<meta name=DC.date content='03/04/2021'>", Source()),
        ("<meta name=author content='https://example.org/me'>", Source()),
    ],
)
def test_fields_that_cannot_be_trusted(tmp_path: Path, head: str, source: Source) -> None:
    assert read(tmp_path, f"{head}<p>A sentence stands here.</p>").source == source


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<div>" * 100_000 + "inner", "nested deeper"),
        ("<span>" * 100_000 + "inner", "nested deeper"),
        ('<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>&b;</p></html>', "XML entities"),
        ("<p " + " ".join(f"a{number}=1" for number in range(1000)) + ">text", "attributes"),
        ("<b>" * 2_000_001, "tags"),
        ("%PDF-1.4\0\0", "not a web page"),
        ("<html><body><script>only()</script></body></html>", "empty"),
    ],
)
def test_hostile_pages_get_one_line(tmp_path: Path, page: str, line: str) -> None:
    with pytest.raises(UnreadableDocument, match=line) as error:
        read(tmp_path, page)
    assert "\n" not in str(error.value)
    assert "page.html" in str(error.value)


@pytest.mark.parametrize(
    ("page", "characters"),
    [
        ("<div class=share>" * 1_900 + "inner" + "</div>" * 1_900, 6),
        (f"<p title='{'x' * 2_000_000}'>text</p>", 5),
        (f"<p>{'x' * 1_000_000}</p>", 1_000_001),
        ("<p>text</p>" * 200 * 2 + "\0\x07\x1e", 400 * 6 - 1),
        ("<ul><li>" * 900 + "text", 39),
        ("<table><tr><td>" * 600 + "text", 5),
        ("<table><tr><th>a<th>b<tr><td>1<td rowspan=99999 colspan=99999>" + "y" * 150 + "</tr>" + "<tr></tr>" * 50 + "</table>", None),
        ("<p>text<!-- unclosed <p>never", 5),
    ],
)
def test_hostile_pages_that_hold_text_give_it(tmp_path: Path, page: str, characters: int | None) -> None:
    text = read(tmp_path, page).text
    assert len(text) == characters if characters else len(text) < 2_000_000


def test_limits_hold(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>A sentence stands here.</p>" * 10, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="more than 100 characters"):
        read_file(path, Limits(most_characters=100))
