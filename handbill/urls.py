"""Every address of the instance: the phone's under /field/, everything else is the desk's."""

from django.urls import include, path

urlpatterns = [
    path("field/", include("handbill.field.urls")),
    path("field/api/1/", include("handbill.sync.urls")),
    path("api/", include("handbill.exchange.api.urls")),
    path("", include("handbill.base.urls")),
    path("", include("handbill.accounts.urls")),
    path("", include("handbill.copies.urls")),
    path("", include("handbill.press.web.urls")),
    path("", include("handbill.press.urls")),
    path("", include("handbill.plan.urls")),
    path("", include("handbill.people.urls")),
    path("", include("handbill.followup.urls")),
    path("", include("handbill.sync.desk_urls")),
    path("", include("handbill.sheets.urls")),
    path("", include("handbill.learn.urls")),
    path("", include("handbill.debrief.urls")),
    path("", include("handbill.mail.urls")),
    path("", include("handbill.notices.urls")),
    path("", include("handbill.exchange.urls")),
    path("", include("handbill.desk.urls")),
    path("", include("handbill.signup.urls")),  # last: a code in an address is whatever no page is called
]
handler404 = "handbill.base.views.not_found"
handler403 = "handbill.base.views.not_allowed"
handler500 = "handbill.base.views.broken"
