"""Addresses of this room."""

from django.urls import path

from handbill.base.style import style

urlpatterns = [path("style/<slug:digest>.css", style, name="style")]
