"""Mail in the set-up, reminders on one's own page, mailings, and the way out for whoever gets them."""

from django.urls import path

from handbill.mail.views import account, leaving, mailings, rounds

urlpatterns = [
    path("set-up/mail/", account.account, name="mail_account"),
    path("set-up/mail/test/", account.test_mail, name="mail_test"),
    path("me/reminders/", account.my_reminders, name="my_reminders"),
    path("mailings/", mailings.mailings, name="mailings"),
    path("mailings/new/", mailings.new, name="mailing_new"),
    path("mailings/stopped/", mailings.stopped, name="mail_stopped"),
    path("mailings/<uuid:mailing_id>/", mailings.mailing, name="mailing"),
    path("mailings/<uuid:mailing_id>/progress/", mailings.progress, name="mailing_progress"),
    path("mailings/<uuid:mailing_id>/preview/<slug:language>/", mailings.preview, name="mailing_preview"),
    path("mailings/<uuid:mailing_id>/preview/<slug:language>/mail.html", mailings.preview_page, name="mailing_page"),
    path("mailings/<uuid:mailing_id>/test/", mailings.test, name="mailing_test"),
    path("mailings/<uuid:mailing_id>/order/", mailings.order, name="mailing_order"),
    path("mailings/<uuid:mailing_id>/pause/", mailings.pause, name="mailing_pause"),
    path("mailings/<uuid:mailing_id>/going-on/", mailings.resume, name="mailing_resume"),
    path("mailings/<uuid:mailing_id>/stopping/", mailings.cancelling, name="mailing_cancelling"),
    path("mailings/<uuid:mailing_id>/round/", rounds.round_by_hand, name="mail_round"),
    path("off/<slug:token>/", leaving.off, name="mail_off"),
]
