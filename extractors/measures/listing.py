"""A field that lists several things, cut into its items, with separators or without.

Paragraphs, bullets and semicolons part items; so does a sentence's end. Programmes also print them
with nothing between: `… del Distretto Famiglia territoriale Realizzazione di una relazione su …`.
There an item begins at a noun of action with a capital, unless the word before asks for more
(`di`, `con`) or it is part of a name (`servizio Istruzione`, `Organizzazione di Volontariato`).
Where an item begins with a count, the next begins with the next: `n. 2 incontri almeno 3 post`.
Nothing is cut within quotes or brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from extractors.measures.counts import Count, comparator_of
from extractors.measures.lexicon import bare, is_action, lexicon, names_doing, words

_BULLETS = "•·▪◦●■□►✓✔*¦§"
_DASHES = "–—-"
"""The hyphen last: these stand in classes of characters."""
_ENUMERATOR = re.compile(r"(?:\d{1,2}|[a-h])\)|\d{1,2}\.(?!\S)")
_QUOTED = re.compile(
    r'"[^"\n]{1,200}"|“[^”\n]{1,200}”|«[^»\n]{1,200}»|(?<=[\s(])\([^()\n]{1,300}\)'
)
_NUMERO = re.compile(r"(?i)(?:n(?:r|um)?[.°º]|numero)\Z")
_SENTENCE_ENDS = re.compile(r"(?:[^\W\d_]{4,}|[\d)”»\"])\.\Z")
_LEADING = re.compile(
    rf"(?:[\s{_BULLETS}{_DASHES}]|(?<!\w)(?:(?:\d{{1,2}}|[a-h])\)|\d{{1,2}}\.(?=\s)))+"
)
_TRAILING = re.compile(rf"(?:[\s;,{_BULLETS}{_DASHES}]|\s(?:e|ed)(?=\s*\Z))+\Z")
_ABBREVIATED = re.compile(r"(?i)(?:\b(?:ecc|etc|\w)|\.\w{1,3})\.\Z")
_NEW = re.compile(r"nuov[aeio]")
"""Before a count this is a part of it: `nuove 2 convenzioni`."""
_COUNT_WORDS = 8
_FULL_LINE_CHARACTERS = 60
"""A line that is shorter was not ended by the page's width."""


