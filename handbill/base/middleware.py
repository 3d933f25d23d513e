"""What every answer goes through: a safe origin, closed headers, refusals as pages."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DataError
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from handbill.base.errors import Refusal
from handbill.base.refusals import refused

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PERMISSIONS = "accelerometer=(), browsing-topics=(), camera=({camera}), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class SecureOrigin:
    """Plain http is answered on the loopback address only: elsewhere names would cross the network in clear."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            host = request.get_host().rsplit(":", 1)[0]
        except DisallowedHost:
            return HttpResponse(
                _("This address is not the desk’s own."), status=400, content_type="text/plain; charset=utf-8"
            )
        if request.is_secure() or host in LOOPBACK:
            return self.get_response(request)
        sentence = _(
            "Handbill answers over https only, so that nobody on the way can read along. Nothing was lost. Open it with https, or on this machine."
        )
        return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")


class SecurityHeaders:
    """Closed by default; a view that needs more says so by setting the header itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS.format(camera=""))
        # Not no-referrer: browsers then send `Origin: null` with our own forms, which the CSRF check must refuse.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.IS_HTTPS:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        return response


class RefusalsAsPages:
    """A Refusal that no view caught becomes a page with its sentence, or JSON where the caller speaks it.

    A NUL that came as far as PostgreSQL, which keeps none, is refused too; nobody types one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DataError) and "cannot contain NUL" in str(exception):
            exception = Refusal("unwritable", _("What was sent is not as described. Nothing was changed."), 422)
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/field/api/") or "application/json" in request.headers.get("Accept", ""):
            response = JsonResponse(exception.as_wire(), status=exception.status)
        else:
            response = refused(request, exception)
        if exception.retry_after:
            response.headers["Retry-After"] = str(exception.retry_after)
        return response
