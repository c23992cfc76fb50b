"""V.A.M.T. areas, their actions, and the progettualità that actions point to."""

import pytest

from extractors.programme.sections import find_sections
from extractors.programme.vamt import Pointer, VamtFound, pointer, read_vamt

HEAD = "AZIONE\t% DI REALIZZAZIONE\n"


def _read(rows: str) -> VamtFound:
    text = f"AZIONI V.A.M.T.\n\n{rows}\n"
    return read_vamt(text, find_sections(text))


def _actions(rows: str) -> list[tuple[str | None, str, str]]:
    found = _read(rows)
    titles = [area.titolo for area in found.areas]
    return [
        (titles[each.area] if each.area is not None else None, each.azione, each.testo)
        for each in found.actions
    ]


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        ("1. NETWORKING\n", [("1", "NETWORKING", None)]),
        ("1. NETWORKING\t\n", [("1", "NETWORKING", None)]),
        ("**1. NETWORKING**\n", [("1", "NETWORKING", None)]),
        ("1) NETWORKING\n", [("1", "NETWORKING", None)]),
        (
            "1. Networking\n2. Interazione\n",
            [("1", "Networking", None), ("2", "Interazione", None)],
        ),
        ("NETWORKING\n", [(None, "NETWORKING", None)]),
        (
            "6. PROGETTO STRATEGICO\n\n7. FORMAZIONE OBBLIGATORIA\n",
            [("6", "PROGETTO STRATEGICO", None), ("7", "FORMAZIONE OBBLIGATORIA", None)],
        ),
        (
            "8. 3 AZIONI A SCELTA TRA LE PROGETTUALITÀ (Per queste\rsono dovuti indici).",
            [
                (
                    "8",
                    "3 AZIONI A SCELTA TRA LE PROGETTUALITÀ",
                    "(Per queste sono dovuti indici).",
                )
            ],
        ),
        (
            "6. PROGETTO STRATEGICO\n\nIl progetto è descritto più sotto.\n",
            [("6", "PROGETTO STRATEGICO", "Il progetto è descritto più sotto.")],
        ),
        ("AREA\tAZIONE\t%\nICT\tPost\t1% per ogni post\n", [(None, "ICT", None)]),
        ("1. NETWORKING\t% DI REALIZZAZIONE\nPost\t1%\n", [("1", "NETWORKING", None)]),
        ("Realizzazione delle Azioni del Manager:\n", []),
        ("10% per ogni incontro\n", []),
        ("3. Organizzare incontri\n", []),
    ],
)
def test_areas(rows: str, areas: list[tuple[str | None, str, str | None]]) -> None:
    assert [(each.numero, each.titolo, each.testo) for each in _read(rows).areas] == areas


