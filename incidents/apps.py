from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from accounts import acts
        from incidents.services import ledger

        def write(actor: Any, act: str, subject: str, detail: dict[str, Any]) -> None:
            ledger.append(actor=actor, act=act, subject=subject, detail=detail)

        acts.record_with(write)
