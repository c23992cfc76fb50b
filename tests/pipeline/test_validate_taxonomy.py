"""TAX001 to TAX003: codes and labels that the tables do not bear out."""

import pytest

from extractors.classification import entries
from pipeline.normalise.classify import classify
from pipeline.validate import Case
from tests.pipeline.cases import case, intervento, messages, paths

D0111 = "Sensibilizzazione su convivenza e rispetto reciproco"

COLONIES = "Strumenti di conciliazione e aggregazione: colonie estive, soggiorni diurni, campeggi"
TAKEN = "the label behind it is that of A0301, which is taken"
AFTER_SCHOOL = (
    "Strumenti di conciliazione e aggregazione: anticipo-posticipo, doposcuola, sostegno ai compiti"
)


def printed(*values: str) -> Case:
    """A programme of 2024 whose interventi print these classifications."""
    given = [intervento(n, classificazioni=entries(text)) for n, text in enumerate(values, 1)]
    return case(interventi=classify(given, "programma_di_lavoro", 2024))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A0399 Altro", "edition 3 of the taxonomy has no code A0399"),
        (
            "A0031 Incontri di progettazione e programmazione",
            "edition 3 of the taxonomy has no code A0031; " + TAKEN,
        ),
        ("A030l Incontri di progettazione e programmazione", None),
        ("A01-0108", "edition 2 of the taxonomy has no code A01-0108"),
        ("A0301 Incontri di progettazione e programmazione", None),
        ("A01-0112", None),
        ("Una cosa nuova", None),
    ],
)
def test_tax001_tells_codes_that_the_edition_does_not_list(text: str, message: str | None) -> None:
    assert messages("TAX001", printed("A0302", text)) == ([message] if message else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "D0111 GAS territoriali",
            "D0111 stands before «GAS territoriali»; edition 3 calls it «" + D0111 + "»",
        ),
        (
            "F0101 Convenzioni aziendali",
            "F0101 stands before «Convenzioni aziendali»; edition 3 calls it «GAS territoriali»",
        ),
        (
            "F0305 " + COLONIES,
            "F0305 stands before «" + COLONIES + "»; edition 3 calls it «" + AFTER_SCHOOL + "»; "
            "F0306, whose label it is, is taken",
        ),
        ("F0101 GAS territoriali", None),
        ("F0101 G.A.S. territoriali", None),
        ("F0101 GAS teritoriali", None),
        ("F0101", None),
        ("A0302 Monitoraggio e Valutazione", None),
        ("D0111 Sensibilizzazione su convivenza e rispetto reciproco (impegno civico)", None),
        ("F0199 Convenzioni aziendali", None),
        ("Convenzioni aziendali", None),
    ],
)
def test_tax002_holds_the_label_against_the_code(text: str, message: str | None) -> None:
    assert messages("TAX002", printed(text)) == ([message] if message else [])


@pytest.mark.parametrize(
    ("text", "count"),
    [("Cultura", 1), ("A 22", 1), ("GAS territoriali", 0), ("GAS teritoriali", 0), ("A0399", 0)],
)
def test_tax003_tells_labels_that_no_edition_has(text: str, count: int) -> None:
    given = printed("A0301", text)
    assert paths("TAX003", given) == ["$.interventi[1].classificazioni"] * count
