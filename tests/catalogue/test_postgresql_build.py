"""Building on a server: the same again, all or nothing, what is not ours left alone."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipeline.catalogue.postgresql import store as server_store
from pipeline.catalogue.postgresql.address import engine_of
from pipeline.catalogue.postgresql.ask import search as search_server
from pipeline.catalogue.postgresql.build import build
from pipeline.catalogue.postgresql.store import open_to_read
from pipeline.catalogue.store import MIGRATIONS, VERSION
from pipeline.catalogue.tables import tables
from pipeline.errors import OutputError, UsageError
from tests.catalogue.agreement import assert_agree, rows_of
from tests.catalogue.made_up import SOME, azione, built, plan, replaced, unreadable, write
from tests.catalogue.server import started
from tests.catalogue.test_export import HOSTILE

_LONG = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(5_000))
"""A name that no index can hold as it is, nor in fewer bytes."""

_OLDER = f"UPDATE versione SET versione = {VERSION - 1}"  # noqa: S608  a number of ours


def test_building_again_changes_nothing(tmp_path: Path, address: str) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    assert build([out], address).added == 5
    with open_to_read(address) as server:
        before = {name: rows_of(server, name) for name in tables()}
    report = build([out], address)
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 5)
    with open_to_read(address) as server:
        assert {name: rows_of(server, name) for name in tables()} == before


def test_documents_are_added_replaced_and_pruned_as_there(tmp_path: Path, address: str) -> None:
    changed = replaced(SOME[0], interventi=SOME[0].interventi[:1])  # type: ignore[union-attr]
    for step, documents in enumerate((SOME[:2], SOME[1:], (changed, unreadable("e.pdf")))):
        file, one = built(tmp_path, *documents, name=f"{step}.jsonl")
        other = build([str(tmp_path / f"{step}.jsonl")], address)
        assert one == other
        assert_agree(file, address)
    with open_to_read(address) as server:
        assert len(search_server(server, "bonus", 10).rows) == 1
    build([str(tmp_path / "2.jsonl")], address, prune=True)
    (tmp_path / "fresh").mkdir()
    assert_agree(built(tmp_path / "fresh", changed, unreadable("e.pdf"))[0], address)


def test_texts_meant_to_do_harm_are_texts(tmp_path: Path, address: str) -> None:
    texts = [
        *HOSTILE,
        "\\N",
        "\\.",
        "a\\b\tc\r\n",
        "%s :x {0} '' \"",
        "e\u0301 \u0130 ß 日本",
        _LONG,
    ]
    interventi = [azione(text, by=[text]) for text in texts]
    file = built(tmp_path, plan("=a.txt", "=Comune", 2022, *interventi))[0]
    build([str(tmp_path / "out.jsonl")], address)
    assert_agree(file, address)


def test_a_null_character_is_replaced(tmp_path: Path, address: str) -> None:
    out = write(tmp_path / "out.jsonl", plan("a.txt", "Alfa", 2022, azione("Ni\0do")))
    build([str(out)], address)
    with open_to_read(address) as server:
        titles = server.exec_driver_sql("SELECT titolo FROM interventi").scalars().all()
    assert titles == ["Ni\N{REPLACEMENT CHARACTER}do"]


def test_a_text_of_any_length_is_kept_and_found(tmp_path: Path, address: str) -> None:
    long = " ".join(f"parola{number}" for number in range(100_000))
    words = " ".join(f"{number:x}".rjust(3_000, "y") for number in range(300))
    out = write(
        tmp_path / "out.jsonl",
        plan("a.txt", "Alfa", 2022, azione(long, descrizione=words), azione("\U00010400" * 9_000)),
    )
    build([str(out)], address)
    with open_to_read(address) as server:
        assert len(search_server(server, "parola9999", 10).rows) == 1
        (title,) = server.exec_driver_sql("SELECT titolo FROM interventi WHERE ordine = 1").one()
    assert title == long


def test_a_build_that_fails_leaves_what_was_there(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(write(tmp_path / "out.jsonl", *SOME[:2]))], address)
    with open_to_read(address) as server:
        before = {name: rows_of(server, name) for name in tables()}
    out = str(write(tmp_path / "more.jsonl", *SOME[2:]))
    monkeypatch.setattr("pipeline.catalogue.postgresql.build.derive", lambda _file: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build([out], address)
    with open_to_read(address) as server:
        assert {name: rows_of(server, name) for name in tables()} == before


def test_a_connection_that_is_lost_is_told_and_leaves_what_was_there(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(write(tmp_path / "out.jsonl", *SOME[:2]))], address)

    def cut_off(_file: object) -> None:
        with engine_of(address).begin() as other:
            other.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    monkeypatch.setattr("pipeline.catalogue.postgresql.build.derive", cut_off)
    with pytest.raises(OutputError, match="What was there is untouched"):
        build([str(write(tmp_path / "more.jsonl", *SOME[2:]))], address)
    with open_to_read(address) as server:
        assert rows_of(server, "documenti").total() == 2


def test_a_full_disk_is_told(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.catalogue.postgresql.build.derive", full)
    with pytest.raises(OutputError, match=r"No space left.*TMPDIR"):
        build([str(write(tmp_path / "out.jsonl", *SOME))], address)


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path, address: str) -> None:
    once = plan("a.txt", "Comune di Alfa", 2022, azione("Nido"))
    twice = replaced(once, interventi=once.interventi * 2)
    with pytest.raises(UsageError, match="one id"):
        build([str(write(tmp_path / "out.jsonl", twice))], address)
    with engine_of(address).connect() as connection:
        left = connection.exec_driver_sql(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).all()
    assert left == []


def test_rows_that_end_in_the_middle_leave_nothing(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Iterator[Any]:
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.catalogue.postgresql.build._words", interrupted)
    out = str(write(tmp_path / "out.jsonl", *SOME))
    with pytest.raises(KeyboardInterrupt):
        build([out], address)
    monkeypatch.undo()
    assert build([out], address).added == 5


def test_two_who_build_at_once_wait_for_each_other(tmp_path: Path, address: str) -> None:
    outs = [str(write(tmp_path / f"{n}.jsonl", document)) for n, document in enumerate(SOME)]
    threads = [Thread(target=build, args=([out], address)) for out in outs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_agree(built(tmp_path, *SOME)[0], address)


def test_an_older_catalogue_is_brought_up_to_date(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    build([out], address)
    with engine_of(address).begin() as connection:
        connection.exec_driver_sql("DROP VIEW partecipazioni")
        connection.exec_driver_sql("DELETE FROM voci")
        connection.exec_driver_sql("UPDATE interventi SET titolo = 'x'")
        connection.exec_driver_sql(_OLDER)
    with pytest.raises(UsageError, match="older attidati"), open_to_read(address):
        pass
    monkeypatch.setattr(
        server_store,
        "MIGRATIONS",
        {
            VERSION: lambda server: server.exec_driver_sql(
                "DELETE FROM documenti; DELETE FROM impronte"
            )
        },
    )
    assert build([out], address).added == 5
    assert_agree(built(tmp_path, *SOME)[0], address)


def test_migrations_are_those_of_the_file() -> None:
    assert server_store.MIGRATIONS.keys() == MIGRATIONS.keys()


def test_a_migration_that_changes_no_document_counts_anew(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    build([out], address)
    with engine_of(address).begin() as connection:
        connection.exec_driver_sql(_OLDER)
    monkeypatch.setattr(server_store, "MIGRATIONS", {VERSION: lambda _server: None})
    assert build([out], address).unchanged == 5
    assert_agree(built(tmp_path, *SOME)[0], address)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE versione SET versione = 1000", "newer attidati"),
        ("DROP TABLE versione", "not ours"),
    ],
)
def test_what_is_not_ours_is_left_alone(
    tmp_path: Path, address: str, statement: str, told: str
) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME[:1]))
    build([out], address)
    with engine_of(address).begin() as connection:
        connection.exec_driver_sql(statement)
    with pytest.raises(UsageError, match=told):
        build([out], address)


def test_a_catalogue_is_read_as_it_is(both: tuple[Path, str], address: str) -> None:
    with pytest.raises(UsageError, match="read-only"), open_to_read(both[1]) as server:
        server.exec_driver_sql("DELETE FROM issues")
    with pytest.raises(UsageError, match="holds no catalogue"), open_to_read(address):
        pass
    missing = both[1].replace("/catalogo", "/nessuno")
    with pytest.raises(UsageError, match="nessuno"), open_to_read(missing):
        pass


def test_one_who_may_not_write_is_told(both: tuple[Path, str], tmp_path: Path) -> None:
    with engine_of(both[1]).begin() as connection:
        connection.exec_driver_sql("CREATE ROLE lettore LOGIN")
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO lettore")
    reader = both[1].replace("attidati@", "lettore:segreto@")
    with open_to_read(reader) as server:
        assert rows_of(server, "interventi").total() == 8
    out = str(write(tmp_path / "out.jsonl", plan("z", "Zeta", 2022)))
    with pytest.raises(OutputError, match="permission denied") as told:
        build([out], reader)
    assert "segreto" not in str(told.value)


def test_without_a_server_the_tests_are_skipped_but_not_in_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.catalogue.server._programs", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install postgresql"), started():
        pass
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"), started():
        pass
