"""HTTP, sockets and, in the one-machine size, the worker: one ASGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")

import django

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import path

from wellbeing.core.checks import refuse_unsafe_settings
from wellbeing.core.handler import PooledSyncHandler
from wellbeing.core.lifespan import with_lifespan
from wellbeing.notifications.consumers import LiveConsumer

refuse_unsafe_settings()
http = (
    PooledSyncHandler(settings.HANDLER_THREADS)
    if settings.POOLED_HANDLER
    else get_asgi_application()
)
sockets = OriginValidator(
    URLRouter([path("ws/live", LiveConsumer.as_asgi())]),
    settings.SOCKET_ORIGINS,
)
application = with_lifespan(ProtocolTypeRouter({"http": http, "websocket": sockets}))
