from django.urls import path

from casework.api import place, views

urlpatterns = [
    path("law/applicable/", place.ApplicableLaw.as_view(), name="api-applicable-law"),
    path("incidents/<uuid:identifier>/evaluation/", views.EvaluationOfIncident.as_view(), name="api-evaluation"),
    path("incidents/<uuid:identifier>/findings/", views.FindingsOfIncident.as_view(), name="api-findings"),
]
