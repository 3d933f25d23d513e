import django.db.models.deletion
import handbill.base.clock
import handbill.base.fields
import handbill.base.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('copies', '0001_initial'),
        ('plan', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('title', models.CharField(blank=True, max_length=160)),
                ('deck', models.CharField(blank=True, max_length=400)),
                ('body', models.TextField(blank=True)),
                ('byline', models.CharField(blank=True, max_length=120)),
                ('dateline', models.CharField(blank=True, max_length=160)),
                ('language', models.CharField(default='en', max_length=35)),
                ('sources', models.TextField(blank=True, max_length=2000)),
                ('box', models.TextField(blank=True, max_length=4000)),
                ('pull_quote', models.CharField(blank=True, max_length=300)),
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('second', 'Waits for a second reader'), ('ready', 'Read')], default='draft', max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('changed_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='accounts.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plan.outing')),
                ('read_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('alt', models.CharField(blank=True, max_length=300)),
                ('caption', models.CharField(blank=True, max_length=300)),
                ('credit', models.CharField(blank=True, max_length=120)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='accounts.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('title', models.CharField(blank=True, max_length=160)),
                ('deck', models.CharField(blank=True, max_length=400)),
                ('body', models.TextField(blank=True)),
                ('byline', models.CharField(blank=True, max_length=120)),
                ('dateline', models.CharField(blank=True, max_length=160)),
                ('language', models.CharField(default='en', max_length=35)),
                ('sources', models.TextField(blank=True, max_length=2000)),
                ('box', models.TextField(blank=True, max_length=4000)),
                ('pull_quote', models.CharField(blank=True, max_length=300)),
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('begun_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('saved_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='press.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plan.outing')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='press.picture')),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='picture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='press.picture'),
        ),
        migrations.CreateModel(
            name='PictureSize',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('jpeg', 'JPEG'), ('png', 'PNG')], max_length=4)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sizes', to='press.picture')),
            ],
            options={
                'ordering': ['width'],
            },
        ),
        migrations.CreateModel(
            name='PictureUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picture_uses', to='press.article')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='press.picture')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='PrintOrder',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('proof', 'Proof'), ('batches', 'For print, batch by batch')], max_length=8)),
                ('options', models.JSONField(default=dict)),
                ('origin', models.CharField(blank=True, max_length=200)),
                ('asked_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('total', models.PositiveSmallIntegerField(default=1)),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('content', models.BinaryField(null=True)),
                ('failed', models.CharField(blank=True, max_length=200)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='print_orders', to='copies.issue')),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RunningPiece',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('page', models.PositiveSmallIntegerField()),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('is_lead', models.BooleanField(default=False)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='press.article')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='copies.issue')),
            ],
            options={
                'ordering': ['page', '-is_lead', 'order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='StandingText',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(choices=[('stand_for', 'What we stand for'), ('imprint', 'Imprint'), ('find_us', 'Where to find us')], max_length=10)),
                ('language', models.CharField(max_length=35)),
                ('title', models.CharField(max_length=120)),
                ('body', models.TextField(max_length=4000)),
                ('changed_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_texts', to='accounts.group')),
            ],
            options={
                'ordering': ['key', 'language'],
            },
        ),
        migrations.CreateModel(
            name='IssueMake',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('print_on', models.DateField(blank=True, null=True)),
                ('paper', models.CharField(choices=[('a4', 'A4'), ('a3', 'A3, folded to A4 pages'), ('tabloid', 'Tabloid')], default='a4', max_length=8)),
                ('pages', models.PositiveSmallIntegerField(default=4)),
                ('languages', models.JSONField(default=list)),
                ('copies_planned', models.PositiveIntegerField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='makes', to='accounts.group')),
                ('issue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='make', to='copies.issue')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ready_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-made_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('pages__gte', 1), ('pages__lte', 16)), name='an_issue_has_1_to_16_pages'), models.CheckConstraint(condition=models.Q(models.Q(('ready_at__isnull', True), ('ready_by__isnull', True)), models.Q(('ready_at__isnull', False), ('ready_by__isnull', False)), _connector='OR'), name='issue_ready_at_and_by_together'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='issue_published_at_and_by_together'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('ready_at__isnull', False), _connector='OR'), name='only_what_is_ready_is_published')],
            },
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('height__gte', 1), ('width__gte', 1)), name='a_picture_has_an_area'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(fields=('group', 'sha256'), name='one_picture_of_the_same_bytes'),
        ),
        migrations.AddConstraint(
            model_name='edit',
            constraint=models.UniqueConstraint(fields=('article', 'version'), name='one_edit_per_version'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['group', 'changed_at'], name='article_by_change'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='an_article_past_the_draft_was_asked_about'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', False), ('read_by__isnull', False), ('status', 'ready')), models.Q(models.Q(('status', 'ready'), _negated=True), ('read_at__isnull', True), ('read_by__isnull', True)), _connector='OR'), name='an_article_is_ready_once_it_was_read'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('read_by__isnull', True), models.Q(models.Q(('read_by', models.F('asked_by')), _negated=True), models.Q(('read_by', models.F('changed_by')), _negated=True)), _connector='OR'), name='the_second_reader_is_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='picturesize',
            constraint=models.UniqueConstraint(fields=('picture', 'width'), name='one_size_of_a_picture_per_width'),
        ),
        migrations.AddConstraint(
            model_name='pictureuse',
            constraint=models.UniqueConstraint(fields=('article', 'order'), name='one_picture_per_spot_of_an_article'),
        ),
        migrations.AddConstraint(
            model_name='printorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', True), ('made_at__isnull', True)), models.Q(('content__isnull', False), ('made_at__isnull', False)), _connector='OR'), name='print_order_made_at_and_content_together'),
        ),
        migrations.AddConstraint(
            model_name='runningpiece',
            constraint=models.UniqueConstraint(fields=('issue', 'article'), name='an_article_stands_once_in_an_issue'),
        ),
        migrations.AddConstraint(
            model_name='runningpiece',
            constraint=models.UniqueConstraint(condition=models.Q(('is_lead', True)), fields=('issue',), name='one_lead_per_issue'),
        ),
        migrations.AddConstraint(
            model_name='runningpiece',
            constraint=models.CheckConstraint(condition=models.Q(('is_lead', False), ('page', 1), _connector='OR'), name='the_lead_stands_on_page_one'),
        ),
        migrations.AddConstraint(
            model_name='runningpiece',
            constraint=models.CheckConstraint(condition=models.Q(('page__gte', 1), ('page__lte', 16)), name='a_piece_stands_on_a_page'),
        ),
        migrations.AddConstraint(
            model_name='standingtext',
            constraint=models.UniqueConstraint(fields=('group', 'key', 'language'), name='one_standing_text_per_language'),
        ),
    ]
