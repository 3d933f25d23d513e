"""Addresses of this room: the phone app's page, worker and files, and the API beside them."""

from django.urls import include, path

from handbill.field.views.shell import asset, manifest, shell, worker

urlpatterns = [
    path("", shell, name="phone_shell"),
    path("worker.js", worker, name="phone_worker"),
    path("manifest.webmanifest", manifest, name="phone_manifest"),
    path("app/<str:version>/<path:path>", asset, name="phone_asset"),
    path("api/1/", include("handbill.field.api_urls")),
]
