"""Programmes of districts and the form of 2018: headings, rows, rows that go on."""

from typing import Any

import pytest

from tests.pipeline.plain import document, interventi, rules

ROWS = {
    "Obiettivo generale.": "obiettivo_generale",
    "Obiettivo specifico.": "obiettivo_specifico",
    "Titolo.": "titolo",
    "Azioni.": "azioni",
    "Organizzazione referente.": "organizzazione_referente",
    "Altre organizzazioni coinvolte.": "altre_organizzazioni_coinvolte",
    "Tempi.": "tempi",
    "Indicatore/i di valutazione.": "indicatori",
    "AZIONE V.A.M.T. Percentuale/i di valutazione.": "percentuali",
    "Classificazione.": "classificazioni",
}


def _one(rows: str, head: str = "PROGETTUALITÀ n.1 RETE - GOVERNANCE\t") -> dict[str, Any]:
    """The only progettualità of a heading and its rows, without the heading's parts."""
    (found,) = interventi(f"{head}\n{rows}")
    return {key: value for key, value in found.items() if key not in ("numero", "ambito")}


def test_rows_of_a_progettualita_fill_its_fields() -> None:
    values = {label: f"Valore {n}" for n, label in enumerate(ROWS)}
    body = "".join(f"{label}\t{value}\n" for label, value in values.items())
    text = f"PROGETTUALITÀ n.1 RETE\t\n{body}\nPROGETTUALITÀ n.2 RETE\t\n{body}"
    fields: dict[str, Any] = {ROWS[label]: value for label, value in values.items()}
    fields |= {"ambito": "RETE", "classificazioni": [values["Classificazione."]]}
    assert interventi(text) == [{"numero": "1"} | fields, {"numero": "2"} | fields]
    assert document(text).tipo == "programma_di_lavoro"


@pytest.mark.parametrize(
    ("head", "numero", "ambito"),
    [
        ("PROGETTUALITÀ n.3 RETE - GOVERNANCE", "3", "RETE - GOVERNANCE"),
        ("PROGETTUALITA' N. 3 RETE", "3", "RETE"),
        ("PROGETTUALITA’ n. 3 RETE", "3", "RETE"),
        ("PROGETTUALITÀ n°3 RETE", "3", "RETE"),
        ("PROGETTUALITÀ n° 3 RETE", "3", "RETE"),
        ("PROGETTUALITÀ N.º 3 - RETE", "3", "RETE"),
        ("PROGETTUALITÀ nr. 3: RETE", "3", "RETE"),
        ("PROGETTUALITA 3 RETE", "3", "RETE"),
        ("PROGETTUALIT? n. 3 RETE", "3", "RETE"),
        ("PROGETTUALIT\ufffd n. 3 RETE", "3", "RETE"),
        ("PROGETTUALITÓ n. 3 RETE", "3", "RETE"),
        ("PROGETTUALIT└ n. 3 RETE", "3", "RETE"),
        ("PROGETTUALITÀ numero 12 RETE", "12", "RETE"),
        ("PROGETTUALITÀ n.1204 RETE", "1204", "RETE"),
        ("PROGETTUALITÀ n. 1204 RETE", "1204", "RETE"),
        ("  PROGETTUALITÀ n.3 RETE", "3", "RETE"),
        ("**PROGETTUALITÀ n.3 RETE**", "3", "RETE"),
        ("PROGETTUALITÀ n.3\tRETE", "3", "RETE"),
        ("PROGETTUALITÀ n.3", "3", None),
        ("PROGETTUALlTÀ n.3 RETE", "3", "RETE"),
    ],
)
def test_heading_of_a_progettualita(head: str, numero: str, ambito: str | None) -> None:
    (found,) = interventi(f"Testo.\n{head}\t\nTitolo.\tUno\nTempi.\t2024\n")
    assert (found["numero"], found.get("ambito")) == (numero, ambito)
    assert (found["titolo"], found["tempi"]) == ("Uno", "2024")


