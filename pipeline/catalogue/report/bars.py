"""Bars: upright ones for years, lying ones for names, and small ones in panels for many series.

Every bar has its figure beside it; there is no axis of values to read off.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.catalogue.report.drawing import WIDTH, Chart, Mark, fitted, label, width_of, wrapped
from pipeline.catalogue.report.italian import number

_TEXT, _SMALL = 12.0, 11.0
_NAMES, _LYING, _VALUES = 400, 26, 110
_UPRIGHT, _WIDEST = 210, 76.0
_PANELS, _PANEL_GAP, _PANEL, _PANEL_BARS, _MARGIN = 3, 30, 148, 70, 16


class Bar(Struct, frozen=True, gc=False):
    """A bar: its name, its value, what else stands below or beside it."""

    name: str
    value: int
    more: Sequence[str] = ()
    """Upright: lines below the name. Lying: one text, beside the figure."""
    style: str = "bar"
    tip: str = ""


class Panel(Struct, frozen=True):
    """A small chart of upright bars: its name, and its bars in the order of the years."""

    name: str
    bars: Sequence[Bar]


def upright(title: str, description: str, bars: Sequence[Bar], lines: Sequence[str]) -> Chart:
    """Bars side by side, such as years. `lines` says what each line below the names counts."""
    left = 130 if lines else 10
    step = min((WIDTH - left) / len(bars), _WIDEST * 2)
    tallest = max(bar.value for bar in bars) or 1
    floor = _UPRIGHT + 24
    fits = all(width_of(number(bar.value), _TEXT) < step for bar in bars)
    figures = "label strong" if fits else "label strong small"
    marks = [Mark("path", "axis", text=f"M{left} {floor}H{left + step * len(bars):g}")]
    for place, name in enumerate(lines):
        marks.append(label(left - 12, floor + 20 + 18 * place, name, "label quiet", "end"))
    for place, bar in enumerate(bars):
        middle = left + step * (place + 0.5)
        wide = min(step * 0.68, _WIDEST)
        high = _height(bar.value, tallest, _UPRIGHT)
        x, y = middle - wide / 2, floor - high
        marks.append(Mark("rect", bar.style, x, y, wide, high, tip=bar.tip))
        marks.append(label(middle, y - 7, number(bar.value), figures, "middle"))
        for line, text in enumerate((bar.name, *bar.more)):
            style = "label" if line == 0 else "label small"
            marks.append(label(middle, floor + 20 + 18 * line, text, style, "middle"))
    below = max(len(lines), 1 + max(len(bar.more) for bar in bars))
    return Chart(title, description, floor + 12 + 18 * below, marks)


def lying(title: str, description: str, bars: Sequence[Bar], names: int = _NAMES) -> Chart:
    """Bars below each other, with long names on their left."""
    longest = max(bar.value for bar in bars) or 1
    values = _VALUES + max(width_of(text, _SMALL) for bar in bars for text in (*bar.more, ""))
    room = WIDTH - names - values
    marks: list[Mark] = []
    for place, bar in enumerate(bars):
        y = place * _LYING + 4
        base = y + 15
        wide = _height(bar.value, longest, room)
        name = fitted(bar.name, names - 14, _TEXT)
        marks += [
            Mark("text", "label", names - 10, base, text=name, tip=bar.name, anchor="end"),
            Mark("rect", bar.style, names, y, wide, _LYING - 6, tip=bar.tip),
            label(names + wide + 7, base, number(bar.value), "label strong"),
        ]
        beside = names + wide + 7 + width_of(number(bar.value), _TEXT) + 12
        marks += [label(beside, base, text, "label small quiet") for text in bar.more]
    marks.append(Mark("path", "axis", text=f"M{names} 0V{len(bars) * _LYING + 4}"))
    return Chart(title, description, len(bars) * _LYING + 8, marks)


def panels(title: str, description: str, shown: Sequence[Panel]) -> Chart:
    """Small charts in rows of three, all to one scale."""
    tallest = max(bar.value for panel in shown for bar in panel.bars) or 1
    wide = (WIDTH - _PANEL_GAP * (_PANELS - 1)) / _PANELS
    marks: list[Mark] = []
    for place, panel in enumerate(shown):
        x = (place % _PANELS) * (wide + _PANEL_GAP)
        marks += _panel(panel, x, place // _PANELS * _PANEL, wide, tallest)
    return Chart(title, description, -(-len(shown) // _PANELS) * _PANEL, marks)


def _panel(panel: Panel, x: float, y: float, wide: float, tallest: int) -> list[Mark]:
    marks = [
        label(x, y + 14 + 15 * line, text, "label strong small")
        for line, text in enumerate(wrapped(panel.name, wide, _SMALL, 2))
    ]
    floor = y + 50 + _PANEL_BARS
    step = min((wide - _MARGIN) / len(panel.bars), 46.0)
    every = max(1, round(34 / step + 0.49))
    marks.append(
        Mark("path", "axis", text=f"M{x:g} {floor}H{x + _MARGIN + step * len(panel.bars):g}")
    )
    for place, bar in enumerate(panel.bars):
        middle, high = (
            x + _MARGIN / 2 + step * (place + 0.5),
            _height(bar.value, tallest, _PANEL_BARS),
        )
        thick = step * 0.7
        marks.append(
            Mark("rect", bar.style, middle - thick / 2, floor - high, thick, high, tip=bar.tip)
        )
        if bar.value and width_of(number(bar.value), _SMALL) <= step:
            style = "label small"
            marks.append(label(middle, floor - high - 4, number(bar.value), style, "middle"))
        if (len(panel.bars) - 1 - place) % every == 0:
            marks.append(label(middle, floor + 14, bar.name, "label small quiet", "middle"))
    return marks


def _height(value: int, most: int, room: float) -> float:
    """In proportion; what is not nothing can be seen."""
    return max(value * room / most, 1.5) if value else 0.0
