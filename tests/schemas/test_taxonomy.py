"""The editions as data: whole, consistent; a user's folder is read, or refused with a reason."""

import re
from pathlib import Path

import pytest

from extractors.folding import folded
from schemas.taxonomy import TaxonomyError, matching, taxonomies
from schemas.taxonomy_files import COLUMNS

KNOWN = taxonomies()
HEAD = ",".join(COLUMNS) + "\n"
AREA = "macro_ambito,H,Abitare,,,2025,,x\n"
FIELD = "campo,H01,Casa,,H,2025,,x\n"
ENTRY = "voce,H0101,Alloggi per giovani coppie,Alloggi,H01,2025,,x\n"


def folder_of(folder: Path, **files: str) -> str:
    """A folder with these files: `_4_csv="..."` makes `4.csv`."""
    for name, text in files.items():
        (folder / name.strip("_").replace("_", ".")).write_text(text, encoding="utf-8")
    return str(folder)


def test_editions_hold_what_their_sources_give() -> None:
    counts = {name: len(edition.entries) for name, edition in KNOWN.editions.items()}
    assert counts == {"0a": 0, "0b": 0, "0c": 0, "1": 31, "2": 91, "2f": 0, "3": 14}


@pytest.mark.parametrize("name", KNOWN.editions)
def test_rows_are_of_their_edition(name: str) -> None:
    edition = KNOWN.editions[name]
    assert edition.used_by in ("piano_famiglia", "programma_di_lavoro", "altro")
    for concept in edition.concepts:
        assert concept.source
        assert edition.years is not None
        assert (concept.valid_from, concept.valid_to) == edition.years
        if concept.level == "voce":
            assert re.fullmatch(edition.shape, concept.code)
            assert concept.label
            assert concept.code.startswith(concept.broader)
            assert edition.above(concept.code, "macro_ambito") is not None


def test_no_two_entries_of_an_edition_have_one_label() -> None:
    for edition in KNOWN.editions.values():
        labels = [folded(each.label) for each in edition.entries]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("edition", "code", "field", "area"),
    [
        ("2", "D08-0820", "Formazione", "Comunità educante"),
        ("2", "A01-0108", "Promozione e supporto certificazioni family", None),
        ("2", "E19-1908", "E19", "Welfare territoriale e sostenibilità"),
        ("2", "E19-1904", "E19", "Welfare territoriale e sostenibilità"),
        ("3", "A0301", "A03", "A"),
        ("3", "D0299", None, "Comunità educante"),
        ("1", "A13", None, "Ambiente e qualità della vita"),
    ],
)
def test_field_and_area_of_a_code_even_of_one_that_is_not_listed(
    edition: str, code: str, field: str | None, area: str | None
) -> None:
    found = KNOWN.editions[edition].above(code, "campo")
    assert (found.name if found else None) == field
    top = KNOWN.editions[edition].above(code, "macro_ambito")
    assert top
    assert area in (top.name, None)


def test_crosswalk_is_the_same_from_both_ends_but_for_what_is_broader() -> None:
    for end, matches in KNOWN.crosswalk.items():
        for match in matches:
            others = KNOWN.crosswalk.get((match.edition, match.code), ())
            back = {(each.edition, each.code): each.relation for each in others}
            wanted = None if match.relation == "broadMatch" else match.relation
            assert back.get(end) == wanted


def test_every_number_of_the_matching_is_a_share() -> None:
    assert all(0 < number < 1 for number in matching().values())


def test_folder_adds_an_edition_and_reads_its_shape_off_the_codes(tmp_path: Path) -> None:
    crosswalk = "edition,code,relation,to_edition,to_code\n4,H0101,broadMatch,2,B04-0408\n"
    known = taxonomies(
        folder_of(tmp_path, _4_csv=HEAD + AREA + FIELD + ENTRY, crosswalk_csv=crosswalk)
    )
    added = known.editions["4"]
    assert (added.shape, added.years, added.used_by) == (r"[H-H]\d{4}", (2025, None), None)
    assert added.by_code["H0101"].variants == ("Alloggi",)
    assert set(known.editions) == {*KNOWN.editions, "4"}
    assert [match.code for match in known.crosswalk["4", "H0101"]] == ["B04-0408"]
    assert known.crosswalk.items() >= KNOWN.crosswalk.items()


