"""The instance's routes and the page of parts, which an instance has only with DEBUG."""

from django.urls import path

from config import urls, views

urlpatterns = [*urls.urlpatterns, path("parts/", views.parts, name="parts")]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
