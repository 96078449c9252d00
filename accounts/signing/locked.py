"""The page for somebody whose sign-in was tried too often. It says the same whether anybody has that address or not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = "900"
    return answer
