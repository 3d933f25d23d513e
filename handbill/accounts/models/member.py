"""Who belongs to the group, who is invited, and what each did with cards, keys and rights."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from handbill.accounts.managers import InvitationQuerySet, MemberManager
from handbill.accounts.models.group import Group
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.base.rows import WrittenOnce


class Role(models.TextChoices):
    ORGANISER = "organiser"
    VOLUNTEER = "volunteer"
    EDITOR = "editor"
    VIEWER = "viewer"


class Member(AbstractBaseUser):
    """Somebody with an account. There is no password hash: that her secret unwraps is the check."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    login = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=12, choices=Role.choices)
    language = models.CharField(max_length=35, blank=True)
    languages = models.JSONField(default=list)  # codes of those spoken; `language` is what she reads Handbill in
    email = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    salt = models.BinaryField(max_length=16)
    argon_passes = models.PositiveSmallIntegerField()
    argon_kib = models.PositiveIntegerField()
    wrapped_secret = models.BinaryField(max_length=120)
    password_number = models.PositiveIntegerField(default=1)  # counts changes of the password, so that old sessions end

    password = None
    last_login = None
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = []
    objects = MemberManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_is_one_of_four"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    @property
    def is_organiser(self) -> bool:
        return self.role == Role.ORGANISER

    @property
    def may_note(self) -> bool:
        """Come along, note facts and contacts."""
        return self.role in (Role.ORGANISER, Role.VOLUNTEER, Role.EDITOR)

    @property
    def may_write_remarks(self) -> bool:
        """Remarks, decisions and agreed answers."""
        return self.role in (Role.ORGANISER, Role.VOLUNTEER)

    @property
    def has_people(self) -> bool:
        """Whether people and follow-ups exist for her at all."""
        return self.role in (Role.ORGANISER, Role.VOLUNTEER)

    def get_session_auth_hash(self):
        """Changes with the password, so that other sessions end by themselves."""
        from django.utils.crypto import salted_hmac

        return salted_hmac("handbill.member", f"{self.id}:{self.password_number}", algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """A link for one use within 72 hours; only its hash is kept."""

    id = id_field()
    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=80, blank=True)
    token_hash = models.BinaryField(max_length=32, unique=True)
    # The texts secret under the link's own key, until it is used.
    locked_texts = models.BinaryField(max_length=120, null=True)
    lets_back_in = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="ways_back")
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.CASCADE, related_name="invitations_made")
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="invitations_used")
    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True, used_by__isnull=True)
                | models.Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_at_and_by_together",
            )
        ]


class AuditEntry(WrittenOnce):
    """What somebody did with people's cards, with keys or with rights: every organiser can read it."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="audit")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=40)  # a code from accounts.audit.WORDS
    about = models.CharField(max_length=40, blank=True)  # an id, never a name
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at"]
