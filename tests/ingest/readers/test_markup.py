"""Markup in a manuscript: each construct of HTML as the canonical text has it."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from ingest.manuscript import FileContent, Manuscript
from ingest.readers.markup import parse, write_markup
from ingest.structure import blocks_of


def written(markup: str) -> FileContent:
    manuscript = Manuscript()
    write_markup(manuscript, parse(markup.encode()))
    return manuscript.content()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1> A  <b>b</b>\n</h1><h3></h3><h6>c</h6>", "# A b\n\n###### c"),
        ("<p role=heading aria-level=3>Part</p><p role=heading>Other</p>", "### Part\n\n## Other"),
        ("<h2>Title<p>inside</p></h2>text", "## Title\n\ninside\n\ntext"),
        ("bare<div>in a div<div>deeper</div>after</div>", "bare\n\nin a div\n\ndeeper\n\nafter"),
        ("<p>one<br>line</p><p>two<br> <br>\nparagraphs</p>", "one line\n\ntwo\n\nparagraphs"),
        ("<p>• first<br>• second</p><p>● alone</p>", "- first\n- second\n- alone"),
        ("<p>w<b>or</b>d, <i>two</i> words</p>", "word, two words"),
        ("<p>see <a href='javascript:x()'>this</a></p>", "see this"),
        ("<p>say <q>no</q></p>", "say “no”"),
        ("<p>old <del>gone</del> new <ins>here</ins></p>", "old new here"),
        ("<p>5 km<sup>2</sup>, 10<sup>-3</sup>, 5<sup>th</sup>, H<sub>2</sub>O, x<sup>1, 2</sup></p>", "5 km², 10⁻³, 5th, H2O, x¹, ²"),
        ("<ol start=3><li>c<li value=7>g<li>h</ol>", "3. c\n7. g\n8. h"),
        ("<ol type=a><li>x<li>y</ol><ol type=I start=4><li>z</ol>", "a. x\nb. y\nIV. z"),
        ("<ol style='list-style-type: lower-roman'><li>x</ol>", "i. x"),
        ("<p>Two:</p><ul><li>a:<ol><li>b</ol>tail<li><p>c</p><p>d</p></ul>", "Two:\n\n- a:\n    1. b\n     tail\n- c\n     d"),
        ("<li>stray", "- stray"),
        ("<dl><dt>Term<dd>What it is.<dt>Asked?<dd>Yes.<dt>Alone</dl>", "Term: What it is.\n\nAsked? Yes.\n\nAlone"),
        ("<h2>Glossary</h2><dl><dt>Care plan<dd>A plan for care.</dl><h2>End</h2>", "## Glossary\n\n### Care plan\n\nA plan for care.\n\n## End"),
        ("<blockquote>One.<p>Two.</p></blockquote>", "> One.\n\n> Two."),
        ("<figure><img alt=no><figcaption>Figure 1: Homes</figcaption></figure>", "Figure 1: Homes"),
        ("<pre>a\nb\n\nc</pre>", "a b\n\nc"),
        ("<table><caption>Spending</caption><tr><th>a<th>b<tr><td>1<td>2</table>", "Spending\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
        (
            "<table><thead><tr><th rowspan=2>Area<th colspan=2>Children<tr><th>Boys<th>Girls</thead><tr><td>East<td>1<td>2"
            "<tr><td colspan=3>West</table>",
            "| Area | Children Boys | Children Girls |\n| --- | --- | --- |\n| East | 1 | 2 |\n| West |",
        ),
        (
            "<table><tr><td>Area<td>Homes<tr><td>East<td>1,204<tr><td>West<td>7</table>",
            "| Area | Homes |\n| --- | --- |\n| East | 1,204 |\n| West | 7 |",
        ),
        ("<table><tr><td>Dear<td>all<tr><td>of<td>you</table>", "| Dear | all |\n| of | you |"),
        ("<table><tr><th>a<th>b<tr><td>x<table><tr><td>in<td>side</table><td>y</table>", "| a | b |\n| --- | --- |\n| x in side | y |"),
        ("<table role=presentation><tr><td>One.<td>Two.<tr><td>Three.<td>Four.</table>", "One.\n\nTwo.\n\nThree.\n\nFour."),
        ("<table><tr><th>Box</table>", "Box"),
        ("<table><tr><td><h2>Part</h2>Text.<td>More.<tr><td>a<td>b</table>", "## Part\n\nText.\n\nMore.\n\na\n\nb"),
        ("<p>a|b</p><table><tr><th>a|b<th>c<tr><td>d<td>e</table>", "a|b\n\n| a¦b | c |\n| --- | --- |\n| d | e |"),
    ],
)
def test_constructs(markup: str, text: str) -> None:
    assert written(markup).text == f"{text}\n"


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            '<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>',
            '<ol><li id="footnote-1"><p> The note. <a href="#footnote-ref-1">↑</a></p></li></ol>',
        ),
        ('<a id="r" href="#n" epub:type="noteref">1</a>', '<aside epub:type="footnote" id="n"><p><a href="#r">1</a>. The note.</p></aside>'),
        ('<a id="r" href="#n" role="doc-noteref">1</a>', '<p id="n">1. The note. <a href="#r" role="doc-backlink">Back</a></p>'),
        (
            '<sup id="fnref:1"><a class="footnote" href="#fn:1">1</a></sup>',
            '<div><ol><li id="fn:1"><p>The note.&nbsp;<a href="#fnref:1">&#8617;</a></p></li></ol></div>',
        ),
        ('<a href="#fn1"><sup>1</sup></a>', '<p><a name="fn1"></a><sup>1</sup> The note.</p>'),
        ('<sup><a name="b1" href="#n1">1</a></sup>', '<table><tr><td><a name="n1" href="#b1">1</a></td><td>The note.</td></tr></table>'),
    ],
)
def test_notes_stand_behind_what_they_belong_to(reference: str, note: str) -> None:
    text = written(f"<p>It rose.{reference} It fell.</p><p>Next.</p><h2>Notes</h2>{note}").text
    assert text == "It rose.¹ It fell.\n\n¹ The note.\n\nNext.\n"


def test_a_note_waits_for_the_end_of_the_sentence_and_is_written_once() -> None:
    markup = (
        "<p>There are<sup><a href='#fn1'>1</a></sup>:</p><ul><li>homes;</li><li>schools.</li></ul><p>Again.<sup><a href='#fn1'>1</a></sup></p>"
        "<p id='fn1'>1 In 2020.</p>"
    )
    assert written(markup).text == "There are¹:\n\n- homes;\n- schools.\n\n¹ In 2020.\n\nAgain.¹\n"


def test_notes_of_a_table_stand_below_it() -> None:
    markup = "<table><tr><th>a<th>b<sup><a href='#fn1'>*</a></sup><tr><td>1<td>2</table><p>End.</p><p id='fn1'>* Estimate.</p>"
    assert written(markup).text == "| a | b* |\n| --- | --- |\n| 1 | 2 |\n\n* Estimate.\n\nEnd.\n"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>See section <a href='#s3'>3</a>.</p><h2 id='s3'>Part</h2><p>Text.</p>",
        "<p>See <a href='#s3'>1</a>.</p><section id='s3'><p>Text.</p></section>",
        "<p>A mark<sup><a href='#gone'>1</a></sup> without a note.</p>",
    ],
)
def test_other_links_are_text(markup: str) -> None:
    content = written(markup)
    assert all(block.mark.value != "footnote" for block in content.raw)


@given(
    st.recursive(
        st.text(max_size=8),
        lambda inner: st.tuples(
            st.sampled_from("h2 p div ul ol li table tr td th dl dt dd sup br blockquote pre a".split()), st.lists(inner, max_size=3)
        ),
        max_leaves=25,
    )
)
def test_every_block_of_any_markup_stands_where_it_says(tree: object) -> None:
    def spelt(node: object) -> str:
        if isinstance(node, str):
            return node
        assert isinstance(node, tuple)
        return f"<{node[0]} id=fn1 href='#fn1'>{''.join(map(spelt, node[1]))}</{node[0]}>"

    content = written(spelt(tree))
    assert all(block.span.of(content.text) == block.text and block.text.strip() for block in content.raw)
    blocks_of(content.text, content.raw)
