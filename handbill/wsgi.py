"""What the server process loads."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
gc.freeze()  # what is loaded now stays: the collector need not walk through it in the middle of a batch
