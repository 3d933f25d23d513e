"""Addresses of coming in and of Set-up."""

from django.urls import path

from handbill.accounts.views import coming_in, enrolling, founding, joining, members, mine, wordings

urlpatterns = [
    path("sign-in/", coming_in.sign_in_page),
    path("sign-in/code/", joining.code_page),
    path("unlock/", coming_in.unlock_page),
    path("lock/", coming_in.lock_page),
    path("sign-out/", coming_in.sign_out_page),
    path("invitation/", joining.invitation_page),
    path("recovery/", joining.recovery_page),
    path("me/", mine.my_page),
    path("pin/", enrolling.pin_page),
    path("me/phone/", enrolling.phone_page),
    path("me/phone/forgetting/", enrolling.forget_phone),
    path("me/password/", mine.password_page),
    path("me/sessions/", mine.end_other_sessions),
    path("me/second-factor/", mine.second_factor_page),
    path("set-up/1/", founding.group_step),
    path("set-up/2/", founding.member_step),
    path("set-up/3/", founding.sheet_step),
    path("set-up/sheet/", founding.sheet_page),
    path("set-up/", members.members_page),
    path("set-up/invitations/", members.invitations),
    path("set-up/invitations/<uuid:id>/withdrawal/", members.withdraw_invitation),
    path("set-up/members/<uuid:id>/key/", members.let_in),
    path("set-up/members/<uuid:id>/way-back/", members.way_back),
    path("set-up/members/<uuid:id>/role/", members.role_page),
    path("set-up/members/<uuid:id>/ending/", members.ending),
    path("set-up/group/", members.group_page),
    path("set-up/keys/", members.keys_page),
    path("set-up/keys/sheet/", members.new_sheet),
    path("set-up/audit/", members.audit_page),
    path("set-up/wordings/", wordings.wordings_page),
    path("set-up/wordings/<uuid:id>/", wordings.wording_page),
    path("asking/", members.asking),
]
