"""The three answers of the app that are not plain files."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

# Served in place of the service worker when an operator switches it off: it takes itself away,
# with everything it kept, and reloads the pages that it served.
_GONE = """\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: "window" })) client.navigate(client.url);
})()));
"""


@cache
def _built(name: str) -> bytes:
    return (settings.FRONTEND_DIR / name).read_bytes()


@require_safe
@ensure_csrf_cookie
def index(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_built("index.html"))
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    body = _GONE.encode() if settings.SERVICE_WORKER_OFF else _built("sw.js")
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@csrf_exempt
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Shared words are the service worker's; if they get this far, they are dropped unread."""
    return HttpResponseRedirect("/")
