"""Repairs beside the Cyrillic: each rule puts right what it is for, and leaves what looks alike."""

import pytest

from pipeline.repair import FAMILIES, repair
from schemas.rules import repairs
from tests.pipeline.plain_repair import mended, repaired

HITS = [
    ("ENC010", "perchÃ© la comunitÃ\xa0 Ã¨ qui", "perché la comunità è qui"),
    ("ENC010", "lâ€™anno, â‚¬ 80, Â° e Ãˆ", "l’anno, € 80, ° e È"),
    ("ENC010", "lâ€™attivitÃ  di", "l’attività di"),
    ("ENC010", "la natalitĂ e la qualitĂ ", "la natalità e la qualità "),
    ("ENC010", "perchĂ© piĂą", "perché più"),
    ("ENC010", "perchÃƒÂ© lÃ¢â‚¬â„¢attivitÃƒÂ\xa0 Ãƒâ‚¬", "perché l’attività À"),
    ("ENC010", "attivitÃƒÂ  del cittÃƒÂ", "attività del città"),
    ("ENC010", "â€œciaoâ€, e poi", "“ciao”, e poi"),
    ("ENC012", "l’uf\uf001cio", "l’ufficio"),
    (
        "ENC011",
        "attivita\u0300 perche\u0301 Südtirol Su\u0308dtirol",
        "attività perché Südtirol Südtirol",
    ),
    ("ENC012", "l’uﬃcio beneﬁci ﬂussi", "l’ufficio benefici flussi"),
    ("ENC013", "\x80 80,00 l\x92anno, \x93bonus\x94 \x96", "€ 80,00 l’anno, “bonus” –"),
    ("SPC001", "la proget\xad tualità e l’evi\xaddenza", "la progettualità e l’evidenza"),
    ("SPC001", "il benes\xadse\xadre", "il benessere"),
    ("ENC010", "â€œciaoâ€\x9d e poi", "“ciao” e poi"),
    (
        "SPC001",
        "Rotaliana\xadKönigsberg, lunedì\xadvenerdì",
        "Rotaliana-Königsberg, lunedì-venerdì",
    ),
    ("SPC001", "le attività\xad ludiche", "le attività ludiche"),
    ("SPC001", "il territo\xad\nrio", "il territorio"),
    ("SPC001", "dei con\xad\n\ntributi economici", "dei contributi economici"),
    ("SPC002", "sono:\n\xadmagazzino\n\xad Malghe", "sono:\n-magazzino\n- Malghe"),
    ("SPC003", "Bersntol e B e r s n t o l  i l  3 0 marzo", "Bersntol e Bersntol  il  30 marzo"),
    ("SPC003", "materia: il P i a n o d e g l i  Piano", "materia: il Piano degli  Piano"),
    ("SPC003", "si determina:\nD E T E R M I N A", "si determina:\nDETERMINA"),
    ("SPC004", "i minori, a minor i e famiglie", "i minori, a minori e famiglie"),
    ("SPC004", "la Val d i Fassa", "la Val di Fassa"),
    ("SPC004", "gioca c on l’amico", "gioca con l’amico"),
    ("SPC004", "la Natalità e la Natalit à e", "la Natalità e la Natalità e"),
    ("SPC005", "per l 'anno e dell ’ente", "per l'anno e dell’ente"),
    ("HYP001", "il lavoro e il la- voro", "il lavoro e il lavoro"),
    ("HYP002", "provinciale, Legge pro-\nvinciale n. 8", "provinciale, Legge provinciale n. 8"),
    ("OCR001", "i servizi alia persona e delia valle", "i servizi alla persona e della valle"),
    ("OCR001", "Fine. | volontari aiutano.\nPoi", "Fine. I volontari aiutano.\nPoi"),
    ("OCR001", "per sostenere Io sviluppo", "per sostenere lo sviluppo"),
    ("OCR001", "le politiche pei il benessere", "le politiche per il benessere"),
    ("OCR001", "rivolte de/le famiglie ne/la valle", "rivolte delle famiglie nella valle"),
    ("OCR001", "è in via dl sviluppo", "è in via di sviluppo"),
    ("OCR001", "sostiene ii bambino", "sostiene il bambino"),
    ("OCR002", "tutta I’attività in cui I 'azione", "tutta l’attività in cui l'azione"),
    (
        "OCR003",
        "Con il Consorzio. II Consorzio aderisce",
        "Con il Consorzio. Il Consorzio aderisce",
    ),
    ("OCR004", "neIl’eIaborare, ha elaborato", "nell’elaborare, ha elaborato"),
    ("OCR004", "delI'iniziativa gIi enti", "dell'iniziativa gli enti"),
    ("OCR005", "del 1O luglio 2009 e 1O dicembre 2O22", "del 10 luglio 2009 e 10 dicembre 2022"),
    ("OCR005", "deliberazione n. 11O del", "deliberazione n. 110 del"),
    ("OCR006", "il CIdiS e il CldiS", "il CIdiS e il CIdiS"),
]

