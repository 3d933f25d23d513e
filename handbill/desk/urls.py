"""The front page."""

from django.urls import path

from handbill.desk import views

urlpatterns = [path("", views.today, name="today")]
