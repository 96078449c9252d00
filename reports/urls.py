"""Routes of the reports of a case."""

from django.urls import path

from reports import views

urlpatterns = [
    path("cases/<uuid:case>/reports/", views.case_reports, name="report-request"),
    path("reports/<uuid:report>/", views.report_page, name="report"),
    path("reports/<uuid:report>/again/", views.again, name="report-again"),
    path("reports/<uuid:report>/file/", views.download, name="report-file"),
    path("incidents/<uuid:identifier>/files/<str:key>/custody/", views.custody_paper, name="evidence-custody"),
]
