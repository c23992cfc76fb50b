"""Texts that can be read, and texts that cannot."""

import pytest

from pipeline.read.legible import is_garbled, is_misread

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


BAD = "1l Com~ne promu0ve iI c;nfronto su|le bu^ne pr4ssi e ~ le inizi!tive p3r le famigIie. " * 8


@pytest.mark.parametrize(
    "text",
    [BAD, "Il Comune | ; promuove ~ ' il = confronto , sulle « ; buone \\\\ prassi. " * 8],
    ids=["letters", "signs alone"],
)
def test_a_bad_recognition_is_told(text: str) -> None:
    assert is_misread(text)
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BAD[:80],
        ITALIAN,
        ITALIAN * 2 + BAD[:80],
        ITALIAN.upper(),
        "Il CIdiS, il WiFi e lo smartphone - 3D, A0301, B04-0432, P.IVA 02592470617 – € 3.002,00 "
        "art. 107 D.Lgs. n. 267/2000; L.P. 1/2011 http://www.comune.it a) b) • § 1.234,00 * "
        + ITALIAN,
        NAMES,
        "| Titolo | Presente | Assente |\n" + ITALIAN,
        "Die Gemeinde und die Familien von Bozen, das Netz der Vereine. " * 8,
    ],
    ids=["none", "short", "italian", "few", "capitals", "codes", "names", "bars", "german"],
)
def test_no_bad_recognition(text: str) -> None:
    assert not is_misread(text)
