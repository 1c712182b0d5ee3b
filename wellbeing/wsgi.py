"""HTTP alone, for the many-machine size, where sockets have a process of their own."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")

application = get_wsgi_application()

from wellbeing.core.checks import refuse_unsafe_settings

refuse_unsafe_settings()
