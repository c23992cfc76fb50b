"""What is generated is what would be generated now."""

import json

import jsonschema
import pytest

from docs import generate_rules
from pipeline.explain import explain
from pipeline.repair import FAMILIES
from schemas import generate
from schemas.records import SCHEMA_VERSION
from schemas.rules import rules


def test_json_schema_is_that_of_the_models() -> None:
    assert generate.JSON_SCHEMA.read_text(encoding="utf-8") == generate.json_schema()


def test_records_are_those_of_the_models() -> None:
    assert generate.RECORDS.read_text(encoding="utf-8") == generate.records()


def test_pages_of_the_rules_are_those_of_the_rules() -> None:
    pages = generate_rules.pages()
    there = {f"rules/{path.name}" for path in (generate_rules.DOCS / "rules").iterdir()}
    assert there | {"rules.md"} == set(pages)
    for path, text in pages.items():
        assert (generate_rules.DOCS / path).read_text(encoding="utf-8") == text, path


@pytest.mark.parametrize("code", sorted(rules()))
def test_page_of_a_rule_says_what_why_an_example_and_what_is_not_flagged(code: str) -> None:
    text = explain(code)
    for part in (text.what, text.why, text.example, text.not_flagged):
        assert len(part) > 10
        assert part.endswith("."), part
    assert "Why:" not in text.markdown()


def test_json_schema_is_valid_closed_and_says_what_every_field_is() -> None:
    schema = json.loads(generate.json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(SCHEMA_VERSION)
    for model in [schema, *schema["$defs"].values()]:
        assert model["additionalProperties"] is False
        for name, field in model["properties"].items():
            assert field.get("description"), f"{model['title']}.{name}"


def test_every_rule_has_a_code_and_either_a_severity_or_a_repair() -> None:
    for code, rule in rules().items():
        assert len(code) == 6
        assert code[:3].isupper()
        assert code[3:].isdigit()
        assert rule.title
        is_issue_of_files = code.startswith(("ENC00", "OCR01"))
        assert (rule.severity is None) == (code[:3] in FAMILIES and not is_issue_of_files)
