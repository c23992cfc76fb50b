"""Entries looked up: by code and edition, by label, with slips, without inventing any."""

import random
from pathlib import Path

import pytest

from extractors.classification import entries
from pipeline.normalise.classify import classify
from schemas.records import Classificazione
from schemas.taxonomy import taxonomies
from tests.pipeline.cases import intervento
from tests.schemas.test_taxonomy import AREA, ENTRY, FIELD, HEAD, folder_of

PLAN, PROGRAMME = "piano_famiglia", "programma_di_lavoro"
KNOWN = taxonomies()


def classified(
    printed: str, tipo: str = PLAN, anno: int | None = 2022, folder: str | None = None
) -> tuple[Classificazione, ...]:
    """The entries of one printed value, looked up."""
    given = (intervento(1, "azione", classificazioni=entries(printed)),)
    return classify(given, tipo, anno, folder)[0].classificazioni


def codes(*given: Classificazione) -> list[tuple[str | None, str | None, str]]:
    """Edition, code and method of each."""
    return [(each.edizione, each.codice, each.metodo) for each in given]


@pytest.mark.parametrize(
    ("printed", "tipo", "anno", "found"),
    [
        ("Wifi free", PLAN, 2022, ("2", "B05-0516", "etichetta")),
        ("WIFI FREE", PLAN, 2022, ("2", "B05-0516", "etichetta")),
        ("Adesione \u00a0ai marchi familiari ", PLAN, 2019, ("2", "A01-0112", "etichetta")),
        ("Carta della qualita' dei servizi", PLAN, 2023, ("2", "A03-0324", "etichetta")),
        ("Nido d'infanzia (pubblico, in convenzione)", PLAN, 2022, ("2", "E18-1808", "etichetta")),
        ("Nido d'infanzia", PLAN, 2022, ("2", "E18-1808", "approssimata")),
        ("Promozione strumenti ACS", PLAN, 2022, ("2", "A01-0104", "approssimata")),
        ("Certificazioni ambientaii", PLAN, 2022, ("2", "E17-1704", "approssimata")),
        ("Wifi fre", PLAN, 2022, ("2", "B05-0516", "approssimata")),
        ("FASCIATOIO", PLAN, 2022, ("1", "A2", "etichetta")),
        ("A13 TURISMO A MISURA DI FAMIGLIA", PLAN, 2022, ("1", "A13", "codice")),
        ("C 16 VISITE CULTURALI/ DIDATTICHE PER FAMIGLIE", PLAN, 2022, ("1", "C16", "codice")),
        ("A0301", PROGRAMME, 2024, ("3", "A0301", "codice")),
        ("A0399 Altro", PROGRAMME, 2024, ("3", "A0399", "codice")),
        ("A01-0108", PLAN, 2022, ("2", "A01-0108", "codice")),
        ("GAS territoriali", PROGRAMME, 2024, ("3", "F0101", "etichetta")),
        ("GAS territoriali", PLAN, 2024, ("3", "F0101", "etichetta")),
    ],
)
def test_entry_gets_its_edition_and_code(
    printed: str, tipo: str, anno: int, found: tuple[str, str, str]
) -> None:
    assert codes(*classified(printed, tipo, anno)) == [found]


@pytest.mark.parametrize(
    "printed",
    [
        "Cultura",
        "Comunità educante",
        "A 22 Autostrada del Brennero",
        "A13",
        "E 80 euro",
        "20220101",
        "Attività sportiva per anziani",
        "Progetti per la disabilità nell’ambito sanitario",
        "Violenza di genere: Servizi di supporto",
        "Agevolazioni",
        "Strumenti",
        "Incontri formativi e informativi",
        "x" * 5000,
    ],
)
def test_what_no_edition_has_stays_without_a_code(printed: str) -> None:
    (found,) = classified(printed)
    assert (found.codice, found.edizione, found.campo, found.punteggio) == (None,) * 4
    assert found.testo == printed


