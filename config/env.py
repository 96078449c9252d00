"""Typed readers of the environment. Every setting an operator can change is read through one of these."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    """A yes/no setting; anything but a plain yes or no is an error, never a silent no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def path(name: str, default: Path) -> Path:
    value = text(name)
    return Path(value).expanduser().resolve() if value else default


def folder(name: str) -> Path | None:
    """A folder elsewhere, by its whole path; None where the operator named none."""
    value = text(name)
    if value and not Path(value).expanduser().is_absolute():
        raise ImproperlyConfigured(f"{name}={value!r}: write the whole path of a folder, such as /mnt/elsewhere/threshold.")
    return Path(value).expanduser() if value else None


def origin(name: str, default: str) -> str:
    """The address people use, without a path: `https://example.org`, or with a port."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
        raise ImproperlyConfigured(
            f"{name}={value!r}: write the address that people use, such as https://threshold.example.org"
        )
    return value


def second_origin(name: str, first: str) -> str:
    """Another host name of the same instance, as secure as the first; empty where the operator named none."""
    if not text(name):
        return ""
    value = origin(name, "")
    if value.partition("://")[2] == first.partition("://")[2] or value.partition("://")[0] != first.partition("://")[0]:
        raise ImproperlyConfigured(
            f"{name}={value!r}: write another host name than that of ORIGIN, with the same https:// before it"
        )
    return value


def address(name: str) -> str:
    """An address of a service elsewhere, http or https; empty where the operator named none."""
    value = text(name)
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.username):
        raise ImproperlyConfigured(f"{name}={value!r}: write the whole address, such as https://tsa.example.org/")
    return value


def host_of(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def secret(name: str, file: Path, *, least: int = 1) -> str:
    """A secret from the environment, else from a file, of at least so many characters. A missing one stops the start."""
    value = text(name) or (file.read_text().strip() if file.is_file() else "")
    if 0 < len(value) < least:
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters and needs {least}: take it out, and run `make setup`, which makes a good one."
        )
    if value:
        return value
    raise ImproperlyConfigured(f"{name} is not set and {file.name} does not exist. Run `make setup`, or set {name}.")
