"""Labels without a colon where a line begins, titles without a label, headings of sections."""

import pytest

from pipeline.segment.wide import find_wide_tables
from schemas.flow import SAME
from tests.pipeline.plain import document, interventi, rules

HEAD = "PIANO FAMIGLIA DEL COMUNE DI ALA ANNO 2023\n\n"
ACTIONS = [
    ("Biblioteca aperta", "Aprire la sera", "Le sale restano aperte."),
    ("100 passi insieme", "Camminare", "Quattro percorsi in paese."),
    ("Bonus bebè", "Sostenere le famiglie", "Un buono per ogni nato."),
]
WANTED = [
    dict(zip(("titolo", "obiettivo", "descrizione"), action, strict=True)) for action in ACTIONS
]


def plan(action: str) -> str:
    """A plan of the three actions, each set so; `{n}` is its number."""
    return HEAD + "".join(
        action.format(t=t, o=o, d=d, n=n) for n, (t, o, d) in enumerate(ACTIONS, 1)
    )


@pytest.mark.parametrize(
    "action",
    [
        "• Titolo: {t}\n• Obiettivo: {o}\n• Descrizione: {d}\n\n",
        "Titolo: {t}\n- Obiettivo: {o}\n- Descrizione: {d}\n\n",
        "{n}. Titolo: {t}\n\uf0b7 Obiettivo: {o}\n\uf0b7 Descrizione: {d}\n",
        "{n}) TITOLO: {t}\n   a) OBIETTIVO: {o}\n   b) DESCRIZIONE: {d}\n\n",
        "Titolo – {t}\nObiettivo – {o}\nDescrizione – {d}\n\n",
        "TITOLO - {t}\nOBIETTIVO - {o}\nDESCRIZIONE - {d}\n",
        "Titolo\n{t}\nObiettivo\n{o}\nDescrizione\n{d}\n",
        "titolo\t{t}\nobiettivo\t{o}\ndescrizione\t{d}\n\n\n",
        "titolo: {t}\nobiettivo: {o}\ndescrizione: {d}\n\n",
        "T I T O L O\t{t}\nO B I E T T I V O\t{o}\nD E S C R I Z I O N E\t{d}\n\n\n",
        "Scheda {n}\nTitolo: {t}\nObiettivo: {o}\nDescrizione: {d}\n",
        "INTERVENTO N. {n}\n\nTITOLO\n{t}\nOBIETTIVO\n{o}\nDESCRIZIONE\n{d}\n",
        "1. Titolo\t{t}\n2. Obiettivo\t{o}\n3. Descrizione\t{d}\n\n\n",
        "a) Titolo:\t{t}\nb) Obiettivo:\t{o}\nc) Descrizione:\t{d}\n\n\n",
        "Titolo dell'azione\t{t}\nObiettivo\t{o}\nDescrizione dell'azione\t{d}\n\n\n",
        "Titolo\tObiettivo\n{t}\t{o}\nDescrizione\t\n{d}\t\n\n\n",
        "Titolo\tObiettivo\n{t}\t{o}\nDescrizione\v{d}\t\n\n\n",
        "Titolo\t{t}\tObiettivo\t{o}\nDescrizione: {d}\t\n\n\n",
        "{t}\nObiettivo: {o}\nDescrizione: {d}\n",
        "{t}\n\n\nObiettivo\t{o}\nDescrizione\t{d}\n\n\n",
        "{t}\t\nObiettivo\t{o}\nDescrizione\t{d}\n\n\n",
        "{t}\nObiettivo\n{o}\nDescrizione\n{d}\n",
        "Titolo {n}: {t}\nObiettivo {n}: {o}\nDescrizione {n}: {d}\n",
        "TITOLO AZIONE N. {n}: {t}\nOBIETTIVO: {o}\nDESCRIZIONE: {d}\n",
        "Titolo: {t}\nOBIETTIVO: {o}\nDESCRIZIONE: {d}\n",
        "TITOLO; {t}\nOBIETTIVO. {o}\nDESCRIZIONE; {d}\n",
        "TITOLO：{t}\nOBIETTIVO： {o}\nDESCRIZIONE： {d}\n",
        "TIT0L0: {t}\n0BlETTlV0: {o}\nDESCR1Z1ONE: {d}\n",
        "Titolo {t}\nObiettivo {o}\nDescrizione {d}\n",
        "Azione: {t}\nObiettivo: {o}\nDescrizione: {d}\n",
        "Titolo: {t}\nFinalità: {o}\nBreve descrizione: {d}\n\n***\n\n",
        "TITOLO: {t}\nOBIETTIVI: {o}\nDESCRIZIONE DEL PROGETTO: {d}\n~~~~~\n",
        "**Titolo:** {t}\n\n**Obiettivo**: {o}\n\n__Descrizione:__ {d}\n\n",
        "### Titolo: {t}\n*Obiettivo:* {o}\n_Descrizione_: {d}\n\n",
        "| **Titolo** | {t} |\n|---|:--|\n| Obiettivo | {o} |\n| Descrizione | {d} |\n\n",
        "Titolo | {t}\n--- | ---\nObiettivo | {o}\nDescrizione | {d}\n\n",
        "| Titolo | {t} |\n| Obiettivo | {o} |\n| Descrizione | {d} |\n\n",
    ],
)
def test_labels_and_titles_however_they_are_set(action: str) -> None:
    text = plan(action)
    assert interventi(text) == WANTED
    assert "COV001" not in rules(document(text))


