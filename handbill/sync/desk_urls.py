"""The desk's page for rescue files."""

from django.urls import path

from handbill.sync.views.rescue import rescue

urlpatterns = [path("rescue/", rescue, name="rescue")]
