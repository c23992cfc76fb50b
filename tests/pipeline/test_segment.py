"""Plans: three generations of the platform's export, and prose that only looks like labels."""

from typing import Any

import pytest

from pipeline.segment.wide import WideTables, find_wide_tables
from tests.pipeline.plain import document, interventi, rules

HEAD = "=== PIANO FAMIGLIA DI ALA ANNO 2023 ===\n\nPREMESSA\nTesto.\n\n=== AZIONI ===\n\n\n\n"
END = {"": "\n\n", "-----": "\n\n-----\n\n\n\n"}


def test_generation_a_has_blank_lines_only() -> None:
    text = (
        "= PIANO =\n\nTesto.\n\n= AZIONI =\n\n\n"
        "TITOLO: Uno\n\nOBIETTIVO: O1\n\nDESCRIZIONE: D1\n\n\n\n"
        "TITOLO: Due\n\nOBIETTIVO: O2\n\nDESCRIZIONE: D2\n"
    )
    assert interventi(text) == [
        {"titolo": "Uno", "obiettivo": "O1", "descrizione": "D1"},
        {"titolo": "Due", "obiettivo": "O2", "descrizione": "D2"},
    ]
    assert document(text).tipo == "piano_famiglia"


@pytest.mark.parametrize("separator", ["-----", ""])
def test_generation_b_with_and_without_separators(separator: str) -> None:
    end = END[separator]
    text = (
        f"{HEAD}TITOLO: Uno\n\nTASSONOMIA: T1\n\nOBIETTIVO: O1\n\nDESCRIZIONE: D1{end}"
        f"TITOLO: Due\n\nTASSONOMIA: T2\n\nDESCRIZIONE: D2{end}"
    )
    assert interventi(text) == [
        {"titolo": "Uno", "classificazioni": ["T1"], "obiettivo": "O1", "descrizione": "D1"},
        {"titolo": "Due", "classificazioni": ["T2"], "descrizione": "D2"},
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_generation_c_has_a_macro_ambito_and_no_blank_lines(line_end: str) -> None:
    text = (
        f"{HEAD}TITOLO: Uno\nTASSONOMIA: T1\nMACRO-AMBITO: M1\nOBIETTIVO: O1\nDESCRIZIONE: D1\n"
        "-----\n\nTITOLO: Due\nTASSONOMIA: T2\nMACRO-AMBITO: M2\n-----\n\n"
    )
    one, two = interventi(text.replace("\n", line_end))
    assert (one["macro_ambito"], one["obiettivo"], one["descrizione"]) == ("M1", "O1", "D1")
    assert two == {"titolo": "Due", "classificazioni": ["T2"], "macro_ambito": "M2"}


@pytest.mark.parametrize(
    "labels",
    [
        ("TITOLO", "TASSONOMIA", "DESCRIZIONE"),
        ("TASSONOMIA", "TITOLO", "DESCRIZIONE"),
        ("DESCRIZIONE", "TITOLO", "TASSONOMIA"),
        ("DESCRIZIONE", "TASSONOMIA", "TITOLO"),
        ("TASSONOMIA", "DESCRIZIONE", "TITOLO"),
    ],
)
@pytest.mark.parametrize("separator", ["-----", ""])
def test_labels_in_any_order(labels: tuple[str, ...], separator: str) -> None:
    actions = ["\n".join(f"{label}: {label[:2]}{n}" for label in labels) for n in (1, 2, 3)]
    text = HEAD + "".join(action + END[separator] for action in actions)
    assert interventi(text) == [
        {"titolo": f"TI{n}", "classificazioni": [f"TA{n}"], "descrizione": f"DE{n}"}
        for n in (1, 2, 3)
    ]
    assert set(rules(document(text))) <= {"INT003", "TAX003"}


def test_missing_labels_leave_their_fields_absent() -> None:
    text = f"{HEAD}TITOLO: Uno\n\nTASSONOMIA: T1\n\n-----\n\nTITOLO: Due\n\nOBIETTIVO: O2\n"
    assert interventi(text) == [
        {"titolo": "Uno", "classificazioni": ["T1"]},
        {"titolo": "Due", "obiettivo": "O2"},
    ]


def test_action_without_a_title_between_separators_is_kept() -> None:
    text = f"{HEAD}TITOLO: Uno\n-----\nTASSONOMIA: Wifi free\nDESCRIZIONE: D\n-----\nTITOLO: Tre\n"
    found = interventi(text)
    assert found[1] == {"classificazioni": ["Wifi free"], "descrizione": "D"}
    assert rules(document(text)) == ["INT002"]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("OBIETTIVO: \n", ""),
        ("OBIETTIVO:\n\n\n", ""),
        ("OBIETTIVO: \n\nsotto\n", "sotto"),
        ("OBIETTIVO:\nUno.\n\nDue.\n", "Uno.\nDue."),
        ("OBIETTIVO: Uno\n\ncontinua\n", "Uno continua"),
        ("OBIETTIVO: Obiettivo di crescere\n", "Obiettivo di crescere"),
        ("OBIETTIVO: Azione di contenimento\n", "Azione di contenimento"),
        ("OBIETTIVO : Uno\n", "Uno"),
        ("OBlETTIVO: Uno\n", "Uno"),
        ("OBIETTIVO:\tUno\n", "Uno"),
        ("OBIETTIVO: 2.5\tSpazio\n", "2.5 Spazio"),
    ],
)
def test_value_stands_beside_its_label_or_below(printed: str, value: str) -> None:
    text = f"{HEAD}TITOLO: Uno\n\n{printed}\nDESCRIZIONE: D\n\n-----\n\nTITOLO: Due\n"
    one, two = interventi(text)
    assert one == {"titolo": "Uno", "obiettivo": value, "descrizione": "D"}
    assert two == {"titolo": "Due"}


