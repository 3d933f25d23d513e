"""Addresses of the web edition; a group that has the host to itself does without its name in them."""

from django.urls import path

from handbill.press.web import views

urlpatterns = [
    path("<slug:slug>/read/ink.css", views.ink, name="paper_ink"),
]
