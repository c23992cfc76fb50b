"""A district's own data, in rows, lines and tables of people; all names are invented."""

import pytest

from extractors.programme.district import DistrictData, read_district
from extractors.programme.sections import find_sections


def _read(text: str) -> DistrictData:
    return read_district(text, find_sections(text))


def _unread(text: str, data: DistrictData) -> str:
    """What is left of a text when all that was read is taken from it."""
    rest = list(text)
    for part in data.read:
        rest[part] = " " * (part.stop - part.start)
    return " ".join("".join(rest).split())


def _data(rows: str) -> DistrictData:
    return _read(f"DATI DEL DISTRETTO\n\n{rows}\n")


def _actors(rows: str) -> list[tuple[str | None, ...]]:
    found = _read(f"ATTORI DEL DISTRETTO\n\n{rows}\n").attori
    people = [(each.ruolo, each.person) for each in found]
    return [(role, who.nome, who.qualifica, who.email) for role, who in people]


def _contacts(rows: str) -> dict[str, str | None]:
    return dict(_read(f"CANALI SOCIAL\n\n{rows}\n").contatti or {})


@pytest.mark.parametrize(
    ("row", "year"),
    [
        ("ANNO DI NASCITA DEL DISTRETTO\t2022", 2022),
        ("Anno di costituzione: 2011", 2011),
        ("DATA DI ISTITUZIONE\t12 marzo 2011", 2011),
        ("ANNO DI NASCITA\rDEL DISTRETTO\t2022", 2022),
        ("ANNO DI NASCITA\n2022", 2022),
        ("ANNO DI NASCITA DEL DISTRETTO 2022", 2022),
        ("ANNO DI NASCITA\t", None),
        ("ANNO DI NASCITA\tda definire", None),
        ("ANNO DI NASCITA\t12022", None),
        ("NUMERO DI ADERENTI\t2022", None),
    ],
)
def test_founding_year(row: str, year: int | None) -> None:
    assert _data(row).anno_nascita == year


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        (
            "DELIBERA DI APPROVAZIONE DEL DISTRETTO\tDeliberazione Giunta Comunale n. 70 dd.\r2022",
            "delibera_approvazione",
            "Deliberazione Giunta Comunale n. 70 dd. 2022",
        ),
        ("Deliberazione di approvazione: n. 7", "delibera_approvazione", "n. 7"),
        ("ATTO DI COSTITUZIONE\tn. 7", "delibera_approvazione", "n. 7"),
        (
            "SOTTOSCRIZIONE DELL'ACCORDO\tn. 1273\n\n\tdel 2022",
            "sottoscrizione_accordo",
            "n. 1273 del 2022",
        ),
        ("Data di sottoscrizione dell’accordo: 3 marzo", "sottoscrizione_accordo", "3 marzo"),
        ("SOTTOSCRIZIONE DELL'ACCORDO\t", "sottoscrizione_accordo", ""),
        ("SOTTOSCRIZIONE DELL'ACCORDO\tTBD", "sottoscrizione_accordo", None),
        ("Delibera n. 7, che approva", "delibera_approvazione", None),
    ],
)
def test_founding_acts(row: str, name: str, value: str | None) -> None:
    assert _data(row).fields.get(name) == value


def test_an_unknown_label_keeps_its_text() -> None:
    data = _data("COMUNI DEL DISTRETTO\tAla, Mori\nAbitanti: 100")
    assert data.others == {"COMUNI DEL DISTRETTO": "Ala, Mori", "Abitanti": "100"}


@pytest.mark.parametrize(
    ("rows", "actors"),
    [
        ("ORGANIZZAZIONE CAPOFILA\tComune di Ala", []),
        (
            "ORGANIZZAZIONE CAPOFILA\tComune di Ala distretto@comune.it",
            [("ORGANIZZAZIONE CAPOFILA", "Comune di Ala", None, "distretto@comune.it")],
        ),
        (
            "MANAGER TERRITORIALE\tAnna Rossi\ranna@x.it",
            [("MANAGER TERRITORIALE", "Anna Rossi", None, "anna@x.it")],
        ),
        (
            "MANAGER TERRITORIALE\tAnna Rossi\tanna@x.it",
            [("MANAGER TERRITORIALE", "Anna Rossi", None, "anna@x.it")],
        ),
        (
            "MANAGER TERRITORIALE\tAnna Rossi\nE-MAIL\tanna@x.it",
            [("MANAGER TERRITORIALE", "Anna Rossi", None, "anna@x.it")],
        ),
        (
            "MANAGER TERRITORIALE\tAnna Rossi\n\n\tanna@x.it",
            [("MANAGER TERRITORIALE", "Anna Rossi", None, "anna@x.it")],
        ),
        (
            "Referente tecnico\tAnna Rossi\nReferente tecnico\tMario Bianchi",
            [
                ("Referente tecnico", "Anna Rossi", None, None),
                ("Referente tecnico", "Mario Bianchi", None, None),
            ],
        ),
        (
            "COORDINATORE ISTITUZIONALE: Mario Bianchi, Sindaco\nmario@x.it",
            [("COORDINATORE ISTITUZIONALE", "Mario Bianchi", "Sindaco", "mario@x.it")],
        ),
        ("REFERENTE TECNICO Anna Rossi", [("REFERENTE TECNICO", "Anna Rossi", None, None)]),
        ("REFERENTE TECNICO\nAnna Rossi", [("REFERENTE TECNICO", "Anna Rossi", None, None)]),
        ("Manager territoriale\nAnna Rossi", [("Manager territoriale", "Anna Rossi", None, None)]),
        ("RTO/CI\tAnna Rossi", [("RTO/CI", "Anna Rossi", None, None)]),
        ("MANAGER TERRITORIALE\tTBD", [("MANAGER TERRITORIALE", None, None, None)]),
        (
            "CABINA DI REGIA\tComune di Ala; ASIF\vAPT",
            [(("CABINA DI REGIA"), name, None, None) for name in ("Comune di Ala", "ASIF", "APT")],
        ),
        ("SEGRETERIA\tAnna Rossi", [("SEGRETERIA", "Anna Rossi", None, None)]),
        (
            (
                "Ruolo\tNome\tE-mail\nManager territoriale\tAnna Rossi\tanna@x.it\n"
                "\tMario Bianchi\tm@x.it"
            ),
            [
                ("Manager territoriale", "Anna Rossi", None, "anna@x.it"),
                ("Manager territoriale", "Mario Bianchi", None, "m@x.it"),
            ],
        ),
        (
            "Ruolo\tNominativo\tEnte\nReferente\tAnna Rossi\tComune di Ala",
            [("Referente", "Anna Rossi", "Comune di Ala", None)],
        ),
        (
            "Ruolo\tNome\tE-mail\nManager\tAnna Maria\tanna@x.it\n\n\tRossi\t",
            [("Manager", "Anna Maria Rossi", None, "anna@x.it")],
        ),
    ],
)
def test_actors(rows: str, actors: list[tuple[str | None, ...]]) -> None:
    assert _actors(rows) == actors


