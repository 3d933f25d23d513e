"""Addresses of the web edition; a group that has the host to itself does without its name in them."""

from django.urls import path

from handbill.press.web import views

urlpatterns = [
    path("paper/web-edition.zip", views.files, name="read_files"),
    path("read/", views.page, name="read"),
    path("read/<str:name>", views.page, name="read_page"),
    path("<slug:slug>/read/", views.page, name="groups_read"),
    path("<slug:slug>/read/<str:name>", views.page, name="groups_read_page"),
]
