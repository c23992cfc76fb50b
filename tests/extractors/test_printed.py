"""A value as printed: accidents of setting undone, wording kept."""

import pytest

from extractors.printed import printed

CASES = [
    ("  Entro 2024 ", "Entro 2024"),
    ("a  b", "a b"),
    ("a\xa0b", "a b"),
    ("a\tb", "a b"),
    ("2.5\tSpazio", "2.5 Spazio"),
    ("due\rrighe", "due righe"),
    ("due\r\nrighe", "due righe"),
    ("co-\rprogettazione", "co-progettazione"),
    ("co-\r\nprogettazione", "co-progettazione"),
    ("mail/\rpost", "mail/post"),
    ("Uno -\rdue", "Uno - due"),
    ("Uno\r- due", "Uno - due"),
    ("2019-\r2020", "2019- 2020"),
    ("Uno\n\ndue", "Uno due"),
    ("Uno,\ndue", "Uno, due"),
    ("Uno\vdue", "Uno due"),
    ("La\n\nfamiglia\n\ncresce.", "La famiglia cresce."),
    ("Uno.\n\ndue", "Uno.\ndue"),
    ("Uno;\ndue", "Uno;\ndue"),
    ("Uno:\ndue", "Uno:\ndue"),
    ("Che?\ndue", "Che?\ndue"),
    ("Uno\nDue", "Uno\nDue"),
    ("Uno\vDue", "Uno\nDue"),
    ("Uno\r\nDue", "Uno\nDue"),
    ("- uno\n- due", "- uno\n- due"),
    ("• uno\n\n\n• due\n", "• uno\n• due"),
    ("Uno\n2 marzo", "Uno\n2 marzo"),
    ("Il **programma** di", "Il programma di"),
    ("**due\nrighe**", "due righe"),
    ("** no **", "** no **"),
    ("3 ** 4", "3 ** 4"),
    ("“*Sistema integrato*”, con", "“Sistema integrato”, con"),
    ("* una voce\n* un'altra", "* una voce\n* un'altra"),
    ("2*3*4", "2*3*4"),
    ("nota (*) e nota (*)", "nota (*) e nota (*)"),
    ("prezzo* e resa*", "prezzo* e resa*"),
    ("e\u0300 così", "è così"),
    ("''tra virgolette''", "''tra virgolette''"),
    ("1O luglio 2009", "1O luglio 2009"),
    ("", ""),
    ("\n\t\r\v ", ""),
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_value_as_printed(text: str, value: str) -> None:
    assert printed(text) == value


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_printing_twice_changes_nothing_more(text: str) -> None:
    assert printed(printed(text)) == printed(text)