def test_a_sentence_under_the_table_is_of_nobody() -> None:
    rows = (
        "MANAGER TERRITORIALE\tAnna Rossi\n"
        "Il gruppo di lavoro si riunisce ogni mese e discute con le organizzazioni aderenti.\n"
    )
    text = f"ATTORI DEL DISTRETTO\n\n{rows}"
    data = _read(text)
    assert [each.person.nome for each in data.attori] == ["Anna Rossi"]
    assert _unread(text, data).startswith("Il gruppo di lavoro")


@pytest.mark.parametrize(
    "label",
    ["ENTE CAPOFILA", "Ente capo fila", "COMUNE CAPOFILA", "Soggetto coordinatore", "CAPOFILA"],
)
def test_who_leads(label: str) -> None:
    text = f"ATTORI DEL DISTRETTO\n{label}\tComune di Ala\n"
    assert _read(text).fields["capofila"] == "Comune di Ala"


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("MAIL DEL DISTRETTO FAMIGLIA\tala@x.it", "email", "ala@x.it"),
        ("Indirizzo e-mail: ala@x.it", "email", "ala@x.it"),
        ("SITO WEB DEL DISTRETTO FAMIGLIA\twww.x.it", "sito_web", "www.x.it"),
        ("SITO WEB\thttps://www.x.it/\rdistretto", "sito_web", "https://www.x.it/distretto"),
        ("PAGINA FACEBOOK\t@ala", "facebook", "@ala"),
        ("FACEBOOK: https://www.facebook.com/ala", "facebook", "https://www.facebook.com/ala"),
        ("TEL.\t0461 123456", "telefono", "0461 123456"),
        ("Sede\tvia Roma, 1", "indirizzo", "via Roma, 1"),
        ("www.x.it", "sito_web", "www.x.it"),
        ("https://www.facebook.com/ala", "facebook", "https://www.facebook.com/ala"),
        ("ala@x.it", "email", "ala@x.it"),
        ("PAGINA FACEBOOK\t", "facebook", ""),
    ],
)
def test_contacts(row: str, name: str, value: str) -> None:
    assert _contacts(row)[name] == value


@pytest.mark.parametrize(
    "value",
    [
        "TBD",
        "tbd",
        "da definire",
        "-",
        "--",
        "___",
        "/",
        "n.d.",
        "in costruzione",
        "...",
        "NO",
        "non attivo",
    ],
)
def test_what_is_not_known_yet_is_no_contact(value: str) -> None:
    assert _contacts(f"SITO WEB\t{value}") == {"sito_web": None}


def test_a_line_in_capitals_goes_on_from_no_value() -> None:
    text = "ATTORI DEL DISTRETTO\nMANAGER TERRITORIALE: Anna Rossi\nALTRE NOTE\n"
    data = _read(text)
    assert [each.person.nome for each in data.attori] == ["Anna Rossi"]
    assert _unread(text, data) == "ALTRE NOTE"


def test_a_channel_without_a_field_keeps_its_text() -> None:
    assert _read("CANALI SOCIAL\nInstagram\t@ala\n").others == {"Instagram": "@ala"}


def test_lines_taken_for_one_paragraph_are_parted_by_their_labels() -> None:
    text = "CANALI SOCIAL\nSITO WEB: www.x.it\rPAGINA FACEBOOK: @ala\n"
    data = _read(text)
    assert data.contatti == {"sito_web": "www.x.it", "facebook": "@ala"}
    assert _unread(text, data) == ""


def test_nothing_is_read_outside_the_sections() -> None:
    text = "MANAGER TERRITORIALE\tAnna Rossi\nAZIONI V.A.M.T.\nMANAGER\tAnna Rossi\n"
    data = _read(text)
    assert (data.attori, data.contatti, data.read) == ((), None, ())
