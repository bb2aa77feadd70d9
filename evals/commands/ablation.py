"""``carecite eval --ablation``: what each part of the assistant is worth."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Literal

from rich.progress import TaskID

from evals.cases import load_cases, of_split
from evals.commands.output import console, progress, write
from evals.errors import OptionsError
from evals.product import ensure_index, open_product

SAMPLE = 150
"""Questions taken of each public set."""


def run(options: argparse.Namespace) -> int:
    """Measure every part of the assistant; reports are written after each question set, since the next one may take long."""
    from evals import ablation, ablation_report
    from evals.public_set import read_public_set

    left_out = _listed(options.leave_out) if options.leave_out else frozenset()
    sets = [read_public_set(folder).without(left_out) for folder in options.public]
    if len({one.name for one in sets}) < len(sets):
        raise OptionsError("two folders of --public have the same name; name each set once, or rename one of them")
    sample = options.sample or SAMPLE
    if options.documents is not None:
        sets = [one.reduced(sample, options.documents) for one in sets]
    public = [(one, one.cases(sample)) for one in sets]
    ensure_index(options.index, options.seeds)
    product = open_product(options.index)
    split: Literal["tune", "gate", "all"] = options.split or "gate"
    cases = of_split(load_cases(options.set, product.documents), split)
    name = f"{options.set.stem}, {'both halves' if split == 'all' else f'{split} half'}"
    done: list[ablation.Ablation] = []
    with progress() as bar:
        bars: dict[str, TaskID] = {}

        def watch(work: str, step: str, at: int, total: int) -> None:
            if work not in bars:
                bars[work] = bar.add_task(work)
            bar.update(bars[work], description=f"{work}: {step}", completed=at, total=total)

        for one in ablation.ablate((name, cases), options.index, options.seeds, product, public, watch):
            done.append(one)
            if options.json:
                write(options.json, json.dumps(ablation_report.to_json(done), ensure_ascii=False, indent=1) + "\n")
            if options.markdown:
                write(options.markdown, ablation_report.to_markdown(done))
    console().print(ablation_report.for_terminal(done))
    return 1 if any(one.is_broken for one in done) else 0


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise OptionsError(f"cannot read {path}; name a text file with one question id a line with --leave-out") from error
