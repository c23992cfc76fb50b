"""The client's side: parts go to the workers of a cluster, receipts come back in order.

A few parts a thread are under way at a time. A part whose worker is lost is given to another by
Dask; one that loses worker after worker (`KilledWorker`, after the cluster's `allowed-failures`) is
gone through file by file, and the file that does it gets a record of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
from msgspec.structs import replace

from pipeline.distribute.parts import Part, Receipt, differences
from pipeline.distribute.task import ENCODER, ReaderDied, do_part, versions_of_worker
from pipeline.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from distributed import Client, Future

    from pipeline.supervise import Stop

_WORKERS_SECONDS = 60
"""So long a cluster may take to have its first worker."""

_PARTS_A_THREAD = 2
_LEAST_PARTS = 8
"""Under way at a time: enough that no thread waits, few enough to be told by the scheduler."""

_RETRIES = 2
"""Of a part that could not be written: stores fail for a moment."""

_TRIALS = 4
"""How often a part is gone through file by file; more is the cluster's fault, not the files'."""

_DECODER = msgspec.msgpack.Decoder(Receipt)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of a cluster that has workers.

    Raises:
        UsageError: Dask is not installed, or there is no such cluster.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        told = f"--dask needs dask and distributed ({error.name} is not installed):"
        raise UsageError(f"{told} pip install 'attidati[dask]'.") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what fails is told by us
    try:
        client = Client(address, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        told = f"--dask {address}: no scheduler answers there"
        raise UsageError(f"{told}. Check the address, e.g. tcp://10.0.0.1:8786.") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
        except TimeoutError as error:
            told = f"--dask {address}: the cluster has no workers. Start some: `dask worker"
            raise UsageError(f"{told} {address}`.") from error
        yield client


def check_workers(client: Client, first: Part) -> None:
    """See that all workers would make the same records, and find the files.

    Raises:
        UsageError: one has another version of something, or does not see the files.
    """
    try:
        answers = client.run(versions_of_worker, ENCODER.encode(first), on_error="return")
    except Exception as error:
        raise UsageError(f"the workers of the cluster cannot be asked: {error}.") from error
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, ModuleNotFoundError | ImportError | AttributeError):
            told = f"worker {worker} does not have this version of attidati ({answer})"
            raise UsageError(f"{told}. Install the same on all workers: pip install attidati.")
        if isinstance(answer, Exception):
            raise UsageError(f"worker {worker} cannot be asked: {answer}.") from answer
        versions, is_seen = answer
        if other := differences(first.terms.versions, versions):
            raise UsageError(f"worker {worker} has {other}. Install the same everywhere.")
        if not is_seen:
            told = f"worker {worker} does not find {first.jobs[0].file}"
            raise UsageError(f"{told}. Put the files where all see them, or give a URL.")


class Sending:
    """Sends parts, and gives their receipts in order."""

    def __init__(
        self,
        client: Client,
        parts: Iterator[Part],
        stop: Stop,
        task: Callable[[bytes], bytes] = do_part,
    ) -> None:
        self._client = client
        self._parts = parts
        self._stop = stop
        self._task = task
        self._run = uuid4().hex
        self._sent: dict[Future, Part] = {}
        self._trials: dict[int, int] = {}
        self._receipts: dict[int, Receipt] = {}

    def receipts(self) -> Generator[Receipt, None, None]:
        """What became of each part, in order. Once `stop` is asked for, those under way are last.

        Raises:
            OutputError: a part cannot be written, or the cluster is gone.
            UsageError: a worker would make other records.
        """
        from distributed import as_completed

        self._done = as_completed(loop=self._client.loop)
        wanted = 0
        self._send_more()
        while self._sent:
            future = next(self._done)
            self._take(future, self._sent.pop(future))
            self._send_more()
            while wanted in self._receipts:
                yield self._receipts.pop(wanted)
                wanted += 1

    def _send_more(self) -> None:
        """Sends parts while there is room."""
        threads = sum(self._client.nthreads().values())
        room = max(_LEAST_PARTS, _PARTS_A_THREAD * threads)
        while len(self._sent) < room and not self._stop.signal:
            part = next(self._parts, None)
            if part is None:
                return
            self._send(part)

    def _send(self, part: Part) -> None:
        future = self._submitted(part)
        self._sent[future] = part
        self._done.add(future)

    def _submitted(self, part: Part, label: str = "") -> Future:
        trial = self._trials.get(part.number, 0)
        key = f"attidati-{self._run}-{part.number:06}-{trial}{label}"
        return self._client.submit(
            self._task, ENCODER.encode(part), key=key, retries=_RETRIES, pure=False
        )

    def _take(self, future: Future, part: Part) -> None:
        """Keeps a receipt until its turn, or sees why there is none."""
        try:
            found = future.result()
        except (OutputError, UsageError):
            raise
        except BaseException as error:
            if not _is_killed(error):
                raise _unfinished(error) from error
            self._send(self._without_killers(part, error))
            return
        self._receipts[part.number] = _DECODER.decode(found)

    def _without_killers(self, part: Part, why: BaseException) -> Part:
        """The part with the files told that kill their worker: each is read alone, to see.

        Raises:
            OutputError: none does, or there are ever more.
        """
        self._trials[part.number] = self._trials.get(part.number, 0) + 1
        if self._trials[part.number] > _TRIALS:
            raise _unfinished(why) from why
        alone = {
            job.file: self._submitted(replace(part, jobs=(job,), is_trial=True), f"-{number}")
            for number, job in enumerate(part.jobs)
            if job.file not in part.killers
        }
        killers = [file for file, future in alone.items() if _is_killed(future.exception())]
        if len(killers) > 1:  # one takes those with it that its worker had besides
            killers = [file for file in killers if self._kills(part, file)]
        return replace(part, killers=part.killers.union(killers))

    def _kills(self, part: Part, file: str) -> bool:
        """Whether a file kills its worker while no other of its part is read."""
        jobs = tuple(job for job in part.jobs if job.file == file)
        only = self._submitted(replace(part, jobs=jobs, is_trial=True), f"-{uuid4().hex}")
        return _is_killed(only.exception())


def _is_killed(error: Any) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker | ReaderDied)


def _unfinished(why: BaseException) -> OutputError:
    """The run's end, where the cluster does not hold."""
    told = " ".join(str(why).split())[:300].rstrip(".")
    return OutputError(
        f"the cluster did not finish: {type(why).__name__}: {told}. See the logs of its workers; "
        "with --resume, the same call goes on from the parts that are there."
    )
