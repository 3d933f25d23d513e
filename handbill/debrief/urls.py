"""Addresses of this room."""

from django.urls import path

from handbill.debrief import views

urlpatterns = [
    path("outings/<uuid:outing_id>/debrief/", views.debrief, name="debrief"),
    path("outings/<uuid:outing_id>/debrief/debrief.pdf", views.pdf, name="debrief_pdf"),
    path("outings/<uuid:outing_id>/debrief/facts/<slug:name>/", views.facts, name="debrief_facts"),
    path("outings/<uuid:outing_id>/debrief/remarks/", views.remarks, name="debrief_remarks"),
    path(
        "outings/<uuid:outing_id>/debrief/remarks/<uuid:fact_id>/retraction/",
        views.remark_retraction,
        name="debrief_remark_retraction",
    ),
    path("outings/<uuid:outing_id>/debrief/article/", views.article, name="debrief_article"),
    path("outings/<uuid:outing_id>/debrief/decisions/", views.decisions, name="debrief_decisions"),
]