@pytest.mark.parametrize(
    "line",
    [
        "PROGETTUALITÀ",
        "PROGETTUALITÀ FACOLTATIVE",
        "PROGETTUALITÀ 2024",
        "La PROGETTUALITÀ n.3 è importante",
        "una progettualità n.3 del distretto",
        "AZIONE 3",
        "V.A.M.T. n.3",
    ],
)
def test_other_lines_head_no_progettualita(line: str) -> None:
    text = f"{line}\n\nPROGETTUALITÀ n.1 RETE\t\nTitolo.\tUno\n"
    assert [found["numero"] for found in interventi(text)] == ["1"]


def test_stop_ends_a_label_before_a_colon_in_its_value() -> None:
    text = (
        "PROGETTUALITÀ n.1 AMBITO\nObiettivo generale. O\n"
        "Titolo. Nati per leggere: letture\nClassificazione. D0103 Incontri: Educazione\n"
    )
    found = interventi(text)
    assert found[0]["titolo"] == "Nati per leggere: letture"
    assert found[0]["classificazioni"] == ["D0103 Incontri: Educazione"]


@pytest.mark.parametrize(
    "label",
    [
        "Cassificazione",
        "C1assificazione",
        "AZIONE  V.A.M.T.  Percentuale/i di valutazione",
        "AZIONE VAMT Percentuale/i di valutazione",
        "AZlONE V.A.M.T Percentuale/i di valutazione",
        "Ternpi",
        "Obiettivo  specifico",
    ],
)
def test_misread_label_is_one_before_a_colon_in_its_value(label: str) -> None:
    text = f"PROGETTUALITÀ n.1 AMBITO\nObiettivo generale. O\n{label}. D0103 Incontri: corsi\n"
    (found,) = interventi(text)
    assert (found["obiettivo_generale"], len(found)) == ("O", 4)


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ("Titolo.\tUno\n", {"titolo": "Uno"}),
        ("Titolo.\tUno\nTempi.\t\n", {"titolo": "Uno", "tempi": ""}),
        ("Tempi.\t2024\nTitolo.\tUno\n", {"tempi": "2024", "titolo": "Uno"}),
        ("Titolo\tUno\nTEMPI:\t2024\n", {"titolo": "Uno", "tempi": "2024"}),
        ("Obiettivi generali.\tUno\n", {"obiettivo_generale": "Uno"}),
        ("Titolo.\tUno\n\nTempi.\t2024\n", {"titolo": "Uno", "tempi": "2024"}),
        ("Cassificazione.\tA0301 Incontri\n", {"classificazioni": ["A0301 Incontri"]}),
    ],
)
def test_rows_may_be_missing_empty_or_in_another_order(rows: str, fields: dict[str, Any]) -> None:
    assert _one(rows) == fields


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ("Azioni.\tUno\n\tdue\nTempi.\t2024\n", {"azioni": "Uno due", "tempi": "2024"}),
        ("Azioni.\tUno\n\n\tdue\nTempi.\t2024\n", {"azioni": "Uno due", "tempi": "2024"}),
        ("Azioni.\tUno\n\n\n\tdue\n\ttre\n", {"azioni": "Uno due tre"}),
        ("Azioni.\tco-\n\n\tprogettazione\n", {"azioni": "co-progettazione"}),
        ("Azioni.\t\n\tsotto\nTempi.\t2024\n", {"azioni": "sotto", "tempi": "2024"}),
        ("Tempi.\t2024\n\nProsa.\n\n\taltro\n", {"tempi": "2024"}),
        ("\tprima di ogni riga\nTempi.\t2024\n", {"tempi": "2024"}),
    ],
)
def test_row_with_an_empty_first_cell_goes_on_with_the_row_above(
    rows: str, fields: dict[str, Any]
) -> None:
    assert _one(rows) == fields


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ("Obiettivo generale. Uno\ndue.\nTitolo. Due\n", ("Uno due.", "Due")),
        ("Obiettivo generale.\nUno.\n\nDue.\nTitolo.\nTre\n", ("Uno.\nDue.", "Tre")),
        ("OBIETTIVO GENERALE. Uno\nOBIETTIVO GENERALE: Due\nTITOLO: Tre\n", ("Uno\nDue", "Tre")),
        ("Obiettivo generale: Uno\nTitolo: Due\n", ("Uno", "Due")),
    ],
)
def test_paragraphs_with_labels_serve_for_rows(rows: str, fields: tuple[str, str]) -> None:
    found = _one(rows)
    assert (found["obiettivo_generale"], found["titolo"]) == fields


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        ("Titolo.\tUno\nDestinatari.\tFamiglie\nTempi.\t2024\n", {"Destinatari": "Famiglie"}),
        ("Destinatari.\tFamiglie\nTitolo.\tUno\nTempi.\t2024\n", {"Destinatari": "Famiglie"}),
        ("Titolo.\tUno\nTempi.\t2024\nCosti.\t€ 80,00\n", {"Costi": "€ 80,00"}),
        ("Titolo\tUno\nCosti\t10\nTempi\t2024\n", {"Costi": "10"}),
        ("Titolo.\tUno\nCosti.\t10\n\n\t20\nTempi.\t2024\n", {"Costi": "10 20"}),
    ],
)
def test_unknown_row_among_the_rows_is_kept_under_its_label(
    rows: str, others: dict[str, str]
) -> None:
    found = _one(rows)
    assert found["altri_campi"] == others
    assert (found["titolo"], found["tempi"]) == ("Uno", "2024")


