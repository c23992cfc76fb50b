"""spaCy is imported without its command line, and is whole for who asks for more of it."""

import subprocess
import sys

import pytest


def said(program: str) -> str:
    """What a new process prints."""
    command = [sys.executable, "-c", f"from extractors.light_spacy import import_spacy\n{program}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_command_line_is_left_out() -> None:
    asked = "'spacy' in sys.modules, 'spacy.cli' in sys.modules"
    assert said(f"import sys\nimport_spacy()\nprint({asked})") == "True False"


@pytest.mark.parametrize("asked", ["spacy.cli.__file__ is not None", "bool(spacy.info())"])
def test_command_line_is_there_afterwards(asked: str) -> None:
    program = f"import_spacy()\nimport spacy.cli\nprint({asked})"
    assert said(program).endswith("True")


def test_spacy_that_wants_more_of_it_is_imported_as_it_is() -> None:
    program = """
import sys

class Wanting:
    refused = 0

    def find_spec(self, name, *_):
        if name == "spacy.about" and "spacy.cli" in sys.modules and not self.refused:
            self.refused += 1
            raise ImportError("the stand-in does not do")

wanting = Wanting()
sys.meta_path.insert(0, wanting)
import_spacy()
import spacy.cli
print(wanting.refused, spacy.cli.__file__ is not None, spacy.blank("it").lang)
"""
    assert said(program) == "1 True it"
