"""Addresses of this room."""

from django.urls import path

from handbill.learn import views

urlpatterns = [
    path("learn/", views.learn, name="learn"),
]
