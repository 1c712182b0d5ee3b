"""A bad line: a proxy that swallows a fifth of the requests, and a fifth of the answers."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOST = 0.2
NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "host"}


class _Many(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def bad_line(port: int, chance: random.Random) -> Iterator[tuple[str, Counter[str]]]:
    """Its address, and what happened on it so far. Half of what is lost is cut in the middle."""
    counted: Counter[str] = Counter()

    class Line(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            counted["asked"] += 1
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = self._pass_on(body)
            if answer and chance.random() >= LOST:
                self.wfile.write(answer)
                counted["answered"] += 1
            elif answer:
                counted["answers lost"] += 1
                self.wfile.write(answer[: len(answer) // 3] if chance.random() < 0.5 else b"")
            self.close_connection = True

        do_GET = do_POST = do_DELETE = do_PUT  # noqa: N815  as the base class has them

        def _pass_on(self, body: bytes) -> bytes:
            """What the server said; nothing where the request or the server was lost."""
            whole = chance.random() >= LOST
            counted["requests lost"] += not whole
            if not whole and chance.random() < 0.5:
                return b""
            onward = HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                return self._asked(onward, body if whole else body[: len(body) // 2], whole)
            except (OSError, HTTPException):
                counted["server away"] += whole
                return b""
            finally:
                onward.close()

        def _asked(self, onward: HTTPConnection, body: bytes, whole: bool) -> bytes:
            onward.putrequest(self.command, self.path, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in NOT_PASSED_ON:
                    onward.putheader(name, value)
            onward.endheaders(body)
            if not whole:
                return b""
            answer = onward.getresponse()
            content = answer.read()
            head = [f"HTTP/1.1 {answer.status} {answer.reason}"]
            head += [f"{n}: {v}" for n, v in answer.getheaders() if n.lower() not in NOT_PASSED_ON]
            head += ["Connection: close", "", ""]
            return "\r\n".join(head).encode("latin-1") + content

        def log_message(self, *args: object) -> None:
            pass

    server = _Many(("127.0.0.1", 0), Line)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", counted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
