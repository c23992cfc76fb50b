"""A process aside that asks the stores, so that this one has none of their threads and may fork."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import closing
from functools import cache
from threading import active_count
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

A = TypeVar("A")
B = TypeVar("B")


def asked_aside(function: Callable[[A], B], given: A) -> B:
    """What a function gives that asks a store; whatever it raises is raised here.

    Raises:
        UsageError: the process aside died.
    """
    if _is_threaded():
        return function(given)
    with closing(_Aside()) as aside:
        found: B = aside.ask(function, given)
    return found


def asked_often(function: Callable[[A], B], given: A) -> B:
    """As `asked_aside`, by one process for as long as this one lives."""
    if _is_threaded():
        return function(given)
    found: B = _lasting(os.getpid()).ask(function, given)
    return found


def _is_threaded() -> bool:
    """Whether this process has threads already, so forks no workers: it may ask by itself."""
    return active_count() > 1


@cache
def _lasting(_pid: int) -> _Aside:
    """One a process: a fork does not share its parent's."""
    return _Aside()


class _Aside:
    """The process: a function and what it is given goes in, what it gives or raises comes out."""

    def __init__(self) -> None:
        from multiprocessing import get_context

        forking = get_context("fork")
        self._ours, theirs = forking.Pipe()
        self._process = forking.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, function: Callable[..., Any], given: Any) -> Any:
        """What the function gives.

        Raises:
            UsageError: the process died.
            Exception: whatever the function raises.
        """
        try:
            self._ours.send((function, given))
            raised, found = self._ours.recv()
        except (EOFError, OSError) as error:
            raise UsageError("the process that asks the store died. Run again.") from error
        if raised:
            raise found
        return found

    def close(self) -> None:
        """End the process."""
        self._ours.close()
        self._process.join()


def _serve(questions: Connection) -> None:
    """Answers until nobody asks any more; signals to the parent's group are the parent's case.

    So are the parent's files: its locks, and pipes whose end somebody waits for.
    """
    os.setpgid(0, 0)
    os.closerange(3, questions.fileno())
    os.closerange(questions.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        try:
            function, given = questions.recv()
        except EOFError:
            os._exit(0)
        try:
            answer = (False, function(given))
        except Exception as error:  # noqa: BLE001  the parent raises it
            answer = (True, error)
        questions.send(answer)
