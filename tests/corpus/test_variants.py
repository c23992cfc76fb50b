"""The plans set another way give the same values: what counts is the label, not the habit."""

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
from click.testing import CliRunner

from pipeline.cli import extract
from tests.places import AS_PRINTED, BENCH, PLANS

LABELS = ("TITOLO", "TASSONOMIA", "MACRO-AMBITO", "OBIETTIVO", "DESCRIZIONE")
_LABEL = rf"(?m)^({'|'.join(LABELS)}):"
_LOOKS_LIKE = str.maketrans("ABCDEILMNORSTZ", "48GOFl1NM0P572")


def without_separators(text: str) -> str:
    """No `-----` between the actions."""
    return re.sub(r"(?m)^-----\s*$", "", text)


def with_crlf(text: str) -> str:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n")


def with_small_labels(text: str) -> str:
    """`Titolo:` for `TITOLO:`."""
    return re.sub(_LABEL, lambda found: f"{found[1].capitalize()}:", text)


def with_slips(text: str) -> str:
    """One letter of every third label as an OCR would misread it."""
    random = Random(len(text))

    def slip(found: re.Match[str]) -> str:
        label, at = found[1], random.randrange(len(found[1]))
        if random.random() > 1 / 3:
            return found[0]
        return f"{label[:at]}{label[at].translate(_LOOKS_LIKE)}{label[at + 1 :]}:"

    return re.sub(_LABEL, slip, text)


def as_rows(text: str) -> str:
    """A table: a row a label, the value in the second cell."""
    return _rewritten(text, lambda a: [f"{k.capitalize()}\t{' '.join(a[k].split())}" for k in a])


def taxonomy_first(text: str) -> str:
    """The title second, the description before the aim, no separators."""
    order = ("TASSONOMIA", "TITOLO", "MACRO-AMBITO", "DESCRIZIONE", "OBIETTIVO")
    return _rewritten(text, lambda a: [f"{k}: {a[k].strip()}\n" for k in order if k in a])


def in_markdown(text: str) -> str:
    """Labels in bold type, stars between the actions."""
    bold = re.sub(_LABEL, lambda found: f"**{found[1]}:**", text)
    return re.sub(r"(?m)^-----\s*$", "* * *", bold)


def numbered(text: str) -> str:
    """`TITOLO 1:`, `OBIETTIVO 1:`."""
    actions = re.split(r"(?m)^(?=TITOLO:)", text)
    return "".join(
        re.sub(_LABEL, rf"\1 {n}:", action) if n else action for n, action in enumerate(actions)
    )


def titles_in_small(text: str) -> str:
    """`Titolo:`, where all other labels are in capitals."""
    return re.sub(r"(?m)^TITOLO:", "Titolo:", text)


def misread(text: str) -> str:
    """`0BlETTlV0:` for `OBIETTIVO:`."""
    return re.sub(_LABEL, lambda found: found[0].replace("O", "0").replace("I", "l"), text)


def decomposed(text: str) -> str:
    """Accents as marks of their own, those of damaged letters too."""
    return normalize("NFD", text)


def on_pages(text: str) -> str:
    """As `pdftotext` prints it: lines of 90 letters, 50 to a page, with a head and a foot."""
    lines = [x for line in text.split("\n") for x in (textwrap.wrap(line, 90) or [""])]
    pages = ["\n".join(lines[n : n + 50]) for n in range(0, len(lines), 50)]
    return "\f".join(
        f"Comune – politiche familiari\n\n{page}\n\nPag. {n} di {len(pages)}\n"
        for n, page in enumerate(pages, 1)
    )


def _rewritten(text: str, lines: Callable[[dict[str, str]], list[str]]) -> str:
    """The plan with each action's labels and values set as `lines` says."""
    head, body = re.split(r"(?m)^(?==+ AZIONI =+\s*$)", text)
    blocks = re.split(r"(?m)^(?=TITOLO:)", without_separators(body))
    parts = [re.split(_LABEL, block) for block in blocks[1:]]
    actions = [dict(zip(part[1::2], part[2::2], strict=True)) for part in parts]
    return head + blocks[0] + "\n\n".join("\n".join(lines(action)) for action in actions) + "\n"


VARIANTS = (
    without_separators,
    with_crlf,
    with_small_labels,
    with_slips,
    as_rows,
    taxonomy_first,
    in_markdown,
    numbered,
    titles_in_small,
    misread,
    decomposed,
    on_pages,
)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_other_settings_give_the_same_values(variant: Callable[[str], str], tmp_path: Path) -> None:
    plans = tmp_path / "piani"
    plans.mkdir()
    changed = 0
    for plan in PLANS.glob("*.txt"):
        text = plan.read_text(encoding="utf-8")
        (plans / plan.name).write_bytes(variant(text).encode())
        changed += variant(text) != text
    assert changed > 50
    out, gold = tmp_path / "out.json", tmp_path / "gold.jsonl"
    assert CliRunner().invoke(extract, [str(plans), "-o", str(out), *AS_PRINTED]).exit_code == 0
    gold.write_text(_bench("gold.py", str(PLANS)), encoding="utf-8")
    told = _bench("score.py", str(gold), str(out), "--all")
    assert "precision 1.0000 recall 1.0000" in told, told
    assert "exact 1.0000" in told, told
    assert json.loads(out.read_text(encoding="utf-8"))["documents"]


def _bench(program: str, *arguments: str) -> str:
    command = [sys.executable, program, *arguments]
    return subprocess.run(command, cwd=BENCH, capture_output=True, text=True, check=True).stdout
