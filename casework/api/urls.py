from django.urls import path

from casework.api import views

urlpatterns = [
    path("incidents/<uuid:identifier>/evaluation/", views.EvaluationOfIncident.as_view(), name="api-evaluation"),
    path("incidents/<uuid:identifier>/findings/", views.FindingsOfIncident.as_view(), name="api-findings"),
]
