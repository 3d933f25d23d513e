"""Addresses of this room."""

from django.urls import path

from handbill.copies import views

urlpatterns = [path("copies/", views.batches, name="batches")]