def test_folder_puts_an_edition_in_place_of_ours(tmp_path: Path) -> None:
    known = taxonomies(folder_of(tmp_path, _3_csv=HEAD + AREA + FIELD + ENTRY))
    assert list(known.editions["3"].by_code) == ["H", "H01", "H0101"]
    assert known.editions["3"].used_by == "programma_di_lavoro"
    assert ("3", "A0301") not in known.crosswalk


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "no edition in it. Put one there"),
        ({"_4_csv": ""}, "4.csv:1: the head is ''. Write level,code,label"),
        ({"_4_csv": "code,label\n"}, "the head is 'code,label'. Write level"),
        ({"_4_csv": HEAD + "voce,H0101,A, b,H,2025,,x,y\n"}, "4.csv:2: 9 cells, not 8. Quote"),
        ({"_4_csv": HEAD + "area,H,A,,,,,\n"}, "4.csv:2: level is 'area'. Write one of macro_"),
        ({"_4_csv": HEAD + AREA + AREA}, "4.csv:3: the code 'H' stands twice. Leave one row."),
        ({"_4_csv": HEAD + "voce,,,,,,,x\n"}, "4.csv:2: neither code nor label. Give one"),
        ({"_4_csv": HEAD + FIELD}, "4.csv:2: above a campo stands macro_ambito, in a row before"),
        ({"_4_csv": HEAD + AREA + "macro_ambito,I,B,,H,,,x\n"}, "stands nothing, in a row before"),
        ({"_4_csv": HEAD + "macro_ambito,H,A,,,dal 2025,,x\n"}, "valid_from is 'dal 2025'. Write"),
        ({"_4_csv": HEAD + 'macro_ambito,H,"A,,,,,x\n'}, "4.csv: no CSV in UTF-8 that can be"),
        ({"_4_csv": HEAD + AREA, "editions_toml": "[4"}, "editions.toml: no TOML that can be"),
        ({"_4_csv": HEAD + AREA, "editions_toml": "[5]\n"}, "editions.toml tells of 5; add 5.csv."),
        ({"_4_csv": HEAD + AREA, "editions_toml": "[4]\nx=1"}, "[4] may hold these and nothing"),
        ({"_4_csv": HEAD + AREA, "editions_toml": "[4]\nshape='['"}, "`shape` is no regular"),
        ({"_4_csv": HEAD + AREA, "editions_toml": "[4]\nyears=2025"}, "`years` is [first, last]"),
        ({"_4_csv": HEAD + AREA, "editions_toml": "[4]\nused_by='x'"}, "used_by is 'x'. Write"),
        (
            {
                "_4_csv": HEAD + AREA,
                "crosswalk_csv": "edition,code,relation,to_edition,to_code\n4,H,exactMatch,9,X\n",
            },
            "crosswalk.csv:2: there is no edition '9'. Add 9.csv.",
        ),
        (
            {
                "_4_csv": HEAD + AREA,
                "crosswalk_csv": "edition,code,relation,to_edition,to_code\n4,H,exactMatch,2,X\n",
            },
            "crosswalk.csv:2: 2.csv has no code 'X'. Correct the code.",
        ),
        (
            {
                "_4_csv": HEAD + AREA,
                "crosswalk_csv": "edition,code,relation,to_edition,to_code\n4,H,sameAs,2,A\n",
            },
            "relation is 'sameAs'. Write one of exactMatch, closeMatch, broadMatch.",
        ),
    ],
)
def test_mistake_is_told_with_its_place_and_remedy(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    with pytest.raises(TaxonomyError, match=re.escape(told)):
        taxonomies(folder_of(tmp_path, **files))


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="no folder that can be read"):
        taxonomies(str(tmp_path / "none"))
