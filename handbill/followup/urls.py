"""Addresses of getting back to people."""

from django.urls import path

from handbill.followup.views import call_list, first_sentences, offers, person, sharing

urlpatterns = [
    path("follow-ups/<uuid:id>/outcome/", person.outcome, name="outcome"),
    path("follow-ups/<uuid:id>/due/", person.due, name="due"),
    path("attempts/<uuid:id>/withdrawal/", person.withdrawal, name="withdrawal"),
    path("people/call-list/", call_list.call_list, name="call_list"),
    path("people/<uuid:id>/", person.person, name="person"),
    path("people/<uuid:id>/sorting/", person.sorting, name="sorting"),
    path("people/<uuid:id>/consents/", person.consents, name="consents"),
    path("people/<uuid:id>/links/", person.own_link, name="own_link"),
    path("people/<uuid:id>/links/ending/", person.links_ending, name="links_ending"),
    path("asked/<uuid:id>/answer/", person.asked_answer, name="asked_answer"),
    path("people/<uuid:id>/owner/", person.owner, name="owner"),
    path("people/<uuid:id>/next-step/", person.next_step, name="next_step"),
    path("offers/<uuid:id>/answer/", offers.answer, name="offer_answer"),
    path("offers/<uuid:id>/withdrawal/", offers.withdrawal, name="offer_withdrawal"),
    path("outings/<uuid:id>/share-out/", sharing.share_out, name="share_out"),
    path("share-outs/<uuid:id>/withdrawal/", sharing.withdrawal, name="deal_withdrawal"),
    path("joinings/<uuid:id>/invitation/", sharing.invitation, name="helper_invitation"),
    path("first-sentences/", first_sentences.first_sentences, name="first_sentences"),
]
