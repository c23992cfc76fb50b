"""Labels within the cells of a table: several in one, behind a column of numbers, in annexes."""

import pytest

from pipeline.segment import segment
from schemas.flow import CELL, SAME, Flow, Piece
from schemas.packed import Packed
from tests.pipeline.plain import interventi

HEAD = "PIANO FAMIGLIA DEL COMUNE DI ALA ANNO 2023\n\n"
ACTIONS = [("Biblioteca", "Aprire la sera", "Le sale restano aperte."), ("Piedibus", "A", "B.")]
FIELDS = ("titolo", "obiettivo", "descrizione")


def told(text: str) -> list[dict[str, str]]:
    """The fields of each block of a flow."""
    flow = Flow(text, Packed(Piece, *([],) * 5), ())
    return [
        {pair.field: flow.text[pair.value[0]] for pair in block.values if pair.field}
        for block in segment(flow).blocks
    ]


WANTED = [dict(zip(FIELDS, action, strict=True)) for action in ACTIONS]


@pytest.mark.parametrize(
    "box",
    [
        "Titolo: {}\vObiettivo: {}\vDescrizione: {}\t\n\n",
        "TITOLO: {}\vOBIETTIVO: {}\vDESCRIZIONE: {}\t\n",
        "TITOLO: {}\vOBIETTIVO: {}\rDESCRIZIONE: {}\t\n\n",
        "Titolo: {}\vObiettivo: {}\t\nDescrizione: {}\t\n\n",
    ],
    ids=["a box each", "rows of one table", "a full line", "a page cuts the box"],
)
def test_cell_that_holds_an_action(box: str) -> None:
    assert told(f"{HEAD}\n" + "".join(box.format(*each) for each in ACTIONS)) == WANTED


def test_cells_side_by_side_that_hold_an_action_each() -> None:
    cells = CELL.join(f"TITOLO: {t}\vOBIETTIVO: {o}\vDESCRIZIONE: {d}" for t, o, d in ACTIONS)
    assert told(f"{HEAD}\n{cells}\n\n") == WANTED


@pytest.mark.parametrize(
    "box",
    [
        "PROGETTUALITÀ n.{0} RETE\vTitolo: T{0}\vAzioni: A{0}\vTempi: maggio 202{0}\t\n\n\n",
        "Progettualità n.{0}\vTitolo: T{0}\vAzioni: A{0}\vTempi: maggio 202{0}\t\n\n\n",
        "Progettualità n.{0}\vRete\t\nTitolo\tT{0}\nAzioni\tA{0}\nTempi\tmaggio 202{0}\n\n\n",
    ],
    ids=["a box", "its head alone on a line", "a head of two lines above rows"],
)
def test_head_of_a_progettualita_in_a_cell_of_several_lines(box: str) -> None:
    assert told("\n" + box.format(1) + box.format(2)) == [
        {"titolo": f"T{n}", "azioni": f"A{n}", "tempi": f"maggio 202{n}"} for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "value",
    ["Si fa così:\vObiettivo: camminare\vTempi: maggio", "Il titolo\vTitolo: uno\vObiettivo: due"],
)
def test_labels_in_a_value_beside_its_own_label_are_prose(value: str) -> None:
    row = "Titolo\tBiblioteca\nObiettivo\tAprire\nDescrizione\t{}\n\n"
    found = told(HEAD + "\n" + row.format(value) + row.format("Sì"))
    assert [each["descrizione"] for each in found] == [value, "Sì"]


@pytest.mark.parametrize("rest", ["", SAME])
@pytest.mark.parametrize("numbers", [("1", "2"), ("1.", "2."), ("", "")])
def test_labels_behind_a_column_that_numbers_the_actions(
    numbers: tuple[str, str], rest: str
) -> None:
    rows = "{3}\tTitolo\t{0}\n{4}\tObiettivo\t{1}\n{4}\tDescrizione\t{2}\n\n\n"
    sheets = (rows.format(*each, n, rest) for each, n in zip(ACTIONS, numbers, strict=True))
    assert told(f"{HEAD}\n" + "".join(sheets)) == WANTED