@pytest.mark.parametrize(
    "prose",
    [
        "Azioni su salute/sport:\n- una",
        "Obiettivo dell'azione è crescere",
        "Prima\nObiettivo\nDopo",
        "Prima\nOBIETTIVO\nDopo",
        "Prima\nOBIETTIVI\nDopo",
        "Prima\nOBBIETTIVI: due\nDopo",
        "Prima\nObiettivi:\n- uno",
        "Prima\nobiettivi.\nDopo",
        "Prima\nTempi: lunghi\nDopo",
        "Prima\nObiettivo: crescere\nDopo",
        "Prima\nTITOLI: due\nDopo",
        "vedi TITOLO: altro e OBIETTIVO: altro",
        "Prima\n- OBIETTIVO: in un elenco\nDopo",
        "vd. Azione 11",
        "Prima\nvd. Azione 11\nex Azione 19\nDopo",
        "Prima\nAZIONE 3\nDopo",
        "Prima\nAzione 3: altro\nDopo",
        "dell’Azione 7.5",
        "Prima\nORARI: 7.30/8.00\nDopo",
        "Prima\n--\nDopo",
    ],
)
def test_label_words_inside_prose_are_prose(prose: str) -> None:
    text = f"{HEAD}TITOLO: Azioni per tutti\nDESCRIZIONE: {prose}\n-----\n\nTITOLO: Due\n-----\n"
    one, two = interventi(text)
    assert one["titolo"] == "Azioni per tutti"
    assert set(one) == {"titolo", "descrizione"}
    assert one["descrizione"].split() == prose.split()
    assert two == {"titolo": "Due"}
    assert set(rules(document(text))) <= {"INT003", "TAX003"}


@pytest.mark.parametrize(
    "prose",
    ["OBIETTIVO\n\nCrescere.", "Obiettivi: crescere.", "OBBIETTIVI\nCrescere.", "vd. Azione 11"],
)
def test_label_words_in_the_introduction_open_no_action(prose: str) -> None:
    text = HEAD.replace("Testo.", prose) + "TITOLO: Uno\nDESCRIZIONE: D\n"
    assert interventi(text) == [{"titolo": "Uno", "descrizione": "D"}]


def test_form_set_in_small_letters_is_read_too() -> None:
    text = f"{HEAD}Titolo: Uno\nObiettivo: O\nDescrizione: D\n\nTitolo: Due\nDescrizione: E\n"
    assert interventi(text) == [
        {"titolo": "Uno", "obiettivo": "O", "descrizione": "D"},
        {"titolo": "Due", "descrizione": "E"},
    ]


def test_rows_of_a_sheet_are_actions_too() -> None:
    row = "Titolo\t{0}\nTassonomia\tT{0}\nDescrizione\tD{0}\n"
    assert interventi(HEAD + row.format(1) + row.format(2)) == [
        {"titolo": str(n), "classificazioni": [f"T{n}"], "descrizione": f"D{n}"} for n in (1, 2)
    ]


def test_sheet_with_its_title_across_it_in_capitals() -> None:
    sheet = "TITOLO: {0}\t\nTassonomia\tT{0}\nDescrizione\tD{0}\n\n\n"
    assert interventi(HEAD + sheet.format(1) + sheet.format(2)) == [
        {"titolo": str(n), "classificazioni": [f"T{n}"], "descrizione": f"D{n}"} for n in (1, 2)
    ]


