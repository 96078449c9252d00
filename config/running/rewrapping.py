"""After a new key was put first into the record's key ring: every wrapped key under it, so that the old one can go."""

from django.apps import apps
from django.db import models, transaction

from incidents.services import sealing

COLUMN = "key_wrapped"
BATCH = 500


def rewrap_all() -> dict[str, int]:
    """Model -> how many keys were wrapped anew. Interrupted, it can be run again. Raises SealBroken, KeyRingError."""
    return {model.__name__: _rewrap(model) for model in wrapping_models()}


def wrapping_models() -> list[type[models.Model]]:
    """Every model with a wrapped key, from the models themselves."""
    return [model for model in apps.get_models() if any(field.name == COLUMN for field in model._meta.concrete_fields)]


def _rewrap(model: type[models.Model]) -> int:
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            for row in model._base_manager.select_for_update().filter(pk__in=keys[start : start + BATCH]):
                wrapped = sealing.rewrapped(getattr(row, COLUMN))
                model._base_manager.filter(pk=row.pk).update(**{COLUMN: wrapped})
    return len(keys)
