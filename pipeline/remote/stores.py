"""Stores as fsspec has them: which one a URL is of, and what its refusals mean to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.remote import legible_url, scheme

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_AMAZON = (
    "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for a public bucket, "
    """FSSPEC_S3='{"anon": true}'."""
)
_AZURE = "Set AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY."
_CREDENTIALS = {
    "s3": _AMAZON,
    "s3a": _AMAZON,
    "abfs": _AZURE,
    "abfss": _AZURE,
    "az": _AZURE,
}
"""By scheme, how a store is told who asks."""

_PACKAGES = {"abfs": "adlfs", "abfss": "adlfs", "az": "adlfs", "gs": "gcsfs", "gcs": "gcsfs"}
"""By scheme, what fsspec needs besides; `s3://` and `https://` are in the extra."""


def store(url: str) -> tuple[AbstractFileSystem, str]:
    """The store of a URL, and the path in it.

    Raises:
        UsageError: there is no such store, or its library is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError as error:
        told = f"{scheme(url)}:// needs fsspec: pip install 'attidati[remote]'."
        raise UsageError(told) from error
    try:
        found: tuple[AbstractFileSystem, str] = url_to_fs(url)
    except ImportError as error:
        package = _PACKAGES.get(scheme(url), "'attidati[remote]'")
        told = f"{scheme(url)}:// needs a library that is not installed: pip install {package}."
        raise UsageError(told) from error
    except ValueError as error:
        told = f"{legible_url(url)} cannot be understood: {error}. Known are s3://, https:// and"
        raise UsageError(f"{told} others of fsspec.") from error
    return found


def refusal(error: Exception, url: str) -> tuple[str, str]:
    """What a store's refusal means, and the remedy.

    Stores raise exceptions of many libraries: those that are not of the system go by their names.
    """
    name = legible_url(url)
    kind = type(error).__name__
    if kind == "NoCredentialsError" or "credentials" in kind.lower():
        remedy = _CREDENTIALS.get(scheme(url), "See the documents of the store's library.")
        return f"{name}: no credentials are found for this store", remedy
    if isinstance(error, PermissionError):
        return f"{name}: the store refuses access", "Check the credentials and what they allow."
    status = getattr(error.__cause__, "status", None)
    if status:
        return f"{name}: the server answers {status}", "Check the address and the rights to it."
    if isinstance(error, FileNotFoundError) and scheme(url) not in ("http", "https"):
        return f"{name} is not there", "Check the bucket and the path."
    told = legible_url(" ".join(str(error.__cause__ or error).split()))[:200] or kind
    return f"{name} cannot be reached: {told}", "Check the network and the address, and run again."
