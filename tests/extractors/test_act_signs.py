"""Who sat, who signs, which sums and codes an act names; beside words that only look so."""

from __future__ import annotations

import pytest

from extractors.act.amounts import amounts
from extractors.act.attendance import attendance
from extractors.act.project_codes import cigs, cups
from extractors.act.signatures import proposer, signature


def _roll(text: str) -> list[tuple[str, str | None, bool | None]]:
    found, _ = attendance(text, 0, len(text))
    return [
        (
            " ".join(text[each.nome].split()),
            text[each.ruolo] if each.ruolo else None,
            each.presente,
        )
        for each in found
    ]


TWO = [("ROSSI MARIO", "Sindaco", True), ("NERI UGO", "Assessore", False)]


@pytest.mark.parametrize(
    "text",
    [
        "ROSSI MARIO\tSindaco\tPresente\t\t\nNERI UGO\tAssessore\t\tAssente\t\n",
        "1\tROSSI MARIO\tSindaco\tP\n2\tNERI UGO\tAssessore\tA\n",
        "Nome\tCarica\tPresenti\tAssenti\nROSSI MARIO\tSindaco\tX\t\nNERI UGO\tAssessore\t\tX\n",
        "Nome\tCarica\tPres.\tAss.\nROSSI MARIO\tSindaco\tX\t\nNERI UGO\tAssessore\t\tX\n",
        (
            "                      Presente  Assente\n1) ROSSI MARIO  Sindaco    X\n"
            "2) NERI UGO     Assessore             X\n"
        ),
        "ROSSI MARIO\tSindaco\tSI\nNERI UGO\tAssessore\tNO\n",
        "ROSSI MARIO Sindaco Presente\nNERI UGO Assessore Assente\n",
        "1) ROSSI MARIO Sindaco Presente\n2) NERI UGO Assessore Assente\n",
        "ROSSI MARIO - Sindaco P\nNERI UGO - Assessore A\n",
        "Presenti:\nROSSI MARIO - Sindaco\nAssenti:\nNERI UGO - Assessore\n",
        "Presenti: ROSSI MARIO (Sindaco)\nAssenti: NERI UGO (Assessore)\n",
        "Sono presenti i signori: ROSSI MARIO, Sindaco\nRisulta assente: NERI UGO, Assessore\n",
        "Presenti:\tSindaco\tROSSI MARIO\nAssenti:\tAssessore\tNERI UGO\n",
        "Presenti: Sindaco ROSSI MARIO\nAssenti giustificati: Assessore NERI UGO\n",
        (
            "                     Presenti  Assenti\nROSSI MARIO  Sindaco     X\n"
            "NERI UGO     Assessore             X\n"
        ),
        "ROSSI MARIO   Sindaco     Presente\nNERI UGO      Assessore   Assente\n",
        (
            "Nella sala si è riunita la Giunta. Sono presenti i signori: ROSSI\rMARIO (Sindaco)."
            " Assenti: NERI UGO\r(Assessore). Assiste il Segretario Ada Verdi.\n"
        ),
        "Presenti i signori:\n\tAssenti giust.\nROSSI MARIO - Sindaco\t\nNERI UGO - Assessore\tX\n",
        "N.\tComponente\tP\tA\n1\tROSSI MARIO – Sindaco\tX\t\n2\tNERI UGO – Assessore\t\tX\n",
        "Componente\tPresente\tAssente\nROSSI MARIO - Sindaco\tX\t\nNERI UGO - Assessore\t\tX\n",
        "sotto la presidenza del\nSindaco\tROSSI MARIO\nAssenti:\tAssessore NERI UGO\n",
    ],
)
def test_roll(text: str) -> None:
    assert _roll(text) == TWO


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Presiede Mario Rossi, Sindaco.",
        "Partecipa il Segretario comunale dott. Anna Verdi.",
        "I presenti sono in numero legale.",
        "Presenti n. 5 Assenti n. 0",
        "ROSSI MARIO Sindaco Presente",
        "Presenti: nessuno",
        "Il Presidente invita i presenti a deliberare",
        "Capitolo\tImporto\tAnno\nSpese Varie\t100,00\t2025\n",
        "Totale presenti: 5",
        "IL SINDACO\tIL SEGRETARIO\nROSSI MARIO\tVERDI ANNA\n",
        "Tot. 5 Tot. 0",
        "Comune\tCapitolo\tP\nSan Felice\tSpese Varie\tX\nVal Bona\tAltre Spese\tX\n",
        "Sono presenti i signori: n. 4 consiglieri e il Sindaco, come da appello.",
    ],
)
def test_what_is_no_roll(text: str) -> None:
    assert _roll(text) == []


def test_without_a_list_of_those_present_no_mark_says_nothing() -> None:
    roll = "Nome\tCarica\tAssente\nROSSI MARIO\tSindaco\t\nNERI UGO\tAssessore\tX\n"
    assert _roll(roll) == [("ROSSI MARIO", "Sindaco", None), ("NERI UGO", "Assessore", False)]


