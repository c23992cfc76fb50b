"""Labels: the printed wording, one OCR slip of it, and the words that only look alike."""

import pytest

from extractors.labels import (
    MIN_FUZZY_LETTERS,
    canonical,
    dotted_labels,
    is_slip,
    known_field,
    section_words,
    templates,
)


@pytest.mark.parametrize(
    ("template", "label", "field"),
    [
        ("piano", "TITOLO", "titolo"),
        ("piano", "TASSONOMIA", "classificazioni"),
        ("piano", "MACRO-AMBITO", "macro_ambito"),
        ("piano", "MACRO AMBITO", "macro_ambito"),
        ("piano", "MACROAMBITO", "macro_ambito"),
        ("piano", "OBIETTIVO", "obiettivo"),
        ("piano", "DESCRIZIONE", "descrizione"),
        ("modulo", "Organizzazioni coinvolte", "organizzazioni_coinvolte"),
        ("modulo", "Referente politico", "referente_politico"),
        ("modulo", "Referente amministrativo", "referente_amministrativo"),
        ("modulo", "Modalità di valutazione", "modalita_valutazione"),
        ("modulo", "Tempi", "tempi"),
        ("programma", "Obiettivo generale.", "obiettivo_generale"),
        ("programma", "Obiettivo specifico.", "obiettivo_specifico"),
        ("programma", "Titolo.", "titolo"),
        ("programma", "Azioni.", "azioni"),
        ("programma", "Organizzazione referente.", "organizzazione_referente"),
        ("programma", "Altre organizzazioni coinvolte.", "altre_organizzazioni_coinvolte"),
        ("programma", "Tempi.", "tempi"),
        ("programma", "Indicatore/i di valutazione.", "indicatori"),
        ("programma", "AZIONE V.A.M.T. Percentuale/i di valutazione.", "percentuali"),
        ("programma", "Percentuale/indicatore di valutazione", "percentuali"),
        ("programma", "Classificazione.", "classificazioni"),
    ],
)
def test_printed_label_has_its_field(template: str, label: str, field: str) -> None:
    assert templates()[template].field(label) == field


@pytest.mark.parametrize(
    "printed",
    ["TITOLO", "Titolo", "titolo", "TITOLO:", "TITOLO.", "Titolo :", "  TITOLO  ", "TITOLO.:"],
)
def test_case_outer_blanks_and_final_stop_do_not_matter(printed: str) -> None:
    assert templates()["piano"].field(printed) == "titolo"


@pytest.mark.parametrize(
    "printed",
    [
        "Obiettivo generale",
        "OBIETTIVO  GENERALE",
        "Obiettivo\xa0generale.",
        "Obiettivo\rgenerale.",
        "obiettivo\ngenerale:",
        "Obiettivi generali",
    ],
)
def test_any_white_space_parts_the_words_of_a_label(printed: str) -> None:
    assert templates()["programma"].field(printed) == "obiettivo_generale"