@pytest.mark.parametrize(
    ("rows", "actions"),
    [
        (f"1. ICT\n\n{HEAD}Post\t1% per ogni post\n", [("ICT", "Post", "1% per ogni post")]),
        ("1. ICT\n\nPost\t1% per ogni post\n", [("ICT", "Post", "1% per ogni post")]),
        ("Post\t1% per ogni post\n", [(None, "Post", "1% per ogni post")]),
        ("1. ICT\nPost\re mail\t1% per\rogni post\n", [("ICT", "Post e mail", "1% per ogni post")]),
        (
            "1. ICT\nPost\t100% presentazione.\n\n\tEvidenze: elenco.\nMail\t5%\n",
            [("ICT", "Post", "100% presentazione.\nEvidenze: elenco."), ("ICT", "Mail", "5%")],
        ),
        ("1. ICT\nPost\t100% di un\n\n\telenco\n", [("ICT", "Post", "100% di un elenco")]),
        (
            "1. ICT\nPost\t1%\n---\t--\n\n2. RETE\nMail\t2%\n",
            [("ICT", "Post", "1%"), ("RETE", "Mail", "2%")],
        ),
        ("1. ICT\nPost\t\n", [("ICT", "Post", "")]),
        ("1. ICT\nPost: 1% per ogni post\n", [("ICT", "Post", "1% per ogni post")]),
        (
            "1. ICT\nPost: 1% per ogni post\rMail: 2%\n",
            [("ICT", "Post", "1% per ogni post"), ("ICT", "Mail", "2%")],
        ),
        (
            "AREA\tAZIONE\t%\nICT\tPost\t1%\n\tMail\t2%\n\t\tEvidenze: elenco\nRETE\tSito\t3%\n",
            [
                ("ICT", "Post", "1%"),
                ("ICT", "Mail", "2%\nEvidenze: elenco"),
                ("RETE", "Sito", "3%"),
            ],
        ),
        ("1. ICT\nPost\t1%\tEvidenze: elenco\n", [("ICT", "Post", "1%\nEvidenze: elenco")]),
        ("1. ICT\t% DI REALIZZAZIONE\nPost\t1%\n", [("ICT", "Post", "1%")]),
        (
            f"1. ICT\n{HEAD}Post\t1%\n2. RETE\n{HEAD}Mail\t2%\n",
            [("ICT", "Post", "1%"), ("RETE", "Mail", "2%")],
        ),
        ("N.\tAZIONE\t%\n1\tPost\t1%\n2\tMail\t2%\n", [(None, "Post", "1%"), (None, "Mail", "2%")]),
        ("1\tPost\t1%\n2\tMail\t2%\n", [(None, "Post", "1%"), (None, "Mail", "2%")]),
        ("1. ICT\n- Post (1% di)\n- Mail\n", [("ICT", "Post", "1% di"), ("ICT", "Mail", "")]),
        ("1. ICT\n- Post (1% di)\r- Mail\n", [("ICT", "Post", "1% di"), ("ICT", "Mail", "")]),
        ("1. ICT\n- Post: 1% per ogni post\n", [("ICT", "Post", "1% per ogni post")]),
        ("1. ICT\n- Post\t1%\n", [("ICT", "Post", "1%")]),
        ("1. ICT\n\nNota senza valori.\n", []),
        ("\tEvidenze: elenco\n", []),
    ],
)
def test_actions(rows: str, actions: list[tuple[str | None, str, str]]) -> None:
    assert _actions(rows) == actions


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        (
            (
                "Indicatori individuati e descritti nella progettualità specifica: AMBIENTE - "
                'WELFARE TERRITORIALE "Volontariato aziendale"'
            ),
            ("AMBIENTE - WELFARE TERRITORIALE", "Volontariato aziendale", None),
        ),
        (
            "… nella progettualità specifica: ATTIVITA' INTERDISTRETTUALI “Rete”",
            ("ATTIVITA' INTERDISTRETTUALI", "Rete", None),
        ),
        ("nella progettualità specifica AMBIENTE «Rete»", ("AMBIENTE", "Rete", None)),
        ("nella progettualita' specifica: AMBIENTE Rete", ("AMBIENTE", "Rete", None)),
        ("nella progettualità specifica: AMBIENTE", ("AMBIENTE", None, None)),
        ('vedi progettualità "Rete"', (None, "Rete", None)),
        ("si veda la progettualità n. 3", (None, None, "3")),
        ("Progettualità n.3 CULTURA", ("CULTURA", None, "3")),
        ("PROGETTUALITÀ N. 10", (None, None, "10")),
    ],
)
def test_pointer(worth: str, expected: tuple[str | None, ...]) -> None:
    assert pointer(worth) == Pointer(*expected)


@pytest.mark.parametrize(
    "worth",
    [
        "",
        "100% redazione di un report",
        "100% presentazione delle progettualità che si sono sviluppate nel corso dell'anno",
        "Evidenze: le progettualità dovranno riportare: titolo, obiettivo",
        "per ogni organizzazione che ha co-progettato",
        'Progettualità interdistrettuali con "Rete"',
        "50% per ogni progettualità",
        "20% per ogni progettualità realizzata",
    ],
)
def test_what_speaks_of_progettualita_points_to_none(worth: str) -> None:
    assert pointer(worth) is None