UNTOUCHED = [
    # Other languages and other signs.
    "SÃO PAULO, ROMÂNIA, CHÂTEAU, São Tomé",
    "Москва, Ελλάδα, Südtirol, Bersntol, Lusérn, Zimbar, Fascia, œuvre",
    "Ladin: l Comun General de Fascia, i Ladins, düt, ćiasa",
    # Letters and marks that are words.
    "tra i 6 e i 13 anni",
    "classi A B C D E",
    "x x x x",
    "lettera d del comma",
    "di cui al punto c della legge",
    "vitamina d e minerali",
    "i social i cui utenti sono sociali",
    "lo sport e il club a Trento",
    "gli 'amici' e l’'anno'",
    "e/o della scuola, il/la figlio/a, del/la",
    "la parola 'Titolo' e l'altra",
    "un post a settimana e la posta, green pass o un passo",
    "aperto da lun a ven, luna piena; 10 cent a pasto, Centa San Nicolò",
    "il camp o il campo, il fest a Trento e la festa, MART a Rovereto, Marta",
    "lettere a b c d e del bando e le classi a b c d e f",
    "P i a n o d e g l i i n t e r v e n t i",
    # Names and titles.
    "lo sportello GiovaniIn per i giovani, anche giovanili",
    "il percorso Io sto bene e il laboratorio Io scelgo",
    "con dl Rilancio, ex dl Sostegni e come da dl Cura Italia",
    # Hyphens and dashes.
    "attività ludico- ricreative",
    "post- scuola e dopo- scuola",
    "Ronzone e Malosco- ne è protagonista. Malosco-ne",
    "pre- e post-scuola",
    "spazio - tempo, spaziotempo",
    "sala- mensa, la sala, la mensa, salamensa",
    # Roman numerals, names, codes.
    "Il trimestre. II trimestre e il II trimestre",
    "il Giovanni. Giovanni Paolo II è stato il papa",
    "Vittorio Emanuele II ha il regno; Paolo II e il",
    "il Comune, n. II Comune",
    "il ciclo. II ciclo di incontri",
    "Il periodo è lungo. I periodo: giugno. II periodo: luglio",
    "Il laboratorio è aperto. I laboratorio, II laboratorio, III laboratorio",
    "Il ritrovo è ogni II giovedì del mese. Il giovedì",
    "di cui al punto ii del bando",
    "il Piano. II Piano famiglia",
    "il livello; livello II livello",
    "il Distretto e il II Distretto",
    "A0301, CIG Z1O2A3B4C5, CUP C61B21000000, B2O, O2, H2O",
    "D.P.R. 11O/2000, art. 3.O",
    "1O grado e 2O ciclo",
    "Io leggo. Io sto bene. «Io sto»",
    "inter alia persona",
    "Alia e Delia Rossi",
    "per ii bambino, sostiene ii bambini",
    "i) uno ii) due iii) tre",
    "con il dl Rilancio, dl 34/2020",
    "I’m here, I’ve been",
    "la Pei e i pei figli",
    "wiFi, CamelCase, PagoPA, SpazioInfanzia, AppIO",
    "Comune di ClaudiS",
]


@pytest.mark.parametrize(("rule", "text", "expected"), HITS)
def test_damage_is_undone_under_its_rule(rule: str, text: str, expected: str) -> None:
    found = repaired(text)
    assert found.flow.text.removeprefix("\n") == expected
    assert rule in found.counts()
    assert not repair(found.flow).edits, "once is enough"


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, text, _ in HITS])
def test_each_rule_and_its_family_can_be_switched_off(rule: str, text: str) -> None:
    assert rule not in repaired(text, rule).counts()
    assert not [code for code in repaired(text, rule[:3]).counts() if code.startswith(rule[:3])]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_only_looks_damaged_stays(text: str) -> None:
    assert mended(text) == text


def test_article_before_a_counted_noun_needs_a_text_that_is_misread_elsewhere() -> None:
    text = "il Piano è qui.\n\nII Piano sostiene{}sviluppo"
    assert mended(text.format(" lo ")) == text.format(" lo ")
    assert "\n\nIl Piano" in mended(text.format(" Io "))


@pytest.mark.parametrize("text", [text for _, text, _ in HITS])
def test_each_edit_names_its_place_in_the_source(text: str) -> None:
    for record in repaired(text).records():
        assert record.before == text[record.start : record.end]
        assert record.after != record.before


@pytest.mark.parametrize("text", [text for _, text, _ in HITS])
def test_pieces_cover_the_source(text: str) -> None:
    at = 0
    for piece in repaired(text).flow.pieces:
        assert piece.page_start == at
        at += piece.page_length
    assert at == len(text)


def test_every_rule_of_repairs_belongs_to_a_family_and_has_a_hit() -> None:
    assert {code[:3] for code in repairs()} == set(FAMILIES)
    rules = {code for code in repairs() if len(code) > 3 and not code.startswith("MOJ")}
    assert rules == {rule for rule, _, _ in HITS}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a b ",
            "a- ",
            "ﬁ",
            "a\xad ",
            "I'a ",
            "II Comune. il Comune ",
            "aI",
            "CIdiS CldiS ",
            "Ãa",
        ),
        *(
            " l 'a",
            "n o ",
            "i l  ",
            "minor i ",
            "neIl’eIaborare ",
            "alia persona ",
            "a\u0300",
            "1O ",
        ),
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    from time import process_time

    def seconds(count: int) -> float:
        started = process_time()
        repaired((text * (count // len(text) + 1))[:count])
        return process_time() - started

    assert seconds(200_000) < max(0.5, 12 * seconds(50_000))