@pytest.mark.parametrize(
    ("action", "numero"),
    [
        ("PROGETTO N. {n} – {t}\nOBIETTIVO: {o}\nDESCRIZIONE: {d}\n", "{n}"),
        ("2.{n} {t}\nObiettivo: {o}\nDescrizione: {d}\n", "2.{n}"),
        ("AZIONE {n}\n{t}\nOBIETTIVO: {o}\nDESCRIZIONE: {d}\n", "{n}"),
        ("Iniziativa {n}: {t}\nObiettivo: {o}\nDescrizione: {d}\n", "{n}"),
        ("{n}) {t}\nObiettivo: {o}\nDescrizione: {d}\n", "{n}"),
    ],
)
def test_number_before_a_title_is_the_actions(action: str, numero: str) -> None:
    numbered = [{"numero": numero.format(n=n), **each} for n, each in enumerate(WANTED, 1)]
    assert interventi(plan(action)) == numbered


@pytest.mark.parametrize(
    "titles",
    [
        ("Baby-sitting a domicilio", "Baby-parking in oratorio", "Baby-card"),
        ("Estate insieme – Colonia diurna", "Estate insieme – Gite in montagna"),
        ("Famiglie in rete: il centro", "Famiglie in rete: lo sportello"),
        ("100 passi in famiglia", "30 giorni senza televisione", "7 note"),
        ("25 aprile in piazza", "1 maggio in festa", "2 giugno insieme"),
        ("3 – 6 anni: gioco", "6 – 11 anni: compiti"),
    ],
)
def test_titles_that_begin_alike_are_whole(titles: tuple[str, ...]) -> None:
    text = HEAD + "".join(f"{title}\n\nObiettivo: O\nDescrizione: D\n\n" for title in titles)
    assert [each["titolo"] for each in interventi(text)] == list(titles)


STATUTE = """STATUTO COMUNALE

TITOLO 1 – PRINCIPI

Art. 1
Il Comune è autonomo.

TITOLO 2 – ORGANI

Art. 2
Sono organi il Consiglio e la Giunta.
"""
BUDGET = """La Giunta comunale
delibera di variare
Titolo 1: Spese correnti € 1.000
Titolo 2: Spese in conto capitale € 2.000
e di pubblicare.
"""


@pytest.mark.parametrize("text", [STATUTE, BUDGET], ids=["statute", "budget"])
def test_numbered_chapters_are_no_actions(text: str) -> None:
    assert interventi("COMUNE DI ALA\n\n" + text) == []


def test_budget_in_a_description_is_prose() -> None:
    budget = "Spesa:\nTitolo 1: correnti\nTitolo 2: in conto capitale"
    action = "Titolo: {t}\nObiettivo: {o}\nDescrizione: {d}\n\n"
    text = plan(action) + action.format(t="Altro", o="O", d=budget)
    assert interventi(text)[3]["descrizione"] == budget


def test_paragraph_within_an_action_is_no_title() -> None:
    action = "{t}\nObiettivo: {o}\nDescrizione: {d}\n\n"
    split = (
        "Altro\nObiettivo: Sostenere\nfamiglie e ragazzi;\nObiettivo: ascoltare\nDescrizione: D\n"
    )
    found = interventi(plan(action * 2) + split)
    assert [each["titolo"] for each in found][-1] == "Altro"


def test_page_number_above_a_title_is_not_its_own() -> None:
    text = plan("{t}\nObiettivo: {o}\nDescrizione: {d}\n")
    assert interventi(text.replace("\n100 passi", "\nPagina 1\n100 passi"))[1].get("numero") is None


