"""Cyrillic letters in Italian text: damage goes back, look-alikes too, Russian stays."""

from unicodedata import normalize

import pytest

from pipeline.repair import repair
from pipeline.repair.edit import Edit
from pipeline.repair.mojibake import ACCENT, LONE, LOOK_ALIKE, mend_mojibake
from schemas.flow import Flow, Piece
from schemas.packed import Packed
from schemas.page import Page

DAMAGED = [
    # Small letters, by how often plans hold them.
    ("comunitа", "comunità"),
    ("nonchй", "nonché"),
    ("mercoledм", "mercoledì"),
    ("portт", "portò"),
    ("Kцnigsberg", "Königsberg"),
    ("Sьdtirol", "Südtirol"),
    ("bebи", "bebè"),
    ("piщ", "più"),
    ("Franзois", "François"),
    # Capitals.
    ("ATTIVITА", "ATTIVITÀ"),
    ("SOCIETА", "SOCIETÀ"),
    ("PERCHЙ", "PERCHÉ"),
    ("CAFFИ", "CAFFÈ"),
    ("ENDТ", "ENDÒ"),
    ("DЬRER", "DÜRER"),
    # In their surroundings.
    ("l’attivitа’", "l’attività’"),
    ("la «qualitа».", "la «qualità»."),
    ("lunedм-venerdм", "lunedì-venerdì"),
    ("realtа e societа,", "realtà e società,"),
    ("PIANO DELLA COMUNITА DI VALLE", "PIANO DELLA COMUNITÀ DI VALLE"),
]
LONE_DAMAGE = [
    ("И previsto", "È previsto"),
    ("e И di particolare interesse", "e È di particolare interesse"),
    ("c'и", "c'è"),
    ("Ђ 80,00", "€ 80,00"),
    ("150Ђ", "150€"),
    ("100,00 Ђ", "100,00 €"),
    ("Ђ 1.200,00 euro", "€ 1.200,00 euro"),
    ("15Ђ/mese", "15€/mese"),
    ("3Є edizione", "3ª edizione"),
    ("la 4Є e la 5Є", "la 4ª e la 5ª"),
    ("И’ la comunitа", "È’ la comunità"),
]
LOOK_ALIKES = [
    ("l'А.S.D. e l'А.P.T., alloggi В&B", "l'A.S.D. e l'A.P.T., alloggi B&B"),
    ("Sezione В, taglia М", "Sezione B, taglia M"),
    ("сomune", "comune"),
    ("Comune di Тrento", "Comune di Trento"),
    ("оbiettivo", "obiettivo"),
    ("tаxi", "taxi"),
    ("Сomune di Сavalese", "Comune di Cavalese"),
    ("TIТOLO: Uno", "TITOLO: Uno"),
    ("Є 80,00", "€ 80,00"),
    ("10,00 Є al mese", "10,00 € al mese"),
    ("10,00Є", "10,00€"),
]
UNTOUCHED = [
    "",
    "È già così, perché più € 80,00 e ª",
    "Москва",
    "Мы живём под собою не чуя страны",
    "Il poeta scrisse: «Мы живём под собою не чуя страны».",
    "Дом а сад",
    "Москва и Питер",
    "«Война и мир» di Tolstoj",
    "Ансамбль «Я и ты»",
    "№ 3",
    "Königsberg, Südtirol, Dürer, François",
    # Ukrainian, Serbian, Bulgarian; Greek; German; Ladin, Mòcheno, Cimbrian; Sardinian; French.
    "Є вже 80 книжок, і його ім'я Ігор",
    "Ђорђе живи у Београду и чита",
    "Семеен план на общината за 2024 г.",
    "«Тихий Дон» e «Идиот», letture in russo",
    "Η Ελλάδα, ο Όμηρος και η Οδύσσεια; α, β, γ",
    "angolo α = 30°, coefficiente β e Σ delle quote",
    "Größe, Straße, Müßiggang, Familienförderung für Eltern und Kinder",
    "Autonome Provinz Bozen – Südtirol, Landtagspräsident, Köstlan",
    "l Comun general de Fascia, sèn Jan, Vigo de Fascia, i ladins, cësa, śaluté, ćiasa",
    "Bersntoler Kulturinstitut, Palai en Bersntol, Garait, Vlarotz, zimbar va Lusérn",
    "s’Assessoradu de s’igiene, sa limba sarda, bidda",
    "PONTON VIA ENDÒ ENSEMA, Cianacei, Dürer, crèche, noël, garçon",
]


