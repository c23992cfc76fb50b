"""Addresses of a server: `postgresql://user@host/database`, as other tools write them.

The password is better left out of the address and put into `PGPASSWORD`. `?sslmode=` is understood
(`verify-full` checks the certificate), and a `host` that is a folder is that of a Unix socket.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import ssl

    from sqlalchemy import URL, Engine

_SCHEMES = ("postgresql://", "postgres://", "postgresql+pg8000://")
_UNENCRYPTED = frozenset({"disable", "allow", "prefer"})
_UNCHECKED = "require"
_CHECKED = "verify-full"


def is_address(database: str) -> bool:
    """Whether a database is named by the address of a server, not by the path of a file."""
    return database.startswith(_SCHEMES)


def shown(address: str) -> str:
    """The address without its password, for messages."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(address).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return address.partition("://")[0] + "://…"


def check_installed() -> None:
    """Before anything else of this package is imported.

    Raises:
        UsageError: SQLAlchemy or pg8000 is not installed.
    """
    try:
        import pg8000.dbapi  # noqa: F401  whether it is there is what is asked
        import sqlalchemy  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "PostgreSQL needs SQLAlchemy and pg8000: pip install 'attidati[postgresql]'."
        ) from error


def engine_of(address: str) -> Engine:
    """What opens connections to this address; none is opened yet.

    Raises:
        UsageError: this is no address.
    """
    from sqlalchemy import NullPool, create_engine, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{shown(address)} is no address. postgresql://user@host/base") from error
    return create_engine(
        _plain(url),
        connect_args=_arguments(url),
        poolclass=NullPool,
        client_encoding="utf8",
    )


def _plain(url: URL) -> URL:
    plain = url.set(drivername="postgresql+pg8000", query={})
    return plain if plain.password else plain.set(password=os.environ.get("PGPASSWORD"))


def _arguments(url: URL) -> dict[str, Any]:
    """What of the address the driver calls by another name."""
    arguments: dict[str, Any] = {"application_name": "attidati"}
    for name, value in url.query.items():
        if name == "host" and isinstance(value, str) and value.startswith("/"):
            arguments["unix_sock"] = f"{value}/.s.PGSQL.{url.port or 5432}"
        elif name == "sslmode" and value in _UNENCRYPTED:
            continue
        elif name == "sslmode" and value in (_UNCHECKED, _CHECKED):
            arguments["ssl_context"] = _encrypted(is_checked=value == _CHECKED)
        else:
            raise UsageError(
                f"{shown(str(url))}: {name}={value} is not understood. "
                f"Only sslmode and host (the folder of a socket) are."
            )
    return arguments


def _encrypted(is_checked: bool) -> ssl.SSLContext:
    import ssl

    context = ssl.create_default_context()
    if not is_checked:  # what `require` means to PostgreSQL's own tools
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
