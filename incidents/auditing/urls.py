from django.urls import path

from incidents.auditing import views

urlpatterns = [
    path("ledger/", views.ledger_page, name="ledger"),
    path("ledger/check/", views.check, name="ledger-check"),
    path("ledger/export/", views.export, name="ledger-export"),
    path("ledger/checkpoints/", views.checkpoints, name="ledger-checkpoints"),
]