@pytest.mark.parametrize("lead", ["Comune di Ala", "Servizi alle famiglie"])
def test_labels_behind_a_cell_that_holds_for_all_of_them(lead: str) -> None:
    rows = f"{lead}\tTitolo\t{{0}}\n\f\tObiettivo\t{{1}}\n\f\tDescrizione\t{{2}}\n\n\n"
    assert told(f"{HEAD}\n" + "".join(rows.format(*each) for each in ACTIONS)) == WANTED


def test_head_of_a_wide_table_behind_its_number_is_a_head() -> None:
    text = f"{HEAD}\n1\tTitolo\tObiettivo\n2\tBiblioteca\tAprire\n\n"
    assert told(text) == [{"titolo": "Biblioteca", "obiettivo": "Aprire"}]


ANNEXES = {
    "budget": "Azione\tDescrizione\tImporto\nIncontri\tCompensi\t€ 300,00\nCorsi\tSale\t€ 200,00",
    "timetable": "N.\tAzione\tTempi\n1\tBiblioteca\tmaggio\n2\tPiedibus\tgiugno",
}


@pytest.mark.parametrize("annex", ANNEXES.values(), ids=ANNEXES)
def test_annex_about_the_actions_holds_no_more_of_them(annex: str) -> None:
    sheet = "Titolo\t{}\nObiettivo\t{}\nDescrizione\t{}\n\n\n"
    text = HEAD + "\n" + "".join(sheet.format(*each) for each in ACTIONS)
    assert [each["titolo"] for each in interventi(f"{text}Allegato\n\n{annex}\n")] == [
        "Biblioteca",
        "Piedibus",
    ]


@pytest.mark.parametrize("annex", ANNEXES.values(), ids=ANNEXES)
def test_annex_of_a_programme_holds_no_progettualita(annex: str) -> None:
    rows = "PROGETTUALITÀ n.{0} RETE\t\nTitolo.\tT{0}\nAzioni.\tA{0}\n\n\n"
    found = interventi(f"{rows.format(1)}{annex}\n\n\n{rows.format(2)}")
    assert [each["titolo"] for each in found] == ["T1", "T2"]


def test_wide_table_of_other_actions_than_the_sheets_is_read() -> None:
    sheet = "Titolo\t{}\nObiettivo\t{}\nDescrizione\t{}\n\n\n"
    text = HEAD + "\n" + "".join(sheet.format(*each) for each in ACTIONS)
    wide = "Titolo\tObiettivo\tDescrizione\nNido\tAprire\tSì\nSport\tGiocare\tNo\n"
    assert [each["titolo"] for each in interventi(f"{text}Altre\n\n{wide}\n")] == [
        "Biblioteca",
        "Piedibus",
        "Nido",
        "Sport",
    ]


COLUMNS = "Titolo\t{0[0]}\t{1[0]}\nObiettivo\t{0[1]}\t{1[1]}\nDescrizione\t{0[2]}\t{1[2]}\n"


@pytest.mark.parametrize(
    "table",
    [
        COLUMNS,
        f"\tAzione 1\tAzione 2\n{COLUMNS}\n",
        "OBIETTIVO:\t{0[1]}\t{1[1]}\nTITOLO:\t{0[0]}\t{1[0]}\nDESCRIZIONE:\t{0[2]}\t{1[2]}\n\n",
        "Titolo\t{0[0]}\t{1[0]}\t\nObiettivo\t{0[1]}\t{1[1]}\t\nDescrizione\t{0[2]}\t{1[2]}\t\n",
    ],
    ids=["plain", "numbered", "in capitals", "a column left empty"],
)
def test_table_whose_columns_are_the_actions(table: str) -> None:
    found = [sorted(each.items()) for each in told(f"{HEAD}\n{table.format(*ACTIONS)}\n")]
    assert found == [sorted(each.items()) for each in WANTED]


def test_values_of_a_column_go_on_below_an_empty_cell() -> None:
    table = "Titolo\tUno\tDue\nObiettivo\tAprire\tCamminare\n\tle sale\t\nDescrizione\tA\tB\n\n"
    found = interventi(f"{HEAD}\n{table}")
    assert [each["obiettivo"] for each in found] == ["Aprire le sale", "Camminare"]


