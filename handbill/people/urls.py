"""Addresses of people."""

from django.urls import path

from handbill.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/found/", views.find, name="find"),
    path("people/lists/", views.lists, name="lists"),
    path("people/lists/<uuid:id>/ending/", views.list_ending, name="list_ending"),
    path("people/twice/", views.twice, name="twice"),
    path("people/<uuid:id>/consents/<int:consent_id>/withdrawal/", views.consent_withdrawal, name="consent_withdrawal"),
    path("people/<uuid:id>/correction/", views.correction, name="correction"),
    path("people/<uuid:id>/erasure/", views.erasure, name="erasure"),
]
