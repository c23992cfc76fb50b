"""Exactness by layout: the real plans, set as offices set them, printed, read again.

`python -m benchmarks.layouts [--plans N] [--folder FOLDER] [--only WORD]` prints a Markdown table.
Needs the corpus beside the project. Where LibreOffice or Chromium is at hand, they print too. What
stands in the folder is not printed again: delete it when a layout changes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import reduce
from operator import add
from pathlib import Path

from msgspec import Struct

from tests.places import BENCH, PLANS
from tests.render.document import Look
from tests.render.layouts import VARIANTS, Variant, looks
from tests.render.office import flat_odt
from tests.render.records import Plan, load_plans
from tests.render.scoring import Score, compare, interventi
from tests.render.web import html

PLANS_BY_DEFAULT = 6
_FILES_A_CALL = 60
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
_SOFFICE = shutil.which("soffice")


class Print(Struct, frozen=True):
    """One plan printed in one layout."""

    printer: str
    variant: str
    look: Look
    plan: Plan

    def path(self, folder: Path, suffix: str = ".pdf") -> Path:
        """Where it stands."""
        name = f"{self.variant}-{self.look.name}"
        return folder / self.printer / name / f"{self.plan.doc}{suffix}"


def main() -> int:
    """Prints the table; nothing to do without the corpus."""
    arguments = _arguments()
    if not PLANS.is_dir():
        print(f"no corpus in {PLANS}: the layouts were not measured")
        return 0
    plans = _some_plans(arguments.plans)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments.folder or scratch).resolve()
        prints = [x for x in _prints(plans) if arguments.only in f"{x.printer} {x.variant}"]
        for printer, press in PRESSES.items():
            press(
                [x for x in prints if x.printer == printer and not x.path(folder).exists()], folder
            )
        _report(prints, folder, arguments.differences)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=PLANS_BY_DEFAULT, help="how many plans")
    parser.add_argument("--folder", type=Path, help="where the PDFs are kept for the next run")
    parser.add_argument("--only", default="", help="part of `printer variant`: `office wide`")
    parser.add_argument("--differences", type=int, default=0, help="how many to show for each row")
    return parser.parse_args()


def _some_plans(count: int) -> list[Plan]:
    """So many plans, from all over the corpus."""
    command = [sys.executable, "gold.py", str(PLANS)]
    done = subprocess.run(command, cwd=BENCH, capture_output=True, text=True, check=True)
    plans = list(load_plans(done.stdout.splitlines()))
    return plans[:: max(1, len(plans) // count)][:count]


def _prints(plans: Sequence[Plan]) -> Iterator[Print]:
    for printer in PRESSES:
        for variant in VARIANTS:
            if printer == "reportlab" or not variant.is_paper_only:
                for plan in plans:
                    yield Print(printer, variant.name, looks(variant)[0], plan)


def _variant(of: Print) -> Variant:
    return next(variant for variant in VARIANTS if variant.name == of.variant)


def _by_reportlab(prints: Sequence[Print], folder: Path) -> None:
    for one in prints:
        path = one.path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_variant(one).render(one.plan, one.look))


def _by_office(prints: Sequence[Print], folder: Path) -> None:
    """LibreOffice takes many files in one call, if they go to one place."""
    for parent in sorted({one.path(folder).parent for one in prints}):
        here = [one for one in prints if one.path(folder).parent == parent]
        sources = [
            _written(flat_odt(_variant(one).document(one.plan), one.look), one, folder, ".fodt")
            for one in here
        ]
        home = f"-env:UserInstallation={(folder / 'office_home').as_uri()}"
        command = [str(_SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir"]
        _called([*command, str(parent), *map(str, sources)])


def _by_chromium(prints: Sequence[Print], folder: Path) -> None:
    for one in prints:
        source = _written(html(_variant(one).document(one.plan), one.look), one, folder, ".html")
        command = [str(_CHROMIUM), "--headless", "--no-sandbox", "--no-pdf-header-footer"]
        _called([*command, f"--print-to-pdf={one.path(folder)}", source.as_uri()])


def _written(text: str, one: Print, folder: Path, suffix: str) -> Path:
    path = one.path(folder, suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _called(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


PRESSES: dict[str, Callable[[Sequence[Print], Path], None]] = {
    "reportlab": _by_reportlab,
    **({"office": _by_office} if _SOFFICE else {}),
    **({"chromium": _by_chromium} if _CHROMIUM else {}),
}
"""Who prints, of those at hand."""


def score(one: Print, path: Path) -> Score:
    """How one print was read."""
    return compare(_variant(one).records(one.plan), interventi(path.read_bytes(), path.name))


def _report(prints: Sequence[Print], folder: Path, differences: int) -> None:
    """One row for each printer and layout, as they get done."""
    print("| printed by | layout | precision | recall | exact | invented | failed |")
    print("|---|---|---|---|---|---|---|")
    rows = list(dict.fromkeys((x.printer, x.variant, x.look) for x in prints))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        scores = [(one, pool.submit(score, one, one.path(folder))) for one in prints]
        for row in rows:
            mine = [x for one, x in scores if (one.printer, one.variant, one.look) == row]
            printer, variant, look = row
            print(f"| {printer} | {variant} {look.name} | {_told(mine, differences)}", flush=True)


def _told(scores: Sequence[Future[Score]], differences: int) -> str:
    errors = [repr(error) for error in (one.exception() for one in scores) if error]
    total = reduce(add, (one.result() for one in scores if not one.exception()), Score())
    counts = f"{total.precision:.3f} | {total.recall:.3f} | {total.exact:.4f} | {total.invented}"
    return "\n".join(
        [
            f"{counts} | {len(errors)} |",
            *sorted(set(errors)),
            *map(str, total.differences[:differences]),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
