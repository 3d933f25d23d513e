"""Addresses of this room; a group that has the host to itself does without its name in them."""

from django.urls import path

from handbill.signup.views import desk, own, public

PAGES = [
    ("join/", public.sign_up, "sign_up"),
    ("join/details/", public.details, "sign_up_details"),
    ("join/thanks/<str:said>/", public.thanks, "sign_up_thanks"),
    ("join/news/<str:token>/", public.news, "sign_up_news"),
]

urlpatterns = [
    *(path(address, view, name=name) for address, view, name in PAGES),
    *(path(f"<slug:slug>/{address}", view, name=f"groups_{name}") for address, view, name in PAGES),
    path("yours/<str:token>/", own.own, name="own_page"),
    path("yours/<str:token>/erasure/", own.erasure, name="own_erasure"),
    path("set-up/sign-up/", desk.set_up, name="sign_up_set_up"),
    path("sign-ups/", desk.held, name="held_sign_ups"),
    path("<code:code>", public.sign_up, name="behind_the_square"),
    path("<slug:slug>/<code:code>", public.sign_up, name="behind_the_groups_square"),
]
