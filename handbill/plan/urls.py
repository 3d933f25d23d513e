"""Addresses of this room: nouns, and an odd verb becomes one."""

from django.urls import path

from handbill.plan.views import decisions, outing, outings, phones, places, square

urlpatterns = [
    path("outings/", outings.outings, name="outings"),
    path("outings/new/", outings.new_outing, name="outing_new"),
    path("outings/<uuid:outing_id>/", outing.outing, name="outing"),
    path("outings/<uuid:outing_id>/change/", outings.change, name="outing_change"),
    path("outings/<uuid:outing_id>/cancellation/", outings.cancellation, name="outing_cancellation"),
    path("outings/<uuid:outing_id>/next/", outings.the_next, name="outing_next"),
    path("outings/<uuid:outing_id>/coming/", outing.coming, name="outing_coming"),
    path("outings/<uuid:outing_id>/copies/", outing.copies, name="outing_copies"),
    path("outings/<uuid:outing_id>/copies/guess/", outing.guess, name="outing_guess"),
    path("outings/<uuid:outing_id>/guide/", outing.guide, name="outing_guide"),
    path("outings/<uuid:outing_id>/checklist/", outing.checklist, name="outing_checklist"),
    path("outings/<uuid:outing_id>/checklist/<uuid:item_id>/", outing.checklist_item, name="outing_checklist_item"),
    path("outings/<uuid:outing_id>/pass/", square.square, name="square"),
    path("outings/<uuid:outing_id>/pass/revocation/", square.revocation, name="square_revocation"),
    path("places/", places.places, name="places"),
    path("places/<uuid:place_id>/", places.place, name="place"),
    path("places/<uuid:place_id>/ending/", places.place_ending, name="place_ending"),
    path("joinings/<uuid:joining_id>/ending/", phones.joining_ending, name="joining_ending"),
    path("decisions/<uuid:decision_id>/outcome/", decisions.decision_outcome, name="decision_outcome"),
]
