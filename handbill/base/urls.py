"""Addresses of this room."""

from django.urls import path

from handbill.base.style import style
from handbill.base.views import healthz

urlpatterns = [path("style/<slug:digest>.css", style, name="style"), path("healthz", healthz, name="healthz")]
