"""`python -m pipeline.normalise.suggest train`: a model of one's own plans, with its card."""

from __future__ import annotations

import os
from pathlib import Path

import click

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # one core, so that sums are made in one order


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Suggested classifications for azioni that their act does not classify."""


@main.command()
@click.argument("dataset", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", metavar="DIR", required=True, help="The model's folder, a new one.")
@click.option("--edition", default="2", show_default=True, help="Edition of the taxonomy.")
@click.option("--taxonomy", metavar="DIR", help="Editions to add, as for `extract`.")
@click.option("--seed", default=0, show_default=True, help="Order of the examples, and folds.")
@click.option("--folds", default=5, show_default=True, type=click.IntRange(2, 100))
def train(
    dataset: str, output: str, edition: str, taxonomy: str | None, seed: int, folds: int
) -> None:
    """Make a model of the classified plans in DATASET, a .json or .jsonl that `extract` wrote."""
    from msgspec import MsgspecError

    from pipeline.normalise.suggest import examples, model
    from pipeline.normalise.suggest import train as training
    from pipeline.normalise.suggest.card import Measured, card
    from schemas.taxonomy import TaxonomyError, taxonomies

    folder = Path(output)
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise click.ClickException(f"{output} is not an empty folder. Name another.")
    try:
        known = taxonomies(taxonomy).editions.get(edition)
        if known is None:
            raise click.ClickException(f"there is no edition {edition} of the taxonomy.")
        plans = examples.read_plans(dataset, known)
    except (OSError, MsgspecError, TaxonomyError) as error:
        raise click.ClickException(f"{dataset}: {error}") from error
    if len({each.code for each in training.examples_of(plans)}) < 2:
        raise click.ClickException(f"{dataset}: fewer than two codes of edition {edition} in it.")
    folds = min(folds, examples.bodies(plans))
    answers = training.held_out(plans, known, folds, seed) if folds > 1 else ()
    measured = Measured(folds, seed, tuple(answers))
    suggester = training.train(plans, known, seed)
    training.save(suggester, output)
    size_bytes = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    told = card(suggester, plans, known, size_bytes, measured)
    (folder / model.CARD).write_text(told, encoding="utf-8")
    click.echo(f"{output}: {len(suggester.codes)} codes, {size_bytes / 1e6:.1f} MB", err=True)


if __name__ == "__main__":
    main(prog_name="python -m pipeline.normalise.suggest")