@pytest.mark.parametrize("times", [1, 9])
def test_table_in_the_prose_of_a_plan_in_capitals_is_prose(times: int) -> None:
    table = "Titolo\tOre\nDescrizione\tCosto\n" * times
    action = "TITOLO: {0}\nTASSONOMIA: T{0}\nDESCRIZIONE: D{0}\n{1}-----\n\n"
    found = interventi(HEAD + action.format(1, "") + action.format(2, f"Obiettivo\tO\n{table}"))
    assert [each["titolo"] for each in found] == ["1", "2"]
    assert "obiettivo" not in found[1]


@pytest.mark.parametrize(
    "sheet",
    [
        "Titolo\t{0}\tMacro-ambito\tM{0}\nTassonomia\tT{0}\nDescrizione\tD{0}\n\n\n",
        "Tassonomia\tT{0}\nTitolo\t{0}\tMacro-ambito\tM{0}\nDescrizione\tD{0}\n\n\n",
        "Titolo\t{0}\tMacro-ambito\tM{0}\nTassonomia\tT{0}\tDescrizione\tD{0}\n\n\n",
        "Titolo\t{0}\tMacro-ambito\tM{0}\t\n\n\nTassonomia\tT{0}\nDescrizione\tD{0}\n\n",
        "Titolo\t{0}\tMacro-ambito\tM{0}\tTassonomia\tT{0}\nDescrizione\tD{0}\n\n\n",
    ],
    ids=["first row", "middle row", "every row", "page ends behind it", "three pairs"],
)
def test_row_with_several_labels_each_before_its_value(sheet: str) -> None:
    found = interventi(HEAD + sheet.format(1) + sheet.format(2))
    assert found == [
        {
            "titolo": str(n),
            "macro_ambito": f"M{n}",
            "classificazioni": [f"T{n}"],
            "descrizione": f"D{n}",
        }
        for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "titles", [("Uno", "Due"), ("UNO", "DUE"), ("Intervento 19", "Sport: corsi")]
)
def test_labels_in_rows_of_their_own_above_their_values(titles: tuple[str, str]) -> None:
    sheet = "Titolo\t\n{0}\t\nTassonomia\t\nT di {0}\t\nDescrizione\t\nD di {0}\t\n\n\n"
    assert interventi(HEAD + "".join(map(sheet.format, titles))) == [
        {"titolo": title, "classificazioni": [f"T di {title}"], "descrizione": f"D di {title}"}
        for title in titles
    ]


@pytest.mark.parametrize("number", ["{}. ", "{}) ", "{} - ", "{}. **"])
@pytest.mark.parametrize("below", ["", "\n"])
def test_numbers_and_titles_head_actions_without_a_title_label(number: str, below: str) -> None:
    titles = ("Biblioteca aperta", "“Nati per leggere”: letture", "Sport")
    action = "{0}{1}\n{2}Tassonomia: T{3}\nDescrizione: D{3}\n\n"
    text = "".join(
        action.format(number.format(n), title, below, n) for n, title in enumerate(titles, 1)
    )
    assert interventi(HEAD + text) == [
        {"numero": f"{n}", "titolo": title, "classificazioni": [f"T{n}"], "descrizione": f"D{n}"}
        for n, title in enumerate(titles, 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Una premessa lunga\n2. Un secondo punto\nObiettivo: crescere insieme\n",
        "7. Un punto\nObiettivo: crescere\n\n8. Un altro\nDescrizione: prosa\n",
        "1. Premessa\n2. Modalità\nTempi: 30 giorni\n3. Contributo\nObiettivo: aiutare\n",
        "1. di approvare il bando\nTempi: un anno\n2. di pubblicare\nTempi: un mese\n",
        "1. Uno\nObiettivo: aiutare\n2. Due\n3. Tre\n4. Quattro\nObiettivo: crescere\n",
        "1. Premessa\nAmbito: famiglia\n2. Finalità\nAmbito: scuola\n",
        "1. Arredi\nDescrizione\tImporto\tCIG\nSedie\t9\tA\n2. Libri\nDescrizione\tCosto\tCIG\n",
    ],
)
def test_numbered_points_before_a_label_are_prose(text: str) -> None:
    assert interventi(HEAD + text) == []


