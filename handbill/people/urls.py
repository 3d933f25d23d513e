"""Addresses of people."""

from django.urls import path

from handbill.people import forgetting_views, sorting_views, views
from handbill.people.merging import views as merging

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/found/", views.find, name="find"),
    path("people/lists/", views.lists, name="lists"),
    path("people/lists/<uuid:id>/ending/", views.list_ending, name="list_ending"),
    path("people/twice/", merging.twice, name="twice"),
    path("people/twice/<uuid:first>/<uuid:second>/", merging.merging, name="merging"),
    path("people/twice/<uuid:first>/<uuid:second>/two/", merging.two_people, name="two_people"),
    path("people/two/<uuid:id>/withdrawal/", merging.two_people_withdrawal, name="two_people_withdrawal"),
    path("people/merges/<uuid:id>/withdrawal/", merging.merge_withdrawal, name="merge_withdrawal"),
    path("people/<uuid:id>/consents/<int:consent_id>/withdrawal/", views.consent_withdrawal, name="consent_withdrawal"),
    path("people/<uuid:id>/correction/", views.correction, name="correction"),
    path("people/forgotten-soon/", forgetting_views.forgotten_soon, name="forgotten_soon"),
    path("people/<uuid:id>/keeping/", forgetting_views.keeping, name="keeping"),
    path("set-up/tags/", sorting_views.tags, name="tags"),
    path("set-up/forgetting/", forgetting_views.rule, name="forgetting"),
    path("people/<uuid:id>/erasure/", views.erasure, name="erasure"),
]
