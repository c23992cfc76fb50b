"""Cases for the checks, made of records: what no text has to say first."""

from typing import Any

from pipeline.validate import CHECKS, Case
from schemas.flow import Flow, Piece
from schemas.packed import Packed
from schemas.page import Page
from schemas.records import Dichiarati, Intervento, Issue


def flow_of(text: str) -> Flow:
    """A flow of one page."""
    return Flow(text, Packed(Piece, (0,), (0,), (0,), (len(text),), (len(text),)), (Page(1, text),))


def case(text: str = "", interventi: tuple[Intervento, ...] = (), **fields: Any) -> Case:
    """A document of this text, of these interventi, with these fields."""
    given = {"dichiarati": Dichiarati(), "unread": (), **fields}
    return Case(flow=flow_of(text), blocks=(), interventi=interventi, **given)


def intervento(order: int, tipo: str = "progettualita", **fields: Any) -> Intervento:
    """An intervento with these fields; its `id` is `x-ORDER`."""
    given: dict[str, Any] = {"id": f"x-{order}", "tipo": tipo, "ordine": order, **fields}
    return Intervento(**given)


def found(rule: str, given: Case) -> list[Issue]:
    """The issues of one rule."""
    (check,) = (each for each in CHECKS if each.__module__.endswith(rule.lower()))
    issues = list(check(given))
    assert {issue.rule for issue in issues} <= {rule}
    return issues


def messages(rule: str, given: Case) -> list[str]:
    """What the issues of one rule say."""
    return [issue.message for issue in found(rule, given)]


def paths(rule: str, given: Case) -> list[str]:
    """Which values the issues of one rule are about."""
    return [issue.path for issue in found(rule, given)]