@pytest.mark.parametrize(
    ("tipo", "anno", "found"),
    [
        (PLAN, 2022, ("2", "D15-1516")),
        (PLAN, None, ("2", "D15-1516")),
        (PROGRAMME, 2024, ("3", "E0310")),
        (PROGRAMME, None, ("3", "E0310")),
        ("atto", 2019, ("2", "D15-1516")),
        ("atto", 2025, ("3", "E0310")),
    ],
)
def test_label_of_two_editions_is_of_the_one_such_documents_use(
    tipo: str, anno: int | None, found: tuple[str, str]
) -> None:
    label = "Pari opportunità e tematiche di genere: Incontri formativi e informativi"
    (entry,) = classified(label, tipo, anno)
    assert (entry.edizione, entry.codice) == found


def test_what_is_printed_stays_and_the_rest_is_filled_in() -> None:
    (found,) = classified("Attivitа\u00a0 di educazione ambientale".replace("а", "à"))
    assert found.metodo == "approssimata"
    assert found.testo == found.etichetta == "Attività\u00a0 di educazione ambientale"
    assert (found.campo, found.macro_ambito) == ("Formazione", "Comunità educante")
    assert found.punteggio == 0.95
    assert [(x.edizione, x.codice, x.relazione) for x in found.corrispondenze] == [
        ("1", "A14", "closeMatch")
    ]


def test_labels_of_one_cell_are_parted_only_where_each_is_one() -> None:
    assert codes(*classified("Wifi free; Housing sociale\nFornitura legna")) == [
        ("2", "B05-0516", "etichetta"),
        ("2", "E19-1936", "etichetta"),
        ("2", "B05-0504", "etichetta"),
    ]
    assert len(classified("Wifi free; Cultura e altro")) == 1


@pytest.mark.parametrize(
    ("printed", "score"),
    [
        ("A0301", 1.0),
        ("A0301 Incontri di progettazione e programmazione", 1.0),
        ("A0301 Incontri di progettazione", 0.9),
        ("D0111 Sensibilizzazione su convivenza e rispetto reciproco (sicurezza)", 0.9),
        ("A0399 Incontri di progettazione e programmazione", None),
    ],
)
def test_score_of_a_code_says_how_well_its_label_is_its_own(
    printed: str, score: float | None
) -> None:
    (found,) = classified(printed, PROGRAMME, 2024)
    assert found.punteggio == score


KINDS = ("in", "out", "other", "swap")


def slipped(label: str, chance: random.Random, kinds: tuple[str, ...] = KINDS) -> str:
    """A label with a letter put in, left out, put for another, or swapped with the next."""
    n, letter = chance.randrange(len(label) - 1), chance.choice("aeiorstn 1l0OI")
    made = {
        "in": label[:n] + letter + label[n:],
        "out": label[:n] + label[n + 1 :],
        "other": label[:n] + letter + label[n + 1 :],
        "swap": label[:n] + label[n + 1] + label[n] + label[n + 2 :],
    }
    return made[chance.choice(kinds)]


@pytest.mark.parametrize(
    ("edition", "tipo", "anno"), [("1", PLAN, 2022), ("2", PLAN, 2022), ("3", PROGRAMME, 2024)]
)
def test_label_with_one_slip_is_found_and_never_mistaken(
    edition: str, tipo: str, anno: int
) -> None:
    chance = random.Random(20)
    tried = lost = 0
    for concept in KNOWN.editions[edition].entries:
        for _ in range(20):
            label = slipped(concept.label, chance)
            given = Classificazione(testo=label, etichetta=label, metodo="etichetta")
            made = (intervento(1, "azione", classificazioni=(given,)),)
            (found,) = classify(made, tipo, anno)[0].classificazioni
            tried += 1
            lost += found.codice is None
            assert found.codice in (None, concept.code), label
    assert lost <= tried / 100


