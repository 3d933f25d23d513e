"""The front page and the help."""

from django.urls import path

from handbill.desk import views

urlpatterns = [
    path("", views.today, name="today"),
    path("help/", views.help_page, name="help"),
    path("help/<slug:name>/", views.help_page, name="guide"),
]