MEMBERS = (
    "ORGANIZZAZIONI ADERENTI AL 30 APRILE 2024\n\n\t\tData adesione\tMarchio Family Audit\n"
    "1\tC.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.\t15-lug-22\t\t\n2\tASIF\t15-lug-22\t\t\n"
)


@pytest.mark.parametrize(
    "after",
    [
        f"\n{MEMBERS}",
        "1\tC.S.4.\t15-lug-22\n",
        "\n1\tC.S.4.\n",
        "---\t--\n",
        "\nNome e cognome\tOrganizzazione\tTelefono\n",
        "\nALLEGATO\n\nSegue un testo.\n",
        "\n" + "Una cella lunga, che è prosa e non etichetta. " * 3 + "\tvalore\n",
    ],
)
def test_what_follows_the_last_progettualita_is_not_swallowed(after: str) -> None:
    text = f"PROGETTUALITÀ n.1 RETE\t\nTitolo.\tUno\nTempi.\t2024\n{after}"
    assert _one(f"Titolo.\tUno\nTempi.\t2024\n{after}") == {"titolo": "Uno", "tempi": "2024"}
    assert rules(document(text)) == ([] if MEMBERS in after else ["COV001"])


def test_chapter_in_capitals_ends_a_paragraph_value() -> None:
    rows = "Titolo. Uno\nTempi. Entro 2024\n\nORGANIZZAZIONI ADERENTI\n\nUna lista.\n"
    assert _one(rows, "PROGETTUALITÀ n.1 RETE") == {"titolo": "Uno", "tempi": "Entro 2024"}


def test_form_of_2018_has_numbers_and_no_titles() -> None:
    text = (
        "AZIONE 1.1\nDescrizione: D1\nObiettivo: O1\nReferente politico: Sindaco\nTempi:\n"
        "AZIONE 1.2\t\nDescrizione\tD2\nModalità di valutazione\tV2\n"
    )
    assert interventi(text) == [
        {
            "numero": "1.1",
            "descrizione": "D1",
            "obiettivo": "O1",
            "referente_politico": "Sindaco",
            "tempi": "",
        },
        {"numero": "1.2", "descrizione": "D2", "modalita_valutazione": "V2"},
    ]
    assert document(text).tipo == "piano_famiglia"


@pytest.mark.parametrize(
    "line",
    ["vd. Azione 11", "ex Azione 19", "dell’Azione 7.5", "Azione 11", "AZIONI 11", "AZIONE 11"],
)
def test_only_a_line_with_a_label_after_it_heads_an_action(line: str) -> None:
    text = f"AZIONE 1.1\nDescrizione: si veda\n{line}\nper il resto.\n\nAZIONE 1.2\nTempi: 2024\n"
    assert [found["numero"] for found in interventi(text)] == ["1.1", "1.2"]


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("1. PROGRAMMAZIONE E RENDICONTAZIONE", ("1", "PROGRAMMAZIONE E RENDICONTAZIONE")),
        ("4 . AMBIENTE E QUALITÀ DELLA VITA", ("4", "AMBIENTE E QUALITÀ DELLA VITA")),
        ("1. Programmazione e rendicontazione", ("1", "Programmazione e rendicontazione")),
        ("MACRO AREA 1 – Programmazione", ("1", "Programmazione")),
        ("1) Programmazione", ("1", "Programmazione")),
        ("2. Programmazione", None),
        ("PROGRAMMAZIONE E RENDICONTAZIONE", None),
    ],
)
def test_area_of_the_form_holds_for_the_actions_under_it(
    title: str, area: tuple[str, str] | None
) -> None:
    text = f"{title}\nSpiega.\nAZIONE 1.1\nTempi: 2018\n\nAZIONE 1.2\nTempi: 2018\n"
    found = [intervento.area for intervento in document(text).interventi]
    assert [each and (each.numero, each.titolo) for each in found] == [area, area]