def test_pairs_with_an_empty_value() -> None:
    sheet = "Titolo\tUno\tMacro-ambito\t\nDescrizione\tD\n"
    assert interventi(HEAD + sheet) == [{"titolo": "Uno", "macro_ambito": "", "descrizione": "D"}]


def test_head_with_a_column_that_is_not_known_heads_a_wide_table() -> None:
    text = "Titolo\tData\tObiettivo\tCosto\nUno\t3 maggio\tO1\t10 euro\n"
    found = interventi(HEAD + text)
    assert found == [
        {
            "titolo": "Uno",
            "obiettivo": "O1",
            "altri_campi": {"Data": "3 maggio", "Costo": "10 euro"},
        }
    ]


@pytest.mark.parametrize(
    ("label", "carriers", "actions", "becomes"),
    [
        ("DESTINATARI", 3, 3, "altri_campi"),
        ("DESTINATARI", 2, 3, "altri_campi"),
        ("DESTINATARI", 2, 4, "altri_campi"),
        ("DESTINATARI", 1, 3, "descrizione"),
        ("DESTINATARI", 1, 1, "descrizione"),
        ("DESTINATARI", 2, 5, "descrizione"),
        ("Destinatari", 3, 3, "descrizione"),
        ("TEMPI", 3, 3, "tempi"),
        ("ORGANIZZAZIONI COINVOLTE", 3, 3, "organizzazioni_coinvolte"),
    ],
)
def test_unknown_label_is_a_field_where_most_actions_carry_it(
    label: str, carriers: int, actions: int, becomes: str
) -> None:
    body = [f"TITOLO: {n}\nDESCRIZIONE: D\n" for n in range(actions)]
    body = [part + f"{label}: X\n" * (n < carriers) + "-----\n" for n, part in enumerate(body)]
    found = interventi(HEAD + "".join(body))
    in_prose = becomes == "descrizione"
    fields: dict[str, Any] = {"descrizione": f"D\n{label}: X" if in_prose else "D"}
    if not in_prose:
        fields[becomes] = {label: "X"} if becomes == "altri_campi" else "X"
    carried = [{"titolo": str(n)} | fields for n in range(carriers)]
    bare = [{"titolo": str(n), "descrizione": "D"} for n in range(carriers, actions)]
    assert found == carried + bare


@pytest.mark.parametrize(
    "text",
    [
        "Una lettera.\nSenza etichette: nessuna.\n",
        "La TITOLO: dentro una riga\n",
        "Obiettivo: crescere\nDescrizione: prosa\n",
        "vd. Azione 11\nIl piano\nAZIONE 12\nsegue la prosa\n",
    ],
)
def test_text_that_fits_no_template_has_no_interventi(text: str) -> None:
    assert interventi(text) == []


def test_steps_of_an_action_above_a_label_are_no_headings() -> None:
    action = "{0}. Azione {1}\nObiettivo: O{0}\nDescrizione: passi:\n1) uno\n{2}) Due\nTempi: T\n\n"
    found = interventi(HEAD + "".join(action.format(n, "ABC"[n - 1], n + 1) for n in (1, 2, 3)))
    assert [(each["numero"], each["titolo"]) for each in found] == [
        (str(n), f"Azione {'ABC'[n - 1]}") for n in (1, 2, 3)
    ]


def test_numbered_action_without_the_label_that_the_others_begin_with() -> None:
    text = (
        "1. Uno\nTassonomia: T1\nDescrizione: D1\n2. Due\nDescrizione: D2\n"
        "3. Tre\nTassonomia: T3\nDescrizione: D3\n"
    )
    assert [each["titolo"] for each in interventi(HEAD + text)] == ["Uno", "Due", "Tre"]


@pytest.mark.parametrize("end", ["", "\n\nUna riga di prosa.", "\n"])
def test_label_that_ends_a_row_of_several_has_no_value(end: str) -> None:
    (found,) = interventi(f"{HEAD}Obiettivo\tO\nTitolo\tUno\tMacro-ambito\tM\tTassonomia{end}")
    assert found.get("classificazioni") is None
    assert found["titolo"] == "Uno"