class _Token(Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str
    gap: str
    """The white space before it."""


class _Item(Struct, gc=False):
    """The item that is being read: where it began, and the counts it has so far."""

    start: int
    line: int
    counts: int = 0
    opens: str = ""
    """`count`, `compared` or `numero`, where it begins with one."""


def items(text: str, counts: Sequence[Count]) -> list[slice]:
    """The items of a text, in order, without their bullets and what parts them."""
    starts = [0, *_starts(text, counts), len(text)]
    return [
        part for n in range(len(starts) - 1) if (part := _trimmed(text, starts[n], starts[n + 1]))
    ]


def _trimmed(text: str, start: int, end: int) -> slice | None:
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    while start < end and (text[end - 1].isspace() or text[end - 1] in ";,•-–"):
        end -= 1
    tail = _TRAILING.search(text, max(start, end - 20), end)
    end = tail.start() if tail else end
    if text[start:end].endswith(".") and not _ABBREVIATED.search(text, max(start, end - 8), end):
        end -= 1
    return slice(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _starts(text: str, counts: Sequence[Count]) -> Iterator[int]:
    tokens = _tokens(text)
    if not tokens:
        return
    protected = _inside(tokens, [match.span() for match in _QUOTED.finditer(text)])
    counted = {count.start: count for count in counts}
    item = _open(tokens, 0, counted)
    mark = tokens[0].text[-1] if _is_bullet(tokens[0].text) else tokens[0].text[0]
    for n in range(1, len(tokens)):
        token = tokens[n]
        if "\n" in token.gap:
            begins = _begins_line(tokens, n, item, counted)
            item.line = token.start
        elif token.start in protected:
            begins = False
        else:
            begins = _begins(tokens, n, item, counted, mark=mark)
        if begins:
            yield token.start
            item = _open(tokens, n, counted, item.line)
        elif token.start in counted:
            item.counts += 1


def _tokens(text: str) -> list[_Token]:
    tokens, end = [], 0
    for match in re.finditer(r"\S+", text):
        tokens.append(_Token(match.start(), match.end(), match[0], text[end : match.start()]))
        end = match.end()
    return tokens


def _inside(tokens: Iterable[_Token], spans: Sequence[tuple[int, int]]) -> set[int]:
    """The tokens that begin inside one of the spans, by their start."""
    found, n = set(), 0
    for token in tokens:
        while n < len(spans) and spans[n][1] <= token.start:
            n += 1
        if n < len(spans) and spans[n][0] < token.start:
            found.add(token.start)
    return found


def _open(
    tokens: Sequence[_Token], n: int, counted: dict[int, Count], line: int | None = None
) -> _Item:
    """A new item at a token; a bullet before its first word does not count."""
    token = tokens[n]
    leads = _is_bullet(token.text) or _NEW.fullmatch(token.text)
    first = tokens[n + 1] if leads and n + 1 < len(tokens) else token
    count = counted.get(first.start)
    opens = ""
    if count:
        opens = "compared" if count.comparator else "count"
    elif _NUMERO.match(first.text):
        opens = "numero"
    here = int(token.start in counted)
    return _Item(token.start, token.start if line is None else line, here, opens)


def _is_bullet(token: str) -> bool:
    if token[-1] in ").":
        return bool(_ENUMERATOR.fullmatch(token))
    return token in _DASHES or token in _BULLETS


def _begins_line(tokens: Sequence[_Token], n: int, item: _Item, counted: dict[int, Count]) -> bool:
    """Whether the first word of a line begins an item, or goes on from the line before."""
    token, before = tokens[n], tokens[n - 1]
    last = before.text
    if token.text[0] in _BULLETS + _DASHES or _ENUMERATOR.match(token.text):
        return True
    if _is_bullet(last) and before.start == item.start:
        return False
    if last[-1] in ",(/:":
        return is_action(token.text) or (token.start in counted and last[-1] == ",")
    if last[-1] in ".;!?" and not _NUMERO.match(last):
        return not token.text.lower().startswith("evidenz")
    if token.text[0].islower() or token.text.startswith("Evidenz"):
        return _runs_on(tokens, n, item, counted)
    asks = (
        token.text.lower().startswith("evidenz")
        or bare(last) in words("links", "words")
        or _NUMERO.match(last)
    )
    is_name = last[0].isupper() and before.start != item.line
    is_full = before.end - item.line >= _FULL_LINE_CHARACTERS
    goes_on = is_full and is_name and token.text[0].isupper() and not is_action(token.text)
    return not (asks or goes_on)


def _begins(
    tokens: Sequence[_Token], n: int, item: _Item, counted: dict[int, Count], *, mark: str
) -> bool:
    """Whether a word inside a line begins an item; `mark` is how the text's first one is marked."""
    token, last = tokens[n], tokens[n - 1]
    if _is_bullet(last.text) and last.start == item.start:
        return False
    if token.text[0] in _BULLETS or last.text[-1] == ";":
        return True
    if _is_bullet(token.text) and token.text[-1] in (")", mark):
        return True
    if (token.text[0].isupper() or token.start in counted) and _ends_sentence(last.text):
        return not token.text.lower().startswith("evidenz")
    return _runs_on(tokens, n, item, counted)


def _ends_sentence(word: str) -> bool:
    if word[-1] != "." or not _SENTENCE_ENDS.search(word):
        return False
    return bare(word) not in words("links", "cut")


def _runs_on(tokens: Sequence[_Token], n: int, item: _Item, counted: dict[int, Count]) -> bool:
    """Whether a word begins an item with nothing before it that parts it from the last."""
    count = counted.get(tokens[n].start)
    token, last = tokens[n].text, tokens[n - 1].text
    following = tokens[n + 1].text if n + 1 < len(tokens) else ""
    if count:
        return _begins_count(count, last, item, _behind(tokens, n, count))
    coming = counted.get(tokens[n + 1].start) if following and _NEW.fullmatch(token) else None
    if coming:
        return _begins_count(coming, last, item, _behind(tokens, n + 1, coming))
    if token[0] in "nN" and _NUMERO.match(token):
        return _begins_numero(token, last, following, item)
    if not token[0].isupper():
        return False
    is_valued = n > 1 and tokens[n - 2].text[-1] in ":=" and last[0].isdecimal()
    return is_valued or _begins_action(tokens, n)


def _behind(tokens: Sequence[_Token], n: int, count: Count) -> str:
    """The word behind the number of a count that begins at a token."""
    coming = (token.text for token in tokens[n : n + _COUNT_WORDS] if token.start >= count.end)
    return next(coming, "")


def _begins_count(count: Count, last: str, item: _Item, behind: str) -> bool:
    """`3 post` after `2 incontri`, where the item began with a count of things too."""
    if not item.counts or last[-1] in ":=(" or (is_action(last) and last[0].isupper()):
        return False
    kind = "compared" if count.comparator else "count"
    if bare(last) in words("links", "words"):
        return bare(last) in ("e", "ed") and item.opens == kind and item.counts == 1
    if last[-1] == ",":
        return item.opens == kind and item.counts == 1
    is_next = item.opens in ("count", "compared") and last[-1].isalpha() and _is_thing(behind)
    return item.opens == kind or count.is_numbered or is_next


def _is_thing(word: str) -> bool:
    """Whether a word behind a number says what is counted, and not how often or how long."""
    bared = bare(word)
    if not bared.isalpha() or not word[0].islower() or comparator_of(bared):
        return False
    if _NEW.fullmatch(bared):
        return True
    return bared not in words("links", "words") | words("links", "rates")


def _begins_numero(numero: str, last: str, following: str, item: _Item) -> bool:
    """`n. partecipanti` after `n. incontri`; `Numero di post` after any other item."""
    if not following[:1].islower() or last[-1] in ":=(/":
        return False
    if last[-1] == ",":
        return item.opens == "numero"
    if bare(last) in words("links", "words") or (last[0].isupper() and is_action(last)):
        return False
    return numero[0].isupper() or item.opens == "numero"


def _begins_action(tokens: Sequence[_Token], n: int) -> bool:
    """A noun of action with a capital that nothing before asks for, and that heads more words."""
    noun, last = tokens[n].text, tokens[n - 1].text
    if not is_action(noun.partition("/")[0]):
        return False
    if bare(last) in words("actions", "naming") and bare(noun) not in words("actions", "plain"):
        return False
    if bare(last) in words("links", "words") or last[-1] in ":/(-–=&+":
        return False
    coming = " ".join(token.text for token in tokens[n : n + 4])
    if coming.startswith(_names()):
        return False
    following = tokens[n + 1].text if n + 1 < len(tokens) else ""
    heads = noun[-1].isalpha() and (
        following[:1].islower()
        or following[:1].isdecimal()
        or bool(_NUMERO.match(following))
        or bare(following) in words("links", "words")
    )
    if last[0].islower() and last[-1].isalnum() and names_doing(bare(noun)):
        return heads or following[:1].isupper()
    return heads


@cache
def _names() -> tuple[str, ...]:
    return tuple(lexicon()["actions"]["names"])