def test_a_mark_without_a_head_says_nothing() -> None:
    assert _roll("ROSSI MARIO\tSindaco\tX\t\nNERI UGO\tAssessore\t\tX\n") == [
        ("ROSSI MARIO", "Sindaco", None),
        ("NERI UGO", "Assessore", None),
    ]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("IL DIRIGENTE GENERALE\nMIRIANA DETTI\n", "MIRIANA DETTI", "DIRIGENTE GENERALE"),
        (
            "Valfiorita, 29/04/2026 IL RESPONSABILE DELL'AREA\nf.to dott. Ugo Neri\n",
            "dott. Ugo Neri",
            "RESPONSABILE DELL'AREA",
        ),
        ("IL SINDACO\nF.to Mario Rossi\n", "Mario Rossi", "SINDACO"),
        ("Il Sindaco\nFirmato digitalmente da Mario Rossi\n", "Mario Rossi", "Sindaco"),
        (
            "SINDACO SEGRETARIO COMUNALE\nf.to Dott. Mario Rossi f.to Avv. Anna Bianchi\n",
            "Dott. Mario Rossi",
            "SINDACO",
        ),
        ("Il Responsabile del Servizio\nIng. Marta Galli\n", "Ing. Marta Galli", None),
        ("f.to Mario Rossi\n", "Mario Rossi", None),
        ("IL COMMISSARIO STRAORDINARIO\ndott. Ivo Grandi\n", "dott. Ivo Grandi", None),
        ("IL PRESIDENTE\nUgo Rossini\nIL SEGRETARIO\nAnna Neri\n", "Ugo Rossini", "PRESIDENTE"),
        ("LA DIRETTRICE\nAnna Neri\n", "Anna Neri", "DIRETTRICE"),
    ],
)
def test_signature(text: str, name: str, office: str | None) -> None:
    found = signature(text, 0, len(text))
    assert found is not None
    assert text[found.nome] == name
    if office:
        assert found.qualifica is not None
        assert text[found.qualifica] == office


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mario Rossi\n",
        "IL SINDACO\n",
        "IL SINDACO\nvisto il parere\n",
        "firmato il contratto\n",
        "Il presente atto è firmato digitalmente\n",
        "IL DIRIGENTE\n\nPubblicato all'albo dal 3 marzo.\nMario Rossi\n",
        "documento firmato digitalmente ai sensi del CAD\n",
        "il sindaco\nMario Rossi\n",
        "Letto, confermato e sottoscritto\n",
    ],
)
def test_what_is_no_signature(text: str) -> None:
    assert signature(text, 0, len(text)) is None


def test_proposer_is_a_person() -> None:
    text = "la proposta presentata dal Referente per l'attività, dott.ssa Anna Neri;"
    found = proposer(text, 0, len(text))
    assert found is not None
    assert text[found] == "dott.ssa Anna Neri"
    text = "la proposta presentata dal Servizio finanziario;"
    assert proposer(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€ 12.200,00", 1_220_000),
        ("euro 65,00", 6_500),
        ("Euro 174.000,00", 17_400_000),
        ("50,00 euro", 5_000),
        ("€. 423,02", 42_302),
        ("0.27 euro", 27),
        ("100,00 €", 10_000),
        ("150€", 15_000),
        ("€ 1.200,00 euro", 120_000),
        ("€ 1,00 (euro uno)", 100),
        ("€ 6.976.912,00", 697_691_200),
        ("€ 1,5 milioni", 150_000_000),
        ("€ 2 miliardi", 200_000_000_000),
        ("EUR 10", 1_000),
        ("€1000", 100_000),
        ("euro\r300,50", 30_050),
        ("€ 12'200,00", 1_220_000),
    ],
)
def test_sums_in_cents(text: str, cents: int) -> None:
    assert [each.cents for each in amounts(text, 0, len(text))] == [cents]


@pytest.mark.parametrize(
    "text",
    [
        *("", "12.200,00", "capitolo 45", "euro", "€", "Europa 2020", "neuro 12", "€ ______"),
        *("50%", "euro uno", "eurozona 10", "€ -", "n. 10 giorni", "il 2023 in Europa"),
    ],
)
def test_what_is_no_sum(text: str) -> None:
    assert list(amounts(text, 0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "cup", "cig"),
    [
        ("CUP: J24H23000140001 CIG BA3F161BC8", ["J24H23000140001"], ["BA3F161BC8"]),
        ("C.U.P. J24H23000140001", ["J24H23000140001"], []),
        ("C.I.G.: Z123456789", [], ["Z123456789"]),
        ("il CIG, il cui numero attribuito è B84BC7403F", [], ["B84BC7403F"]),
        ("CIG 7564700BE9, CIG 7564700BE9", [], ["7564700BE9"]),
        ("CUP\tJ24H23000140001", ["J24H23000140001"], []),
        ("Codice CIG (BA3F161BC8)", [], ["BA3F161BC8"]),
        ("CUP n. j24h23000140001", [], []),
        ("J24H23000140001", [], []),
        ("BA3F161BC8", [], []),
        ("CUP: CIG:", [], []),
        ("CUP J24H2300014000", [], []),
        ("CIG RESPONSABI", [], []),
        ("CIG 3331234567 890", [], ["3331234567"]),
        ("CUPOLA J24H23000140001", [], []),
        ("CIGNO BA3F161BC8", [], []),
        ("CUP J24H230001400012", [], []),
    ],
)
def test_codes(text: str, cup: list[str], cig: list[str]) -> None:
    assert (cups(text, 0, len(text)), cigs(text, 0, len(text))) == (cup, cig)
