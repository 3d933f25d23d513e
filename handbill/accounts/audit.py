"""What was done with cards, keys and rights; every organiser of the group reads it."""

from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import AuditEntry, Member

WORDS = {
    "group_founded": _("founded the group"),
    "invited": _("invited somebody"),
    "let_in_organiser": _("let an organiser in to all cards"),
    "accepted_invitation": _("accepted an invitation"),
    "came_back": _("came back in with a new password"),
    "phone_enrolled": _("set a PIN for a phone"),
    "password_changed": _("changed the password"),
    "member_ended": _("ended a member"),
    "role_changed": _("changed a role"),
    "asked_for_cards": _("asked to be let in to the cards"),
    "group_changed": _("changed what the group is called or where it is"),
    "wording_changed": _("changed the words of agreement"),
    "invitation_withdrawn": _("withdrew an invitation"),
    "new_epoch": _("began a new key"),
    "new_recovery_sheet": _("made a new recovery sheet"),
    "recovery_sheet_used": _("used the recovery sheet"),
    "second_factor_set": _("set up a code from a second device"),
    "second_factor_ended": _("no longer wants a code from a second device"),
    "passkey_added": _("added a passkey"),
    "passkey_ended": _("took a passkey away"),
    "session_ended": _("signed a browser out"),
    "pin_ended": _("ended a phone’s PIN"),
    "phone_ended": _("stopped a phone at an outing"),
    "devices_ended": _("signed a member out everywhere"),
    "languages_changed": _("noted which languages a member speaks"),
    "cards_opened": _("opened cards"),
    "card_erased": _("erased a card"),
    "card_corrected": _("corrected a card"),
    "tag_ended": _("ended a tag"),
    "card_kept": _("kept somebody whom the rule on forgetting would have erased"),
    "forgetting_rule_set": _("changed the rule on forgetting people"),
    "erased_by_rule": _("the rule on forgetting erased a card"),
    "erased_themselves": _("the person themselves erased their card"),
    "withdrew_themselves": _("the person themselves took back what they had agreed to"),
    "asked_themselves": _("the person themselves asked for a correction or for their card"),
    "answered_what_was_asked": _("answered what somebody had asked for on their own page"),
    "own_links_revoked": _("ended the links to somebody’s own page"),
    "consent_noted": _("noted that somebody agreed to something more"),
    "consent_withdrawn": _("noted that somebody took back what they had agreed to"),
    "no_contact_kept": _("left somebody in peace who had said that they want no contact"),
    "card_handed_over": _("handed a card over"),
    "merged": _("put two cards together"),
    "merge_taken_back": _("took two cards apart again"),
    "two_people": _("said that two cards are two people"),
    "two_people_taken_back": _("took back that two cards are two people"),
    "rescue_imported": _("brought in a rescue file"),
    "never_confirmed": _("erased somebody who never said yes to the mail that asked"),
    "sign_up_accepted": _("took in a sign-up that had looked odd"),
    "mail_set_up": _("set up mail"),
    "mail_ordered": _("ordered a mailing"),
    "mail_resumed": _("went on with a mailing"),
    "mail_paused": _("paused a mailing"),
    "mail_cancelled": _("stopped a mailing for good"),
    "address_taken_up": _("let an address that took no mail be tried again"),
    "texted": _("wrote text messages from their own phone"),
    "sign_ups_thrown_away": _("threw away sign-ups that had looked odd"),
}


def note(by: Member, what: str, about="", count: int = 1) -> AuditEntry:
    """Add a line: who, what (a code of WORDS), about which id, how many."""
    return AuditEntry.objects.create(group_id=by.group_id, by=by, what=what, about=str(about), count=count)
