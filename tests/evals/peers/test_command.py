"""``carecite eval --peers`` and ``--peer``: what is refused before any question is asked."""

from __future__ import annotations

import pytest

from evals import cli


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--peer", "Elsewhere"], "no system to compare with is called 'Elsewhere'; choose from: LangChain 1000/200"),
        (["--peers", "--gate"], "know no gate; leave out --gate"),
        (["--peer", "BM25 sentences", "--update-baseline"], "know no gate; leave out --gate"),
        (["--peers", "--references"], "--references asks no questions"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert cli.main(arguments) == 2
    assert message in capsys.readouterr().err