@pytest.mark.parametrize(("text", "mended"), DAMAGED)
def test_accent_in_a_latin_word_goes_back(text: str, mended: str) -> None:
    found, edits = mend_mojibake(text)
    assert found == mended
    assert ACCENT in {edit.rule for edit in edits}


@pytest.mark.parametrize(("text", "mended"), LONE_DAMAGE)
def test_letter_or_sign_by_itself_goes_back(text: str, mended: str) -> None:
    found, edits = mend_mojibake(text)
    assert found == mended
    assert LONE in {edit.rule for edit in edits}


@pytest.mark.parametrize(("text", "mended"), LOOK_ALIKES)
def test_letter_that_only_looks_latin_becomes_it(text: str, mended: str) -> None:
    found, edits = mend_mojibake(text)
    assert found == mended
    assert {edit.rule for edit in edits} == {LOOK_ALIKE}


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_damage_stays(text: str) -> None:
    assert mend_mojibake(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "La comunitа lesse «Мы живём под собою» e И previsto altro.",
            "La comunità lesse «Мы живём под собою» e È previsto altro.",
        ),
        (
            "Мы живём и поём. La comunitа costa Ђ 80,00 al mese.",
            "Мы живём и поём. La comunità costa € 80,00 al mese.",
        ),
        (
            "Libertа: «Война и мир», nonchй altro",
            "Libertà: «Война и мир», nonché altro",
        ),
    ],
)
def test_russian_sentence_inside_a_damaged_text_stays(text: str, mended: str) -> None:
    assert mend_mojibake(text)[0] == mended


@pytest.mark.parametrize("letter", "амтйцьзищАИЙТЬ")
def test_every_letter_goes_back_through_both_code_pages(letter: str) -> None:
    original = letter.encode("cp1251").decode("cp1252")
    assert mend_mojibake(f"quali{letter}")[0] == f"quali{original}"


EVERY_TEXT = [text for text, _ in DAMAGED + LONE_DAMAGE + LOOK_ALIKES] + UNTOUCHED


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once = mend_mojibake(text)[0]
    assert mend_mojibake(once) == (once, [])


@pytest.mark.parametrize("text", [*EVERY_TEXT, " ".join(EVERY_TEXT)])
def test_edits_made_to_the_original_give_the_result(text: str) -> None:
    mended, edits = mend_mojibake(text)
    letters = list(text)
    for edit in edits:
        assert text[edit.start] == edit.before
        letters[edit.start] = edit.after
    assert "".join(letters) == mended
    assert len(mended) == len(text)


def test_other_planes_do_not_shift_the_places() -> None:
    text = "👪 comunitа 👪 И previsto"
    assert mend_mojibake(text)[0] == "👪 comunità 👪 È previsto"


def test_edits_are_recorded_where_they_stand_in_the_source() -> None:
    pages = (Page(4, "Uno"), Page(5, "La comunitа"))
    flow = Flow("Uno\nLa comunitа", Packed(Piece, (0, 4), (0, 1), (0, 0), (3, 11), (3, 11)), pages)
    repaired = repair(flow)
    assert repaired.flow.text == "Uno\nLa comunità"
    assert repaired.edits == (Edit(ACCENT, 14, "а", "à"),)
    assert repaired.counts() == {ACCENT: 1}
    (record,) = repaired.records()
    assert (record.page, record.start, record.end) == (5, 10, 11)
    assert pages[1].text[record.start : record.end] == record.before == "а"
    assert repaired.flow.pages == pages, "the source is never repaired"


@pytest.mark.parametrize(("printed", "meant"), [("nonchй", "nonché"), ("caffИ", "caffÈ")])
def test_marks_of_their_own_join_the_damaged_letters_first(printed: str, meant: str) -> None:
    text = normalize("NFD", printed)
    pieces = Packed(Piece, (0,), (0,), (0,), (len(text),), (len(text),))
    assert repair(Flow(text, pieces, (Page(1, text),))).flow.text == meant
