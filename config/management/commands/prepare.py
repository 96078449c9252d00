"""`manage.py prepare`: brings an instance up to what its code needs. Run again, it finds everything made and does nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from casework.services import releases


class Command(BaseCommand):
    help = "Translations, typefaces, database and static files, each made where it is missing or older than its source."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("compile_translations", stdout=self.stdout)
        call_command("make_fonts", stdout=self.stdout)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        releases.adopt_first()
        for folder in queue_folders():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if newest_source() > manifest_time():
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        self.stdout.write("database and static files: ready")


def queue_folders() -> list[Path]:
    """Where messages lie when the queue is a folder; Celery does not make them."""
    options: dict[str, Any] = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    return [Path(value) for name, value in options.items() if name.endswith(("_in", "control_folder", "processed_folder"))]


def newest_source() -> float:
    """When the youngest static file was changed, in seconds since the epoch."""
    found = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return max(Path(path).stat().st_mtime for path in found)


def manifest_time() -> float:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    return manifest.stat().st_mtime if manifest.is_file() else 0.0
