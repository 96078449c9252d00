"""Typed readers of the environment. Every setting an operator can change is read through one of these."""

import os
from pathlib import Path

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


def secret(name: str, file: Path) -> str:
    """A secret from the environment, else from a file. There is no default: a missing one stops the start."""
    value = text(name)
    if value:
        return value
    if file.is_file():
        return file.read_text().strip()
    raise ImproperlyConfigured(f"{name} is not set and {file.name} does not exist. Run `make setup`, or set {name}.")
