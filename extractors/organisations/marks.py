"""Where the words of the lexicon, and the names of an act's own list, stand in a text.

    ASIF Chimelli e Comunità Alta Valsugana e Bersntol
    known         . known

A blank Italian pipeline of spaCy with a span ruler finds them, the longest first. Importing spaCy
takes a third of a second, so this module imports it when it is first called, and is only called for
texts that cannot be decided without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.light_spacy import import_spacy
from extractors.organisations.lexicon import Word, joined_words, lexicon, names_looked_for

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import SpanRuler

_ACTS_REMEMBERED = 2


class Mark(Struct, frozen=True, gc=False):
    """Words `first` to `stop` (not included) are a phrase of the lexicon or a known name."""

    first: int
    stop: int
    label: str
    phrase: str


def marks(found: Sequence[Word], known: tuple[str, ...]) -> list[Mark]:
    """The marks of a text's words, in order, none over another."""
    import_spacy()
    from spacy.util import filter_spans

    pipeline = _pipeline()
    names = names_looked_for(known)
    rulers = [_named(names)] if names else []
    with pipeline.memory_zone():
        doc = pipeline(joined_words(found))
        spans = [span for ruler in rulers for span in ruler.match(doc)]
        spans += doc.spans["ruler"]
        return [
            Mark(span.start, span.end, span.label_, span.text)
            for span in sorted(filter_spans(spans))
        ]


@cache
def _pipeline() -> Language:
    """The pipeline, its tokens the folded words that it is given, phrases and texts alike."""
    from spacy.lang.it import Italian
    from spacy.tokens import Doc

    def create_tokenizer(of: Language) -> Callable[[str], Doc]:
        return lambda text: Doc(of.vocab, words=text.split(" "))

    pipeline = Italian(create_tokenizer=create_tokenizer)
    ruler = pipeline.add_pipe("span_ruler")
    patterns = [{"label": label, "pattern": p} for p, label in lexicon().labels.items()]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return pipeline


@lru_cache(_ACTS_REMEMBERED)
def _named(names: tuple[str, ...]) -> SpanRuler:
    from spacy.pipeline import SpanRuler

    ruler = SpanRuler(_pipeline())
    ruler.add_patterns([{"label": "known", "pattern": name} for name in names])
    return ruler
