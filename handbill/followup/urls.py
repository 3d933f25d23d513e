"""Addresses of getting back to people."""

from django.urls import path

from handbill.followup import views

urlpatterns = [
    path("follow-ups/<uuid:id>/outcome/", views.outcome, name="outcome"),
    path("follow-ups/<uuid:id>/due/", views.due, name="due"),
    path("attempts/<uuid:id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("people/<uuid:id>/", views.person, name="person"),
    path("people/<uuid:id>/owner/", views.owner, name="owner"),
]
