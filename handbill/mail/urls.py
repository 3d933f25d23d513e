"""Mail in the set-up, reminders on one's own page."""

from django.urls import path

from handbill.mail import views

urlpatterns = [
    path("set-up/mail/", views.account, name="mail_account"),
    path("set-up/mail/test/", views.test_mail, name="mail_test"),
    path("me/reminders/", views.my_reminders, name="my_reminders"),
]