def test_stars_within_descriptions_part_nothing() -> None:
    action = (
        "TITOLO: {t}\nOBIETTIVO: {o}\nDESCRIZIONE: {d}\n\n* * *\n\nPer informazioni: Comune.\n\n"
    )
    for rule in ("", "-----\n\n"):
        for each in interventi(plan(action + rule)):
            assert "Per informazioni: Comune." in each["descrizione"]


def test_rows_end_where_their_table_does() -> None:
    text = plan("Titolo\t{t}\nObiettivo\t{o}\nDescrizione\t{d}\n\n").rstrip(".\n")
    found = interventi(text + "\n\nf.to il Sindaco\n\nwww.comune.ala.tn.it\n")
    assert found[-1]["descrizione"] == WANTED[-1]["descrizione"].rstrip(".")


def test_second_label_of_like_meaning_stays_as_it_is_printed() -> None:
    action = "Titolo: {t}\nFinalità: {o}\nObiettivi: altri\nDescrizione: {d}\n"
    assert [each["obiettivo"] for each in interventi(plan(action))] == [o for _, o, _ in ACTIONS]
    assert interventi(plan(action))[0]["altri_campi"] == {"Obiettivi": "altri"}


def test_values_may_begin_with_the_end_of_a_longer_label() -> None:
    action = "Titolo Azione {t}\nObiettivo {o}\nDescrizione {d}\n"
    text = plan("Titolo {t}\nObiettivo {o}\nDescrizione {d}\n") + action.format(
        t="pilota", o="O", d="D"
    )
    assert interventi(text)[3]["titolo"] == "Azione pilota"


def test_number_of_the_action_above_a_numbered_title() -> None:
    text = plan("AZIONE {n}:\nTITOLO {n}: {t}\nOBIETTIVO {n}: {o}\nDESCRIZIONE {n}: {d}\n")
    assert interventi(text) == [{"numero": str(n), **each} for n, each in enumerate(WANTED, 1)]


def test_titles_behind_rules_may_be_worded_as_they_like() -> None:
    text = plan("nati in {t}.\nObiettivo: {o}\nDescrizione: {d}\n\n-----\n\n")
    found = [each["titolo"] for each in interventi(text)]
    assert found == [f"nati in {title}." for title, *_ in ACTIONS]


@pytest.mark.parametrize("word", ["Obiettivi", "Finalità", "Scopo sociale"])
def test_label_that_a_document_has_for_another_adds_to_none(word: str) -> None:
    text = plan(f"Titolo: {{t}}\nObiettivo: {{o}}\n{word}: altro\nDescrizione: {{d}}\n")
    for each, wanted in zip(interventi(text), WANTED, strict=True):
        assert {**each, "altri_campi": None} == {**wanted, "altri_campi": None}
        assert each["altri_campi"] == {word: "altro"}


@pytest.mark.parametrize(
    "value",
    [
        "Si prevede:\n- Obiettivo: una rete\nE altro.",
        "Due incontri:\n1. Titolo: crescere insieme\n2. Altro.",
        "Obiettivo - una rete di famiglie.",
        "obiettivo: una rete.",
        "Vedi la\nScheda 3\nin fondo.",
    ],
)
def test_such_words_in_one_description_are_prose(value: str) -> None:
    action = "Titolo: {t}\nObiettivo: {o}\nDescrizione: {d}\n\n"
    text = plan(action) + action.format(t="Altro", o="O", d=value)
    assert interventi(text)[:3] == WANTED
    assert interventi(text)[3]["descrizione"].split() == value.split()


@pytest.mark.parametrize(
    "text",
    [
        "Premessa\nTempi: 2023\nTesto.\nTempi: 2024\n",
        "Premessa:\nObiettivo: O1\nDescrizione: D1\nTesto;\nObiettivo: O2\nDescrizione: D2\n",
        "Uno.\nObiettivo: O1\nDescrizione: D1\nSegue.\nObiettivo: O2\nDescrizione: D2\nAltro.\n",
        "Uno\nObiettivo:\nO1\nDescrizione:\nD1\nObiettivo:\nO2\nDescrizione:\nD2\nObiettivo:\nO3\n",
        "Uno\nDescrizione: D1\n",
    ],
    ids=["one label", "no title's end", "sentences", "values below", "one action"],
)
def test_what_stands_above_labels_and_is_no_title(text: str) -> None:
    assert interventi(HEAD + text) == []