def test_columns_of_progettualita_have_their_numbers() -> None:
    head = "\tPROGETTUALITÀ n.1\tPROGETTUALITÀ n.2\n"
    rows = "Ambito\tRETE\tSPORT\nTitolo.\tUno\tDue\nAzioni.\tA\tB\nTempi.\tmaggio\tgiugno\n"
    (one, two) = interventi(f"PROGRAMMA DI LAVORO 2024\n\n{head}{rows}\n\n\tPROGETTUALITÀ n.3\n")
    assert (one["numero"], one["ambito"], one["titolo"], one["azioni"]) == ("1", "RETE", "Uno", "A")
    assert (two["numero"], two["ambito"], two["tempi"]) == ("2", "SPORT", "giugno")


@pytest.mark.parametrize(
    "table",
    [
        "Titolo\tUno\tMacro-ambito\tSport\nObiettivo\tO\tDescrizione\tD\n\n",
        "Titolo\tUno\nObiettivo\tO\nDescrizione\tD\n\n",
        "Titolo\tUno\t\nObiettivo\tO\tvedi sotto\nDescrizione\tD\t\n\n",
    ],
    ids=["pairs", "a sheet", "notes beside a sheet"],
)
def test_table_of_one_action_has_no_columns_of_them(table: str) -> None:
    assert [each["titolo"] for each in told(f"{HEAD}\n{table}")] == ["Uno"]


@pytest.mark.parametrize("table", ["\tDescrizione\tImporto\n1\tSale\t300\n", "\tTempi\tmaggio\n"])
def test_column_heads_beside_an_empty_corner_are_no_labels(table: str) -> None:
    sheet = "Titolo\t{}\nObiettivo\t{}\nDescrizione\t{}\n"
    sheets = [sheet.format(*each) for each in ACTIONS]
    assert told(f"{HEAD}\n{sheets[0]}{table}\n\n{sheets[1]}") == WANTED


def test_wide_table_beside_one_whose_columns_are_the_actions() -> None:
    wide = "Titolo\tObiettivo\tDescrizione\nNido\tAprire\tSì\nSport\tGiocare\tNo\n"
    for text in (f"{COLUMNS.format(*ACTIONS)}\n\n{wide}", f"{wide}\n\n{COLUMNS.format(*ACTIONS)}"):
        found = sorted(each["titolo"] for each in told(f"{HEAD}\n{text}\n"))
        assert found == ["Biblioteca", "Nido", "Piedibus", "Sport"]


def test_columns_of_one_action_are_no_actions() -> None:
    table = "\tPrevisto\tRealizzato\nTitolo\tNido\tNido\nObiettivo\tAprire\tAperto\n"
    assert len(told(f"{HEAD}\n{table}\n")) == 1


def test_rows_below_an_unknown_label_are_of_no_other() -> None:
    table = "Titolo\tUno\tDue\nObiettivo\tA\tB\nCosto\t10\t20\n\tIVA\tIVA\nDescrizione\tC\tD\n"
    assert [each["obiettivo"] for each in told(f"{HEAD}\n{table}\n")] == ["A", "B"]


def test_row_of_blanks_parts_no_table() -> None:
    table = "Titolo\tUno\tDue\n\t\t\nObiettivo\tA\tB\n"
    assert [each["obiettivo"] for each in told(f"{HEAD}\n{table}\n")] == ["A", "B"]


TABLES = {
    "of actions": "Titolo\tObiettivo\tDescrizione\nNido\tAprire\tSì\nSport\tGiocare\tNo\n",
    "with their costs": "Titolo\tObiettivo\tCosto\nNido\tAprire\t10\nSport\tGiocare\t20\n",
}


@pytest.mark.parametrize("annex", ANNEXES.values(), ids=ANNEXES)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_annex_hides_no_other_table_of_actions(annex: str, table: str) -> None:
    sheets = "".join("Titolo\t{}\nObiettivo\t{}\n\n\n".format(*each) for each in ACTIONS)
    found = interventi(f"{HEAD}\n{sheets}Altre\n\n{table}\n\nAllegato\n\n{annex}\n")
    assert [each["titolo"] for each in found] == ["Biblioteca", "Piedibus", "Nido", "Sport"]


def test_note_in_a_box_below_sheets_is_of_none() -> None:
    sheets = "".join("Titolo\t{}\nObiettivo\t{}\nDescrizione\t{}\n\n\n".format(*a) for a in ACTIONS)
    note = "Nota: vedi\vObiettivo: x\vTempi: y\vDescrizione: z\t\n"
    assert told(f"{HEAD}\n{sheets}{note}") == WANTED
