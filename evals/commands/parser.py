"""The arguments of ``carecite eval`` itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.arguments import Parser, count
from evals.command_task import TIMEOUT
from evals.commands.ablation import SAMPLE
from evals.commands.asking import QUESTIONS

REPORTS = ("json", "markdown", "junit", "html")
"""The options that name a file which a report goes to."""

_ABOUT = """\
Ask every question of the known set, or of your own, and measure the replies.

The primary figure is the share of required facts that stand in the first 150 words of quotes. A fact counts as shown only when one of its
gold texts, copied from the documents, stands there; white space and the form of quote marks are all that may differ. The questions come in
two halves: look at 'tune' as often as you like, and at 'gate' only to decide whether a change may stay.

commands (`carecite eval COMMAND --help` explains each):
  new      draft a question set from a folder of documents, for you to finish
  check    list all that is wrong with a question set
  compare  hold two saved runs against each other, without asking anything
  export   write a set as TREC or BEIR files, and what a system finds as a TREC run
  import   make a question set and its documents of a BEIR folder
"""
_EXAMPLES = """\
examples:
  carecite eval --split tune                  while working on a change
  carecite eval --gate                        is the change no worse? exit code 1 when a figure falls
  carecite eval --update-baseline             the change is better: let it set the standard
  carecite eval --against before.json         what changed since that run? write one with --json
  carecite eval compare old.json new.json     what changed between two runs that are saved?
  carecite eval --html run.html               a page with plots, and what each failed question wanted and was shown
  carecite eval --peers --markdown eval.md    the same questions put to LangChain, LlamaIndex, Haystack, txtai and BM25
  carecite eval --forgery                     is every altered quote caught, and no good one refused?
  carecite eval --ablation --public sets/one --json ablation.json
                                              what each part is worth, on the gate half and on a public set
  carecite eval --references                  are in-text references resolved to the right entries?

your own documents and questions (docs/evaluating.md shows the whole way):
  carecite eval --set questions.jsonl --corpus policies
  carecite eval --set questions.jsonl --corpus policies --update-baseline --baseline baseline.json
  carecite eval --set questions.jsonl --corpus policies --gate --baseline baseline.json

another system, by a Python function (question, history, words) or by a program that reads and writes JSON lines:
  carecite eval --set questions.jsonl --corpus policies --task my_system:ask
  carecite eval --set questions.jsonl --corpus policies --command "./my-system --batch {in} --out {out} --words {words}"

exit codes: 0 measured, and the gate is open; 1 a gated figure fell or a case broke; 2 nothing could be measured
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``carecite eval``."""
    parser = Parser("carecite eval", description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_asked(parser)
    add_system(parser)
    add = parser.add_argument_group("better or worse").add_argument
    add("--gate", action="store_true", help="compare the gate half with the baseline, list each question that got better or worse")
    add("--update-baseline", action="store_true", help="let this run set the baseline; refused when a case broke or a quote is not exact")
    add("--baseline", type=Path, metavar="FILE", help="the baseline to compare with or to write (of carecite's own questions, the one beside them)")
    add("--significance", type=float, metavar="P", help="with --gate: only a fall that chance explains in no more than this share closes it")
    add("--repeat", type=int, default=0, metavar="N", help="with --gate: ask N times more and report how often it is open")
    add("--against", type=Path, metavar="FILE", help="compare with an earlier run, as --json wrote it")
    add = parser.add_argument_group("reports").add_argument
    add("--json", type=Path, metavar="FILE", help="write everything that was measured, down to each question")
    add("--markdown", type=Path, metavar="FILE", help="write the tables as a Markdown page")
    add("--junit", type=Path, metavar="FILE", help="write the first system's questions as JUnit XML, for a continuous integration server")
    add("--html", type=Path, metavar="FILE", help="write one page for the browser: plots, and what each failed question wanted and was shown")
    add = parser.add_argument_group("other things to measure").add_argument
    add("--peers", action="store_true", help="put the same questions to all other systems that are installed, and measure what each costs")
    add("--peer", action="append", default=[], metavar="NAME", help="like --peers, but only this system; may be given again")
    add("--forgery", action="store_true", help="put forged quotes, and good ones in other type, to the check that quotes are exact; takes seconds")
    add("--references", action="store_true", help="resolve the in-text references of a hand-checked list; exit code 1 below the bar")
    add("--ablation", action="store_true", help="switch off each part of the assistant in turn; takes long, and the peers are in it")
    add("--public", type=Path, action="append", default=[], metavar="FOLDER", help="with --ablation: also a public set; may be given again")
    add("--sample", type=int, metavar="N", help=f"with --ablation: questions taken of each public set ({SAMPLE})")
    add("--documents", type=int, metavar="N", help="with --ablation: documents taken of each public set, those that answer first (all)")
    add("--leave-out", type=Path, metavar="FILE", help="with --ablation: ids of public questions that are not asked, one a line")
    return parser


def add_asked(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is asked."""
    add = parser.add_argument_group("what is asked").add_argument
    add("--set", type=Path, default=QUESTIONS, metavar="FILE", help="the questions, one JSON object a line (the set that comes with carecite)")
    add("--corpus", type=Path, metavar="FOLDER", help="with --set: the documents that they are about; indexed first, as far as they are new")
    add("--split", choices=("tune", "gate", "all"), help="which half to ask (all; with --gate, --update-baseline or --ablation: gate)")
    add("--index", type=Path, metavar="DIR", help="the index to ask or to keep (.carecite/index; with --corpus one for that folder beside it)")
    add("--jobs", type=count, default=1, metavar="N", help="processes that answer at once, each some 1 GB (%(default)s); replies are the same")
    add("--seeds", type=Path, default=Path("seeds"), metavar="FOLDER", help="the documents of the set that comes with carecite (%(default)s)")


def add_system(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who is asked."""
    system = parser.add_argument_group("who is asked, if not carecite")
    one_of = system.add_mutually_exclusive_group()
    one_of.add_argument("--task", metavar="MODULE:FUNCTION", help="a Python function (question, history, words) that returns a reply of the contract")
    one_of.add_argument("--command", metavar='"..."', help="a program, with {in} {out} {words} {corpus} where it takes them; no shell is used")
    one_of.add_argument("--found", type=Path, metavar="RUN", help="a TREC run file over the sentences that `carecite eval export --trec` names")
    system.add_argument("--timeout", type=count, default=TIMEOUT, metavar="SECONDS", help="the most that --command may take in all (%(default)s)")
    system.add_argument("--name", metavar="NAME", help="what the reports call the system")
