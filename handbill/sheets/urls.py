"""Sheets of an outing, and one sheet."""

from django.urls import path

from handbill.sheets import views

urlpatterns = [
    path("outings/<uuid:outing_id>/sheets/", views.sheets, name="sheets"),
    path("outings/<uuid:outing_id>/sheets/<slug:kind>.pdf", views.pdf, name="sheets_pdf"),
    path("outings/<uuid:outing_id>/volunteers.pdf", views.for_volunteers, name="volunteers_pdf"),
    path("sheets/<uuid:sheet_id>/", views.sheet, name="sheet"),
    path("sheets/<uuid:sheet_id>/taking-back/", views.taking_back, name="sheet_taking_back"),
]
