"""Texts that can be read, and texts that cannot."""

import pytest

from pipeline.read.legible import is_garbled

ITALIAN = "Il Comune promuove il confronto sulle buone prassi e le iniziative per le famiglie. " * 8
SHIFTED = "".join(chr(ord(c) - 29) if c.isalpha() and c.isascii() else c for c in ITALIAN)
NAMES = "\n".join(f"{n} Rossi Bianchi Verdi\t12/0{n}/2020" for n in range(1, 10))


@pytest.mark.parametrize(
    "text",
    ["\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd " * 8, "\ue012\ue044\ue001 " * 20, SHIFTED.lower()],
    ids=["unknown", "private use", "shifted"],
)
def test_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufffd\ufffd",
        ITALIAN,
        ITALIAN.replace("Il", "\ufffd"),
        NAMES,
        "1.234,00 5.678,00 12 34\n" * 60,
        "Die Gemeinde und die Familien von Bozen, das Netz der Vereine. " * 8,
        "The municipality and its families take part in the network of towns. " * 8,
        "• Rossi\n\uf0b7 Verdi\n" + ITALIAN,
    ],
    ids=["none", "short", "italian", "few", "names", "sums", "german", "english", "bullets"],
)
def test_not_garbled(text: str) -> None:
    assert not is_garbled(text)
