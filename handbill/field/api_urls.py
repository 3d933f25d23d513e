"""The phones' API, version 1; POST facts is in sync."""

from django.urls import path

from handbill.field.views.api import join, outing

urlpatterns = [path("join", join, name="join"), path("outing", outing, name="outing")]
