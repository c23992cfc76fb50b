"""What an act recites and decides, point by point, and the papers behind it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.act.amounts import amounts
from extractors.act.attachments import annexed, listed_attachments
from extractors.act.attendance import attendance
from extractors.act.dispositions import decision
from extractors.act.header import act_head
from extractors.act.marks import decides, is_formula, is_premise, opens_recital
from extractors.act.naming import named_acts
from extractors.act.parts import act_parts, begins_with_paper
from extractors.act.project_codes import cigs, cups
from extractors.act.recitals import recitals
from extractors.act.signatures import proposer, signature
from extractors.act.subject import subject_of


def _kinds(text: str) -> list[str]:
    return [part.kind for part in act_parts(text, 0, len(text))]


@pytest.mark.parametrize(
    "line",
    [
        "DETERMINA",
        "D E T E R M I N A",
        "DELIBERA:",
        "D E L I B E R A :",
        "DECRETA",
        "ORDINA",
        "DISPONE",
        "Determina",
        "DETERMINA QUANTO SEGUE:",
        "DELIBERA DI",
        "IL SINDACO ORDINA",
        "LA GIUNTA COMUNALE DELIBERA",
        "determina:",
        "DELIBERA ALTRESÌ",
        "**DETERMINA**",
    ],
)
def test_a_line_decides(line: str) -> None:
    text = f"DETERMINAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\nVISTO il TUEL;\n{line}\n1. di dare"
    assert _kinds(text) == ["head", "recitals", "decision"]


@pytest.mark.parametrize(
    "line",
    [
        "Con determina n. 4 del 2025",
        "la presente determina è esecutiva;",
        "DETERMINAZIONE",
        "La Giunta delibera sugli atti",
        "ordina",
        "determinare la spesa",
        "DELIBERAZIONE DI INDIRIZZO",
        "Il dirigente determina i criteri",
        "SUBORDINA",
        "DETERMINATO",
        "ORDINARIA",
        "DECRETATO",
        "delibera",
        "DISPONENDO",
        "DELIBERANTE",
    ],
)
def test_a_word_in_a_sentence_decides_nothing(line: str) -> None:
    assert decides(line) == 0


@pytest.mark.parametrize(
    "words",
    [
        "a voti unanimi, legalmente espressi,\ndelibera\n1. di approvare;",
        "con voti espressi per alzata di mano\ndelibera\n1) di aderire;",
        "VISTO il TUEL;\nd e t e r m i n a\n1. di assumere;",
        "VISTO il TUEL;\ndecreta:\ndi nominare;",
        "VISTO il TUEL;\n\ndetermina\n\n- di liquidare;",
    ],
)
def test_a_small_word_alone_decides_over_its_points(words: str) -> None:
    text = f"DETERMINAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\nVISTO lo Statuto;\n{words}"
    assert _kinds(text) == ["head", "recitals", "decision"]


@pytest.mark.parametrize(
    "words",
    [
        "VISTA la propria precedente\ndelibera\n1. di cui al bilancio;",
        "RITENUTO che il Consiglio\ndelibera\nsugli atti fondamentali;",
        "VISTO ciò che la Giunta,\ndelibera\nogni anno;",
        "VISTI gli atti,\tdelibera\t1. di altri",
    ],
)
def test_a_small_word_of_a_wrapped_sentence_decides_nothing(words: str) -> None:
    text = f"DETERMINAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\nVISTO lo Statuto;\n{words}"
    assert "decision" not in _kinds(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("VISTO il TUEL;\n", ["visto"]),
        ("VISTI:\n- il TUEL;\n- lo Statuto;\n", ["visto", "visto"]),
        ("Premesso che:\n- il bilancio è approvato;\n- occorre provvedere;\n", ["premessa"] * 2),
        ("Premesso che il bilancio è approvato;\nche occorre provvedere;\n", ["premessa"] * 2),
        ("RICHIAMATA la delibera;\nRITENUTO di procedere;\n", ["visto", "premessa"]),
        ("VISTO l'art. 5 il quale prevede:\n- il primo caso;\n- il secondo;\n", ["visto"]),
        ("- vista la legge;\n- l'istruttoria svolta;\n", ["visto", "visto"]),
        ("DATO ATTO che il CIG è valido;\n", ["premessa"]),
        ("ACQUISITO il parere;\nSENTITO il Segretario;\n", ["visto", "visto"]),
        ("ESAMINATA la documentazione;\n", ["visto"]),
        ("LETTO lo Statuto;\n", ["visto"]),
        ("CONSIDERATO che:\na) occorre;\nb) conviene;\n", ["premessa"]),
        ("TENUTO CONTO delle risorse;\nATTESO che urge;\n", ["premessa", "premessa"]),
        ("VISTO il decreto del\n2025 che nomina;\n", ["visto"]),
        ("PREMESSO:\nCHE il bilancio è approvato;\nCHE occorre;\n", ["premessa", "premessa"]),
        ("Tutto ciò premesso,\n", []),
        ("IL SINDACO\n", []),
        ("CUP J24H23000140001\n", []),
        ("", []),
    ],
)
def test_recitals(text: str, found: list[str]) -> None:
    assert [each.kind for each in recitals(text, 0, len(text))] == found


@pytest.mark.parametrize(
    "text",
    [
        "come visto sopra",
        "il visto di regolarità",
        "premessa generale",
        "Vistosamente",
        "si è preso atto",
        "Letto, confermato e sottoscritto".lower(),
        "Considerazioni",
        "atteso",
        "Constatato il numero legale",
        "L'anno duemilaventisei",
        "Riconosciuta la validità della seduta",
        "il considerato",
        "Richiamo alle armi",
        "ritenuta d'acconto",
        "dato il caso",
    ],
)
def test_words_that_open_no_recital(text: str) -> None:
    assert not opens_recital(text, 0)


def test_small_letters_under_the_organ_open_a_recital() -> None:
    under, behind = "IL DIRIGENTE\nvista la legge;\n", "Il Comune ha\nvista la legge;\n"
    assert opens_recital(under, under.index("vista"))
    assert not opens_recital(behind, behind.index("vista"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. di approvare;\n2. di liquidare;\n", ["1", "2"]),
        ("1) di approvare;\n2) di liquidare;\n", ["1", "2"]),
        ("1. Di dare atto che:\n- il CIG è valido;\n- la spesa c'è;\n2. di pagare.\n", ["1", "2"]),
        ("- di approvare;\n- di liquidare;\n", [None, None]),
        ("di approvare;\ndi liquidare;\n", [None, None]),
        ("a) di approvare;\nb) di liquidare;\n", ["a", "b"]),
        ("che il mercato sia chiuso;\nche la strada sia libera.\n", [None, None]),
        ("la chiusura del cimitero.\n", [None]),
        ("1. di approvare;\na) il piano;\nb) la spesa;\n2. di pagare.\n", ["1", "2"]),
        ("1 - di approvare;\n2 - di liquidare;\n", ["1", "2"]),
        ("1° di approvare;\n2° di liquidare;\n", ["1", "2"]),
        ("DI APPROVARE il piano;\nDI LIQUIDARE la spesa;\n", [None, None]),
        ("• di approvare;\n• di liquidare;\n", [None, None]),
        ("1. di approvare;\r2. di liquidare;\n", ["1", "2"]),
        ("il divieto di sosta.\nDISPONE\nche sia pubblicata.\n", [None, None]),
        ("", []),
    ],
)
def test_points(text: str, numbers: list[str | None]) -> None:
    assert [point.numero for point in decision(text, 0, len(text)).points] == numbers


@pytest.mark.parametrize(
    "clause",
    [
        "Avverso il presente provvedimento è ammesso ricorso al TAR.",
        "Contro il presente atto è ammesso ricorso.",
        "Il presente provvedimento diventa esecutivo con il visto.",
        "La presente determinazione è pubblicata all'albo.",
    ],
)
def test_a_clause_behind_the_list_is_no_point(clause: str) -> None:
    text = f"1. di approvare;\n2. di liquidare.\n{clause}\n"
    found = decision(text, 0, len(text))
    assert [point.numero for point in found.points] == ["1", "2"]
    assert [text[each] for each in found.clauses] == [clause]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("PARERE DI REGOLARITÀ TECNICA", "parere"),
        ("PARERI EX ART. 49 D.LGS. 267/2000", "parere"),
        ("VISTO DI REGOLARITÀ CONTABILE", "visto"),
        ("VISTO ATTESTANTE LA COPERTURA FINANZIARIA", "visto"),
        ("ATTESTAZIONE DI COPERTURA FINANZIARIA", "visto"),
        ("CERTIFICATO DI PUBBLICAZIONE", "pubblicazione"),
        ("ATTESTAZIONE DI PUBBLICAZIONE", "pubblicazione"),
        ("REFERTO DI PUBBLICAZIONE", "pubblicazione"),
        ("RELATA DI PUBBLICAZIONE", "pubblicazione"),
        ("CERTIFICATO DI ESECUTIVITÀ", "esecutivita"),
        ("DICHIARAZIONE DI ESECUTIVITÀ", "esecutivita"),
        ("ATTESTAZIONE DI CONFORMITÀ", "conformita"),
        ("COPIA CONFORME ALL'ORIGINALE", "conformita"),
        ("RELATA DI NOTIFICA", "notifica"),
        ("PROPOSTA DI DELIBERAZIONE", "proposta"),
    ],
)
def test_papers_behind_an_act(title: str, kind: str) -> None:
    text = (
        "DELIBERAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\nVISTO il TUEL;\nDELIBERA\n"
        f"1. di dare.\n{title}\nTesto.\n"
    )
    papers = [part for part in act_parts(text, 0, len(text)) if part.kind == "annex"]
    assert [text[part.title] for part in papers] == [title]
    assert annexed(text, papers[0].title, papers[0].body).tipo == kind


@pytest.mark.parametrize(
    "line",
    [
        "il parere di regolarità tecnica è favorevole;",
        "Parere favorevole",
        "VISTO il parere di regolarità",
        "PUBBLICO DOMINIO",
        "la proposta di deliberazione",
        "CERTEZZA DEL DIRITTO",
        "2. DI ACQUISIRE IL PARERE",
        "Attestazione di conformità allegata",
        "RELAZIONE TECNICA",
        "- PARERE DEL REVISORE;",
    ],
)
def test_lines_that_begin_no_paper(line: str) -> None:
    text = (
        "DELIBERAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\nVISTO il TUEL;\nDELIBERA\n"
        f"1. di dare;\n{line}\n"
    )
    assert "annex" not in _kinds(text)


def test_the_organ_over_the_title_is_letterhead() -> None:
    text = (
        "COMUNE DI LAGOVERDE\nIL SINDACO\nDECRETO N. 3\nOGGETTO: Nomina\nIL SINDACO\n"
        "Visto il TUEL;\nDECRETA\n1. di nominare.\n"
    )
    parts = act_parts(text, 0, len(text))
    assert [part.kind for part in parts] == ["head", "recitals", "decision"]
    assert "OGGETTO" in text[parts[0].body]


def test_listed_attachments_are_numbered() -> None:
    text = "Elenco degli allegati parte integrante\n001 PROGRAMMA DI LAVORO 2024\n002 BILANCIO\n\nX"
    head, found = listed_attachments(text, 0, len(text))
    assert head is not None
    assert [(each.numero, text[each.titolo]) for each in found] == [
        ("001", "PROGRAMMA DI LAVORO 2024"),
        ("002", "BILANCIO"),
    ]


_WORDS = st.sampled_from(
    [
        *("OGGETTO:", "DETERMINA", "DETERMINAZIONE N. 4 DEL 03/02/2025", "IL SINDACO", "VISTO"),
        *(
            "VISTI:",
            "- che",
            "1. di dare",
            "a)",
            "PARERE DI REGOLARITÀ",
            "Presenti:",
            "Rossi Mario",
        ),
        *(
            "Sindaco",
            "X",
            "€ 1.200,00",
            "CUP",
            "CIG",
            "J24H23000140001",
            "f.to",
            "\n",
            "\r",
            "\t",
            "\v",
        ),
        *(
            "N.",
            "Registro Generale",
            "L'anno duemilaventisei il giorno nove del mese di aprile",
            " ",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join), st.lists(_WORDS).map("".join)))
def test_nothing_raises_and_all_is_inside_the_text(text: str) -> None:
    end = len(text)
    parts = act_parts(text, 0, end)
    assert parts[0].body.start == 0
    assert parts[-1].body.stop == end
    assert all(a.body.stop <= b.title.start for a, b in itertools.pairwise(parts))
    head = act_head(text, 0, end)
    label, subject = subject_of(text, 0, end)
    slices = [*head.read, *(title.place for title in head.titles)]
    slices += [each for each in (label, subject, head.struttura, head.collana) if each]
    slices += [each.text for each in amounts(text, 0, end)]
    roll, rows = attendance(text, 0, end)
    slices += [*rows, *(person.nome for person in roll)]
    signed = signature(text, 0, end)
    slices += [each for each in (signed and signed.nome, proposer(text, 0, end)) if each]
    recited = [each.text for each in recitals(text, 0, end)]
    points = [point.text for point in decision(text, 0, end).points]
    for found in (recited, points):
        assert all(a.stop <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= part.start <= part.stop <= end for part in [*slices, *recited, *points])
    begins_with_paper(text)
    listed_attachments(text, 0, end)
    assert all(code in text.upper() for code in [*cups(text, 0, end), *cigs(text, 0, end)])
    is_formula(text)
    is_premise(text)


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Sulla determinazione n. 85 del 19/02/2026 si appone il visto di regolarità.", "85"),
        ("Si certifica che la deliberazione n. 7 del 29 febbraio 2024 è pubblicata oggi.", "7"),
        ("La presente deliberazione n. 48 del 09/04/2026 resta affissa.", "48"),
        ("Si esprime parere contrario sulla deliberazione n. 49 del 09/04/2026.", "49"),
        ("La determinazione del Dirigente n. 5 del 3/4/2026 è stata pubblicata.", "5"),
        ("Determina n. 144 del 27/02/2026;", "144"),
    ],
)
def test_a_paper_names_the_act_that_it_speaks_of(sentence: str, number: str) -> None:
    named = [reading.numero for _, reading in named_acts(sentence, 0, len(sentence))]
    assert named == [number]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vista la deliberazione n. 5 del 03/02/2026 di approvazione del bilancio;",
        "Parere sulla proposta di deliberazione n. 44 del 12/06/2026.",
        "ai sensi della deliberazione n. 5 del 03/02/2026, si esprime parere.",
        "Si certifica che la deliberazione è pubblicata dal 5 al 20 marzo 2026.",
        "La presente determinazione n. ___ del ______ è pubblicata.",
    ],
)
def test_a_paper_does_not_name_what_it_cites(sentence: str) -> None:
    assert not list(named_acts(sentence, 0, len(sentence)))
