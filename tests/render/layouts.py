"""The layouts that acts are rendered in, by name, and the looks each of them is tried in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from tests.render import paper, platypus
from tests.render.document import Document, Look, Rules
from tests.render.modulo import Setting, modulo
from tests.render.plans import GREY, Odd, columns, form, numbered, odd, sheets, stacked, wide
from tests.render.programma import programma
from tests.render.records import Plan, Record, moduli, progettualita

LOOKS = (Look("sans", 10), Look("serif", 11), Look("dejavu", 8.5))
"""Liberation Sans and Serif, DejaVu Sans; each variant is tried in two of them."""

_PAGE_OF = "Pag. {n} di {m}"
_FOOTS = (_PAGE_OF, "Programma di lavoro Distretto famiglia  {n}", None)
_SAME_ELSEWHERE = ("cuts", "of-row", "boxes", "filled", "platypus")
"""Ways of drawing that only this printer has a choice of."""


class Variant(Struct, frozen=True, kw_only=True):
    """One way of setting an act: its layout, its running head and foot, how its text is drawn."""

    name: str
    layout: Callable[[Plan], Document]
    records: Callable[[Plan], tuple[Record, ...]] = lambda plan: plan.azioni
    """What the act must give when it is read."""
    foot: str | None = None
    """With a foot, pages have a running head too."""
    hyphenates: bool = False
    by_words: bool = False
    printer: Callable[[Document, Look], bytes] = paper.print_pdf
    is_paper_only: bool = False
    """Whether other programs that print would make no difference between it and another."""

    def document(self, plan: Plan) -> Document:
        """The plan set in this layout."""
        anno, ente = plan.anno, plan.ente.title()
        head = (f"{ente} – politiche familiari {anno}", f"Prot. n. 0012{anno - 1200}/{anno}")
        return replace(
            self.layout(plan),
            head=head if self.foot else None,
            foot=self.foot,
            hyphenates=self.hyphenates,
            by_words=self.by_words,
        )

    def render(self, plan: Plan, look: Look) -> bytes:
        """The plan as PDF."""
        return self.printer(self.document(plan), look)


def _wide() -> list[Variant]:
    open_cuts, inner = Rules(open_cuts=True), Rules(outer=False)
    horizontal = Rules(vertical=False)
    titled = partial(wide, title="AZIONI PREVISTE", fill=None, rules=Rules("boxes"))
    numbered = partial(wide, is_numbered=True, rules=Rules("filled"))
    return [
        Variant(name="wide", layout=wide, foot=_PAGE_OF),
        Variant(name="wide-header-once", layout=partial(wide, repeats=False, fill=None)),
        Variant(name="wide-open-cuts", layout=partial(wide, repeats=False, rules=open_cuts)),
        Variant(name="wide-inner", layout=partial(wide, rules=inner), foot=_PAGE_OF),
        Variant(name="wide-horizontal", layout=partial(wide, rules=horizontal), foot="{n}"),
        Variant(name="wide-numbered", layout=numbered, foot="Pagina {n}", by_words=True),
        Variant(name="wide-titled", layout=titled, foot=_PAGE_OF),
        Variant(
            name="wide-platypus",
            layout=wide,
            foot="Pag. {n}",
            printer=platypus.print_pdf,
            is_paper_only=True,
        ),
    ]


def _columns() -> list[Variant]:
    ruled = partial(columns, is_ruled=True)
    return [
        Variant(name="columns", layout=columns, foot=_PAGE_OF),
        Variant(name="columns-ruled", layout=ruled, hyphenates=True),
        Variant(name="columns-small", layout=partial(columns, capitals=False), foot="- {n} -"),
    ]


def _forms() -> list[Variant]:
    colon = partial(form, colon=True, bold=True)
    return [
        Variant(name="form", layout=form, foot=_PAGE_OF),
        Variant(name="form-colon", layout=colon, by_words=True),
        Variant(
            name="form-hyphenated", layout=partial(form, bold=True), hyphenates=True, foot="{n}"
        ),
        Variant(name="form-stacked", layout=stacked, foot=_PAGE_OF),
        Variant(name="form-stacked-colon", layout=partial(stacked, colon=True)),
    ]


def _moduli() -> list[Variant]:
    settings: dict[str, tuple[Setting, str | None]] = {
        "modulo": ("below", "{n}"),
        "modulo-beside": ("beside", _PAGE_OF),
        "modulo-colon": ("beside with colon", None),
        "modulo-mixed": ("mixed", _PAGE_OF),
    }
    return [
        Variant(
            name=name,
            layout=partial(modulo, setting=setting),
            records=moduli,
            foot=foot,
            by_words=setting == "mixed",
        )
        for name, (setting, foot) in settings.items()
    ]


def _programmi() -> list[Variant]:
    layouts: dict[str, Callable[[Plan], Document]] = {
        "programma": programma,
        "programma-open-cuts": partial(programma, rules=Rules(open_cuts=True)),
        "programma-middle": partial(programma, valign="middle"),
        "programma-bottom": partial(programma, valign="bottom"),
        "programma-middle-of-row": partial(programma, valign="middle of row"),
        "programma-bottom-of-row": partial(programma, valign="bottom of row"),
        "programma-repeated": partial(programma, repeats=True, fill=GREY),
        "programma-double": partial(programma, rules=Rules("double")),
        "programma-boxes": partial(programma, rules=Rules("boxes")),
        "programma-filled": partial(programma, rules=Rules("filled")),
        "programma-hyphenated": partial(programma, align="justify"),
        "programma-platypus": programma,
    }
    return [
        Variant(
            name=name,
            layout=layout,
            records=progettualita,
            foot=_FOOTS[number % len(_FOOTS)],
            hyphenates=name.endswith("hyphenated"),
            by_words=name.endswith("double"),
            printer=platypus.print_pdf if name.endswith("platypus") else paper.print_pdf,
            is_paper_only=name.endswith(_SAME_ELSEWHERE),
        )
        for number, (name, layout) in enumerate(layouts.items())
    ]


def _sheets() -> list[Variant]:
    return [
        Variant(name="sheet", layout=partial(sheets, setting="across"), foot=_PAGE_OF),
        Variant(name="sheet-pairs", layout=partial(sheets, setting="pairs")),
        Variant(name="sheet-above", layout=partial(sheets, setting="above"), foot="{n}"),
        Variant(name="sheet-numbered", layout=numbered, foot=_PAGE_OF),
    ]


def _odd() -> list[Variant]:
    settings: dict[str, Odd] = {
        "odd": "boxed",
        "odd-headed": "headed",
        "odd-on-its-side": "on its side",
        "odd-numbered-labels": "numbered labels",
        "odd-bulleted": "bulleted",
        "odd-dashed": "dashed",
    }
    bare = partial(wide, rules=Rules("none"), fill=None)
    return [
        *(
            Variant(name=name, layout=partial(odd, setting=setting), foot=_PAGE_OF)
            for name, setting in settings.items()
        ),
        Variant(name="odd-wide-bare", layout=bare, foot="{n}"),
    ]


VARIANTS = (
    *_wide(),
    *_columns(),
    *_forms(),
    *_moduli(),
    *_programmi(),
    *_sheets(),
    *_odd(),
)


def looks(variant: Variant) -> tuple[Look, Look]:
    """The two looks that a variant is tried in: each look has its turn."""
    n = VARIANTS.index(variant)
    return LOOKS[n % len(LOOKS)], LOOKS[(n + 1) % len(LOOKS)]