@pytest.mark.parametrize(
    ("edition", "tipo", "anno"), [("1", PLAN, 2022), ("2", PLAN, 2022), ("3", PROGRAMME, 2024)]
)
def test_code_and_label_with_one_slip_are_found_and_never_mistaken(
    edition: str, tipo: str, anno: int
) -> None:
    chance = random.Random(21)
    tried = lost = 0
    for concept in KNOWN.editions[edition].entries:
        for _ in range(20):
            text = slipped(f"{concept.code} {concept.label}", chance, ("in", "out", "swap"))
            found = classified(text, tipo, anno)
            tried += 1
            lost += [each.codice for each in found] != [concept.code]
            assert {each.codice for each in found} <= {None, concept.code}, text
    assert lost <= tried / 100


def test_two_entries_of_a_cell_with_a_slip_each_are_found_and_never_mistaken() -> None:
    chance = random.Random(22)
    tried = lost = 0
    known = KNOWN.editions["3"].entries
    for _ in range(500):
        two = chance.sample(known, 2)
        texts = [slipped(f"{x.code} {x.label}", chance, ("in", "out", "swap")) for x in two]
        found = {each.codice for each in classified(" ".join(texts), PROGRAMME, 2024)}
        codes = {each.code for each in two}
        tried += 2
        lost += len(codes - found)
        assert found <= {None, *codes}, texts
    assert lost <= tried / 100


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("A0031 Incontri di progettazione e programmazione", ("3", "A0301", "etichetta")),
        ("A030l Incontri di progettazione e programmazione", ("3", "A0301", "approssimata")),
        ("A0301Incontri di progettazione e programmazione", ("3", "A0301", "approssimata")),
        ("F0111 GAS territoriali", ("3", "F0101", "etichetta")),
        ("F0111 GAS del territorio", ("3", "F0111", "codice")),
        ("D0104 GAS territoriali", ("3", "D0104", "codice")),
        ("A0399 Incontri di progettazione e programmazione", ("3", "A0399", "codice")),
        ("B0298/Convenzioni aZiehdali", ("3", "B0208", "approssimata")),
        ("B0298 Convenzioni con le aziende sportive", ("3", "B0298", "codice")),
        ("B9998 Convenzioni aziendalt", ("3", "B9998", "codice")),
    ],
)
def test_code_with_a_slip_gives_way_to_its_label_only(
    printed: str, found: tuple[str, str, str]
) -> None:
    (entry,) = classified(printed, PROGRAMME, 2024)
    assert codes(entry) == [found]
    assert entry.testo == printed


@pytest.mark.parametrize(
    "printed",
    [
        "A0302 Monitoraggio e Valutazione 2024",
        "A0301 Incontri di progettazione, n. 3 incontri",
        "F0101 GAS territoriali 1234",
        "GAS territoriali 2024",
    ],
)
def test_digits_of_a_label_part_nothing(printed: str) -> None:
    (entry,) = classified(printed, PROGRAMME, 2024)
    assert entry.testo == printed


def test_editions_of_the_user_are_looked_up_by_their_own_shape(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, _4_csv=HEAD + AREA + FIELD + ENTRY)
    assert codes(*classified("H0101 Alloggi A0301", PROGRAMME, 2025, folder)) == [
        ("4", "H0101", "codice"),
        ("3", "A0301", "codice"),
    ]
    assert codes(*classified("Alloggi", PLAN, 2025, folder)) == [("4", "H0101", "etichetta")]
    assert codes(*classified("Alloggi per giovani copie", PLAN, 2025, folder)) == [
        ("4", "H0101", "approssimata")
    ]
    assert codes(*classified("H0101 Alloggi")) == [(None, None, "etichetta")]


def test_code_that_two_editions_have_is_told_by_its_label(tmp_path: Path) -> None:
    rows = "macro_ambito,A,Altro,,,2025,,x\nvoce,A0301,Orti di quartiere,,A,2025,,x\n"
    folder = folder_of(tmp_path, _4_csv=HEAD + rows)
    own = "A0301 Incontri di progettazione e programmazione"
    assert codes(*classified(own, PROGRAMME, 2025, folder)) == [("3", "A0301", "codice")]
    other = classified("A0301 Orti di quartiere", PROGRAMME, 2024, folder)
    assert codes(*other) == [("4", "A0301", "codice")]