SECTIONS = {
    "lines": "{}Titolo: Uno\nObiettivo: O1\n\nTitolo: Due\nObiettivo: O2\n\n",
    "rows": "{}\nTitolo\tUno\nObiettivo\tO1\n\n\nTitolo\tDue\nObiettivo\tO2\n\n\n",
    "wide": "{}",
}


@pytest.mark.parametrize("body", [SECTIONS["lines"], SECTIONS["rows"]], ids=["lines", "rows"])
def test_heading_of_a_section_holds_for_its_actions(body: str) -> None:
    heads = ("Macro-ambito: Servizi\n\n", "Macro-ambito: Ambiente\n\n")
    found = interventi(HEAD + "".join(map(body.format, heads)))
    assert [each["macro_ambito"] for each in found] == ["Servizi"] * 2 + ["Ambiente"] * 2
    assert [each["titolo"] for each in found] == ["Uno", "Due"] * 2


def test_row_across_a_wide_table_holds_for_the_rows_below() -> None:
    rows = "Macro-ambito: {0}\t\nUno {0}\tO\nDue {0}\tO\n"
    text = f"{HEAD}\nTitolo\tObiettivo\n{rows.format('Servizi')}{rows.format('Sport')}\n\n"
    assert [each["macro_ambito"] for each in interventi(text)] == ["Servizi"] * 2 + ["Sport"] * 2


def test_label_of_one_action_holds_for_that_one_alone() -> None:
    first = "Macro-ambito: Servizi\nTitolo: Uno\nObiettivo: O\n\n"
    text = HEAD + first + first + "Titolo: Tre\nObiettivo: O\n\n"
    assert [each.get("macro_ambito") for each in interventi(text)] == ["Servizi", "Servizi", None]


@pytest.mark.parametrize(
    "row", ["{}\n{}\n", "{} – {}\n", "{}: {}\n", "{}\t{}\n"], ids=["alone", "dash", "colon", "row"]
)
def test_labels_of_a_progettualita_however_they_are_set(row: str) -> None:
    pairs = ("Ambito", "RETE"), ("Titolo", "Uno"), ("Azioni", "Aprire."), ("Tempi", "maggio")
    rows = "".join(
        row.format(*pair) for pair in (pairs if ":" in row or "\t" in row else pairs[1:])
    )
    found = interventi(f"PROGETTUALITÀ n. 1\n{rows}\n\nPROGETTUALITÀ n. 2\n{rows}")
    assert [(each["titolo"], each["azioni"]) for each in found] == [("Uno", "Aprire.")] * 2
    if len(rows) > 40:
        assert {each.get("ambito") for each in found} <= {"RETE", None}


@pytest.mark.parametrize(
    "text",
    [
        "Visto il progetto dal\ntitolo: “Famiglie al centro” della cooperativa;\n",
        "il corso\ntitolo: “Crescere”\ne il corso\ntitolo: “Camminare”\n",
    ],
)
def test_small_titolo_alone_is_prose(text: str) -> None:
    assert interventi(HEAD + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "La spesa è imputata a\nTitolo - Spese correnti\ne finisce nei\nTempi – giugno\n",
        "Titolo – Missione – Programma\n1 – 12 – 05\n",
    ],
)
def test_titolo_before_a_dash_is_no_label_without_another(text: str) -> None:
    assert interventi(HEAD + text) == []


def test_headings_without_values_outweigh_labels_without_a_colon() -> None:
    heads = "PROGETTUALITÀ n. 1 RETE\nTesto.\n\nPROGETTUALITÀ n. 2 SPORT\nTesto.\n\n"
    found = interventi("PROGRAMMA DI LAVORO\n\n" + heads + "Titolo\n\nVoce\n" * 5)
    assert [each["numero"] for each in found] == ["1", "2"]


@pytest.mark.parametrize(
    "action", ["Titolo: {t}\nDescrizione: {d}\n", "\nTitolo\t{t}\nDescrizione\t{d}\n\n"]
)
def test_titles_of_a_list_in_a_description_are_prose(action: str) -> None:
    points = "1. Titolo: primo\n2. Titolo: secondo\n3. Titolo: terzo\n\n"
    text = HEAD + action.format(t="Uno", d="Il corso:") + points
    assert [each["titolo"] for each in interventi(text)] == ["Uno"]


