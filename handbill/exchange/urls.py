"""Addresses of this room."""

from django.urls import path

from handbill.exchange.views import calendars, coming_in, going_out, tokens
from handbill.exchange.webhooks import views as webhooks

urlpatterns = [
    path("set-up/exchange/", going_out.exchange, name="exchange"),
    path("set-up/exchange/people/", going_out.people, name="exchange_people"),
    path("set-up/exchange/facts.csv", going_out.counts, {"what": "facts"}, name="exchange_facts"),
    path("set-up/exchange/ledger.csv", going_out.counts, {"what": "ledger"}, name="exchange_ledger"),
    path("set-up/exchange/outings.csv", going_out.counts, {"what": "outings"}, name="exchange_outings"),
    path("set-up/exchange/import/", coming_in.import_page, name="import"),
    path("set-up/exchange/import/<uuid:id>/", coming_in.import_step, name="import_step"),
    path("set-up/exchange/import/<uuid:id>/undoing/", coming_in.undoing, name="import_undoing"),
    path("set-up/api/", tokens.tokens, name="api_tokens"),
    path("set-up/api/<uuid:id>/ending/", tokens.ending, name="api_token_ending"),
    path("set-up/webhooks/", webhooks.webhooks, name="webhooks"),
    path("set-up/webhooks/<uuid:id>/", webhooks.webhook, name="webhook"),
    path("set-up/webhooks/<uuid:id>/test/", webhooks.testing, name="webhook_testing"),
    path("set-up/webhooks/<uuid:id>/pause/", webhooks.pausing, name="webhook_pausing"),
    path("set-up/webhooks/<uuid:id>/going-on/", webhooks.resuming, name="webhook_resuming"),
    path("set-up/webhooks/<uuid:id>/removal/", webhooks.removing, name="webhook_removing"),
    path("me/calendar/", calendars.making, name="calendar_making"),
    path("me/calendar/ending/", calendars.ending, name="calendar_ending"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar"),
]
