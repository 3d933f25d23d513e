"""A member's devices, and the worker that shows a notice."""

from django.urls import path

from handbill.notices import views

urlpatterns = [
    path("me/notices/", views.notices, name="notices"),
    path("me/notices/worker.js", views.worker, name="notice_worker"),
    path("me/notices/<uuid:id>/ending/", views.ending, name="notice_ending"),
]