def test_points_of_an_act_are_no_actions() -> None:
    text = "di impegnare:\n- Titolo: 1\n- Missione: 12\ne poi:\n- Titolo: 2\n- Missione: 12\n"
    assert interventi(f"DETERMINAZIONE N. 12 del 3 maggio 2023\n\n{text}") == []


def test_phases_of_one_action_part_nothing() -> None:
    phases = "Fase 1\nObiettivo: conoscere\nFase 2\nObiettivo: agire\n"
    found = interventi(plan("Titolo: {t}\nObiettivo: {o}\nDescrizione: {d}\n") + phases)
    assert [each["titolo"] for each in found] == [each["titolo"] for each in WANTED]


def test_label_that_the_last_actions_leave_out_is_no_heading() -> None:
    first = "".join(f"Macro-ambito: {n}\nTitolo: Uno\nObiettivo: O\n\n" for n in "AB")
    found = interventi(HEAD + first + "Titolo: Due\nObiettivo: O\n\n" * 2)
    assert [each.get("macro_ambito") for each in found] == ["A", "B", None, None]


def test_lots_of_an_act_are_no_actions() -> None:
    lots = "\nLotto {0} – Pulizie\nDescrizione: pulizia delle sale\nTempi: 2023\n"
    text = "DETERMINAZIONE N. 12 del 3 maggio 2023\n\ndi affidare i seguenti servizi:\n"
    assert interventi(text + lots.format("A") + lots.format("B")) == []


def test_last_letter_of_a_spaced_word_before_a_stop_is_its_own() -> None:
    text = f"{HEAD}Titolo: T\nDescrizione: Si va a  B E R L I N .  Il treno per Berlin parte.\n"
    assert "BERLIN" in interventi(text)[0]["descrizione"]


VALUES = "Biblioteca\tCultura\tAprire\tDi sera\nPiedibus\tMobilità\tCamminare\tA scuola\n"
FIELDS = ["titolo", "classificazioni", "obiettivo", "descrizione"]


@pytest.mark.parametrize(
    "head",
    [
        f"Titolo\tDove\tChe cosa\n{SAME}\tTassonomia\tObiettivo\tDescrizione",
        f"Titolo\tContenuti\n{SAME}\tTassonomia\tObiettivo\tDescrizione",
        f"Titolo\tClassificazione\tDescrizione\n{SAME}\tTassonomia\tObiettivo\t{SAME}",
        "Titolo\tTassonomia (*)\tObiettivo\tDescrizione (max 500 caratteri)",
        "Titolo\tTassonomia\tObiettivo\tDescrizione\n(1)\t(2)\t(3)\t(4)",
    ],
    ids=["two over three", "one over all", "one label over two", "notes", "numbers"],
)
def test_header_of_two_rows_with_notes_or_numbers_below_it(head: str) -> None:
    text = f"PIANO FAMIGLIA 2022\n\n{head}\n{VALUES}"
    found = find_wide_tables(text).blocks
    assert [[pair.field for pair in block.values] for block in found] == [FIELDS, FIELDS]
    rows = [[text[pair.value[0]] for pair in block.values] for block in found]
    assert rows == [row.split("\t") for row in VALUES.splitlines()]


@pytest.mark.parametrize("banner", ["Ambito: Comunità educante", "COMUNITÀ EDUCANTE"])
def test_name_of_a_macro_area_across_a_table_holds_for_the_rows_below(banner: str) -> None:
    head = "Titolo\tTassonomia\tObiettivo\tDescrizione"
    found = interventi(f"PIANO FAMIGLIA 2022\n\n{head}\n{banner}\t\n{VALUES}")
    name = banner.partition(": ")[2] or banner
    assert [each["macro_ambito"] for each in found] == [name, name]
    assert [each["titolo"] for each in found] == ["Biblioteca", "Piedibus"]


def test_other_words_across_a_table_are_no_macro_area() -> None:
    head = "Titolo\tTassonomia\tObiettivo\tDescrizione"
    found = interventi(f"PIANO FAMIGLIA 2022\n\n{head}\nAttività estive\t\n{VALUES}")
    assert all("macro_ambito" not in each for each in found)


def test_first_line_of_a_value_below_its_label_is_no_label() -> None:
    value = "Incontri formativi: educazione, genitorialità"
    action = "Titolo\n{n}\nTassonomia\n" + value + "\nDescrizione\nCiclo di serate.\n"
    found = interventi("PIANO FAMIGLIA\n" + "".join(action.replace("{n}", n) for n in "ABC"))
    assert [each["classificazioni"] for each in found] == [[value]] * 3
