"""What the phones send to."""

from django.urls import path

from handbill.sync.views.facts import facts

urlpatterns = [path("facts", facts, name="facts")]