def test_areas_in_small_letters_end_the_value_above_and_lists_are_none() -> None:
    text = (
        "1. Programmazione\nSpiega.\nAZIONE 1.1\nDescrizione: Letture\nTempi: 2018\n"
        "{between}\nAZIONE 2.1\nTempi: 2018\n"
    )
    one, two = document(text.format(between="2. Servizi alle famiglie\nSpiega.")).interventi
    assert [(x.area and x.area.numero, x.tempi and x.tempi.testo) for x in (one, two)] == [
        ("1", "2018"),
        ("2", "2018"),
    ]
    found = document(text.format(between="1. letture\n1. giochi")).interventi
    assert [x.area for x in found] == [None, None]


NOTED = (
    "AZIONE {n}\t\nDescrizione (max 10 righe)\vCorsi\t\nObiettivo dell’azione Crescere\t\n"
    "Tempi – Tutto l'anno\t\nReferente tecnico\vUfficio scuola\t\nSoggetti coinvolti\tPro Loco\n"
)


def test_labels_of_the_form_have_notes_dashes_and_other_words() -> None:
    text = "PIANO DEGLI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI\n\n" + "".join(
        NOTED.format(n=n) for n in ("1.1", "1.2", "2.1")
    )
    for found in interventi(text):
        del found["numero"]
        assert found == {
            "descrizione": "Corsi",
            "obiettivo": "Crescere",
            "tempi": "Tutto l'anno",
            "referente_amministrativo": "Ufficio scuola",
            "organizzazioni_coinvolte": "Pro Loco",
        }


def test_label_in_a_heading_is_none_of_the_title() -> None:
    text = (
        "AZIONE 1.1 - TITOLO: Bonus bebè\nTempi: 2018\n\nAZIONE 1.2 – Titolo: Nido\nTempi: 2018\n"
    )
    assert [each["titolo"] for each in interventi(text)] == ["Bonus bebè", "Nido"]
    assert document(text).coverage.unread == 0


def test_value_stands_beside_its_label_or_below_it_in_the_one_cell_of_a_form() -> None:
    rows = (
        "AZIONE 1.1\t\nDescrizione Attivare corsi\t\nObiettivo\vSotto\t\nTempi Entro 2018\t\n"
        "AZIONE 1.2\t\nDescrizione\tAccanto\n"
    )
    one, two = interventi(f"PIANO DEGLI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI\n\n{rows}")
    assert (one["descrizione"], one["obiettivo"]) == ("Attivare corsi", "Sotto")
    assert one["tempi"] == "Entro 2018"
    assert two["descrizione"] == "Accanto"


def test_ambito_at_the_begin_of_a_line_of_prose_is_a_word() -> None:
    text = (
        "PROGETTUALITÀ n.1 SALUTE\nObiettivo generale. Sostenere in ogni\nambito. Poi altro\n"
        "Titolo. T\nAzioni. Nei vari\nazioni. E altro: tutto\nTempi. Un anno\n"
    )
    (found,) = interventi(text)
    assert found["ambito"] == "SALUTE"
    assert found["obiettivo_generale"] == "Sostenere in ogni ambito. Poi altro"
    assert found["azioni"] == "Nei vari azioni. E altro: tutto"


def test_heading_below_an_empty_row_is_not_its_value() -> None:
    form = "PROGETTUALITÀ n.{0} RETE {0}\t\nTitolo\tT{0}\nIndicatore di valutazione\t\n"
    found = interventi("".join(map(form.format, (1, 2, 3))))
    assert [(each["ambito"], each["titolo"], each["indicatori"]) for each in found] == [
        (f"RETE {n}", f"T{n}", "") for n in (1, 2, 3)
    ]