@pytest.mark.parametrize(
    "rows",
    [
        "Titolo\tAnno\tObiettivo\tSpesa\nAzioni\t2024\tO1\t10\nUno\t2025\tO2\t20\n",
        "Titolo\tAnno\tObiettivo\nAzioni\t2024\tO1\nUno\t2025\tO2\n",
        "{0}{0}Azioni\t2024\tO1\t10\nUno\t2025\tO2\t20\n".format(
            "Titolo\tAnno\tObiettivo\tSpesa\n"
        ),
        "Obiettivo\tO\n\nTitolo\tAnno\tObiettivo\tSpesa\nAzioni\t1\tO1\t9\nUno\t2\tO2\t8\n",
        "Obiettivo\tO\nTitolo\tAnno\tObiettivo\tSpesa\nAzioni\t1\tO1\t9\nUno\t2\tO2\t8\n",
    ],
    ids=["title that is a label", "three columns", "header twice", "row above", "next to it"],
)
def test_wide_table_whose_rows_begin_like_labels(rows: str) -> None:
    found = interventi(HEAD + rows)
    assert [(each["titolo"], each["obiettivo"]) for each in found] == [
        ("Azioni", "O1"),
        ("Uno", "O2"),
    ]


def test_empty_value_above_a_heading_across_the_table() -> None:
    sheet = "Titolo\t{0}\nDescrizione\t{1}\n{2}"
    text = sheet.format("Uno", "", "POLITICHE SOCIALI\t\n") + sheet.format("Due", "D", "")
    assert [each["descrizione"] for each in interventi(HEAD + text)] == ["", "D"]


def test_label_of_another_template_is_no_value_of_the_row_above() -> None:
    sheet = "TITOLO\t{0}\nMACRO-AMBITO\t\nAZIONI\t\n"
    found = interventi(HEAD + sheet.format("Uno") + sheet.format("Due"))
    assert [each["macro_ambito"] for each in found] == ["", ""]


AREAS = ("1. Governance\n", "AREA 1 – Governance\n", "1) GOVERNANCE\n")


@pytest.mark.parametrize("title", AREAS)
def test_title_of_an_area_ends_the_value_above_it(title: str) -> None:
    second = title.replace("1", "2").replace("overnance", "iovani").replace("OVERNANCE", "IOVANI")
    actions = [f"TITOLO: {n}\n\nDESCRIZIONE: Testo di {n}.\n\n" for n in ("Uno", "Due", "Tre")]
    text = f"{HEAD}{title}\n{actions[0]}{actions[1]}{second}\n{actions[2]}"
    found = document(text).interventi
    assert [each.descrizione for each in found] == [f"Testo di {n}." for n in ("Uno", "Due", "Tre")]
    assert [each.area and each.area.numero for each in found] == ["1", "1", "2"]
    assert not [each for each in document(text).issues if each.rule == "COV001"]


@pytest.mark.parametrize(
    "text",
    [
        "TITOLO: Uno\n\nDESCRIZIONE: Si fa:\n1. questo\n\nTITOLO: Due\n\nDESCRIZIONE: D\n",
        "1. Uno\n\nTITOLO: A\n\nDESCRIZIONE: D\n\n2. Due\n\nTITOLO: B\n\nDESCRIZIONE: E\n",
        "1. Uno\n\nTITOLO: A\n\nDESCRIZIONE: D\n\nTITOLO: B\n\nDESCRIZIONE: E\n",
    ],
)
def test_numbered_lines_that_are_no_areas(text: str) -> None:
    assert not any(each.area for each in document(HEAD + text).interventi)


@pytest.mark.parametrize("number", ["1.{}", "1.{}.", "1.{})"])
def test_labels_behind_numbers_of_two_parts(number: str) -> None:
    labels = ("Titolo", "Obiettivo", "Descrizione")
    text = "".join(
        "".join(f"{number.format(n)} {label}: {label} {k}\n\n" for n, label in enumerate(labels, 1))
        for k in "ABC"
    )
    assert [each["descrizione"] for each in interventi(HEAD + text)] == [
        f"Descrizione {k}" for k in "ABC"
    ]


def test_label_broken_behind_its_hyphen_stands_beside_another() -> None:
    rows = "TITOLO\t{0}\nTASSONOMIA\tT{0}\tMACRO-\rAMBITO\tM{0}\nDESCRIZIONE\tTesto {0}\n\n\n"
    assert find_wide_tables("".join(map(rows.format, "ABC"))) == WideTables()


def test_macro_ambito_above_a_wide_table_holds_for_its_rows() -> None:
    head = "Titolo\tTassonomia\tDescrizione\n"
    sport, casa = f"{head}A\tT\tD\nB\tT\tD\n\n\n", f"{head}C\tT\tD\n"
    text = f"{HEAD}Macro-ambito: Sport\n\n{sport}Macro-ambito: Casa\n\n{casa}"
    assert [each["macro_ambito"] for each in interventi(text)] == ["Sport", "Sport", "Casa"]
