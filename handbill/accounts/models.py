"""Who the group is, who belongs to it, and the keys everything is sealed to."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from handbill.accounts.managers import InvitationQuerySet, KeyQuerySet, MemberManager, WordingQuerySet
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.base.rows import WrittenOnce


class Instance(models.Model):
    """One row: what this database is. `generation` changes when it was restored from a backup."""

    generation = models.CharField(max_length=40)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="an_instance_is_one_row")]


class Group(models.Model):
    """An organisation, or a branch of one."""

    id = id_field()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(max_length=35, default="en")
    country = models.CharField(max_length=2, default="GB")
    timezone = models.CharField(max_length=60, default="Europe/London")
    paper = models.CharField(max_length=120, blank=True)
    ink = models.CharField(max_length=7, default="#0E5362")
    created_at = models.DateTimeField(default=now)

    def __str__(self):
        return self.name


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


class Key(models.Model):
    """A public key things are sealed to. Secrets exist only wrapped, in KeyWrap or in Member.wrapped_secret."""

    class Kind(models.TextChoices):
        CARDS = "cards"  # the group's key of an epoch
        TEXTS = "texts"  # texts of the group that are no cards
        NO_CONTACT = "no_contact"  # of the entries of people who want no contact; outlives the epochs
        RECOVERY = "recovery"
        MEMBER = "member"

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="keys")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    epoch = models.PositiveIntegerField(default=1)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="keys")
    public = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(default=now)
    printed_at = models.DateTimeField(null=True, blank=True)  # a recovery sheet: a word of it was typed back
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = KeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="member", member__isnull=False)
                | ~models.Q(kind="member") & models.Q(member__isnull=True),
                name="a_members_key_names_its_member",
            ),
            models.UniqueConstraint(
                fields=["group", "kind", "epoch"],
                condition=~models.Q(kind="member"),
                name="one_key_of_a_kind_per_epoch",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(kind="member", ended_at__isnull=True),
                name="one_current_key_per_member",
            ),
        ]


class KeyWrap(models.Model):
    """The secret of `key`, sealed to another key (a member's, the recovery key, or the next epoch's)."""

    group = models.ForeignKey(Group, models.PROTECT)
    key = models.ForeignKey(Key, models.CASCADE, related_name="wraps")
    reader = models.ForeignKey(Key, models.CASCADE, related_name="opens")
    sealed = models.BinaryField(max_length=120)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "reader"], name="one_wrap_per_key_and_reader")]


class Session(AbstractBaseSession):
    """`session_key` holds SHA-256("row" | token): the token itself is only in the cookie."""

    session_key = models.CharField(max_length=64, primary_key=True)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="sessions")
    used_at = models.DateTimeField(default=now)
    kept = models.BinaryField(max_length=120, null=True)  # the member's secret under the cookie's token; None: locked

    @classmethod
    def get_session_store_class(cls):
        from handbill.accounts.sessions import SessionStore

        return SessionStore


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


class Phone(models.Model):
    """A phone is a stack of copies, not a person. It makes a fresh id for each group."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="phones")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="phones")
    name = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(default=now)


class Wording(models.Model):
    """The very words people are asked to agree to. A changed text is a new row; ids once given stay valid."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12)  # follow_up, news
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=400)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="one_wording_per_number")]


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


class EnrolledPhone(models.Model):
    """A member's own phone that six digits unlock: the server's share of the way to her secret. Opens nothing alone."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    member = models.ForeignKey(Member, models.CASCADE, related_name="enrolled_phones")
    share = models.BinaryField(max_length=32)
    pin_check = models.BinaryField(max_length=32)
    wrap = models.BinaryField(max_length=120)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(wrong_tries__lt=5), name="an_enrolled_phone_has_tries_left")
        ]