@pytest.mark.parametrize(
    ("template", "printed", "field"),
    [
        ("piano", "TIT0LO", "titolo"),
        ("piano", "TIT0L0", "titolo"),
        ("piano", "M A C R O - A M B I T O", "macro_ambito"),
        ("piano", "M A C R O - AMBITO", "macro_ambito"),
        ("piano", "TASSONORNIA", "classificazioni"),
        ("programma", "Aziom", "azioni"),
        ("piano", "0BlETTlV0", "obiettivo"),
        ("modulo", "M0dalità di va1utazi0ne", "modalita_valutazione"),
        ("piano", "T1TOLO", "titolo"),
        ("piano", "TITOL0", "titolo"),
        ("piano", "TITLO", "titolo"),
        ("piano", "TITOLLO", "titolo"),
        ("piano", "OBlETTIVO", "obiettivo"),
        ("piano", "0BIETTIVO", "obiettivo"),
        ("piano", "OBIETTIV0", "obiettivo"),
        ("piano", "OBBIETTIVO", "obiettivo"),
        ("piano", "TASS0NOMIA", "classificazioni"),
        ("piano", "DESCRIZONE", "descrizione"),
        ("piano", "MACRO–AMBITO", "macro_ambito"),
        ("modulo", "TEMPl", "tempi"),
        ("modulo", "Modalita di valutazione", "modalita_valutazione"),
        ("modulo", "Organizzazioni convolte", "organizzazioni_coinvolte"),
        ("programma", "Cassificazione", "classificazioni"),
        ("programma", "Classificazi0ne.", "classificazioni"),
        ("programma", "Altre organizzazi0ni coinvolte", "altre_organizzazioni_coinvolte"),
        ("programma", "AZIONE V.A.M.T Percentualefi di valutazione", "percentuali"),
        ("programma", "AZlONE V.A.M.T. Percentuale/i di va1utazione.", "percentuali"),
        ("modulo", "M0dalità di valutazione", "modalita_valutazione"),
    ],
)
def test_one_ocr_slip_is_forgiven(template: str, printed: str, field: str) -> None:
    assert templates()[template].field(printed) == field


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("piano", "TITOLI"),
        ("piano", "Titoli"),
        ("piano", "TITOLARE"),
        ("piano", "Sottotitolo"),
        ("piano", "SOTTOTITOLO"),
        ("piano", "CAPITOLO"),
        ("piano", "Titolo di studio"),
        ("piano", "T1TULO"),
        ("piano", "OBIETTIVI"),
        ("piano", "Obiettivi"),
        ("piano", "OBBIETTIVI"),
        ("piano", "OBBlETTIVU"),
        ("piano", "Obiettivo dell'azione è"),
        ("piano", "Descrizioni"),
        ("piano", "PRESCRIZIONE"),
        ("piano", "TASSONOMIE"),
        ("piano", "AMBITO"),
        ("piano", "Tempi"),
        ("piano", ""),
        ("piano", "."),
        ("modulo", "Tempo"),
        ("modulo", "Assessorati"),
        ("modulo", "Assessore"),
        ("modulo", "Referente"),
        ("modulo", "Referenti politici"),
        ("modulo", "Obiettivo generale"),
        ("programma", "Tempo."),
        ("programma", "Classificazioni"),
        ("programma", "Qualificazione"),
        ("programma", "Stazioni"),
        ("programma", "Percentuale"),
        ("programma", "Obiettiv0 general3"),
        ("programma", "A1tre organizzazoni c0involt"),
        ("programma", "AZIONI V.A.M.T. Percentuale/i di valutazioni"),
        ("programma", "AZIONE V.A.M.T. Percentuale/i in valutazione"),
        ("programma", "AZIONE V.A.M.T. di valutazione"),
        ("programma", "Descrizione"),
        ("programma", "Tassonomia"),
    ],
)
def test_another_word_is_no_label(template: str, printed: str) -> None:
    assert templates()[template].field(printed) is None


@pytest.mark.parametrize(
    ("printed", "label", "slip"),
    [
        ("titolo", "titolo", True),
        ("tito1o", "titolo", True),
        ("titoli", "titolo", False),
        ("titola", "titolo", False),
        ("tempo", "tempi", False),
        ("templ", "tempi", True),
        ("obbiettivo", "obiettivo", True),
        ("obbiettivi", "obiettivo", False),
        ("sottotitolo", "titolo", False),
        ("tit.olo", "titolo", True),
        ("t.t.lo", "titolo", False),
        ("", "titolo", False),
    ],
)
def test_slip_is_one_character_and_not_the_last_vowel(printed: str, label: str, slip: bool) -> None:
    assert is_slip(printed, label) is slip


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("TITOLO", "titolo"),
        ("Tempi", "tempi"),
        ("ORGANIZZAZIONI COINVOLTE", "organizzazioni_coinvolte"),
        ("Classificazione", "classificazioni"),
        ("DESTINATARI", None),
        ("Titoli", None),
    ],
)
def test_known_field_asks_every_template(label: str, field: str | None) -> None:
    assert known_field(label) == field


def test_canonical_wording_of_a_label_is_its_own() -> None:
    labels = [label for template in templates().values() for label in template.labels]
    assert labels == [canonical(label) for label in labels]


def test_no_label_of_a_template_is_a_slip_of_another_field() -> None:
    for template in templates().values():
        for label, field in template.labels.items():
            for other, its_field in template.labels.items():
                if field != its_field and len(other) >= MIN_FUZZY_LETTERS:
                    assert not is_slip(label, other), f"{template.name}: {label} / {other}"


def test_dotted_labels_run_from_the_longest() -> None:
    labels = dotted_labels()
    assert labels == sorted(labels, key=len, reverse=True)
    assert labels.index("Percentuali di valutazione") < labels.index("Titolo")


def test_sections_under_which_interventi_follow() -> None:
    assert {"AZIONI", "PROGETTUALITÀ", "PROGETTUALITA'"} == set(section_words())
