"""A web server whose pages are made when they are asked for.

siteserver serves files; this one is for pages that are never the same twice,
and for sites that have a page for every address.
"""

import collections
import http.server
import threading

Asked = collections.namedtuple("Asked", "host path status headers")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a client that was interrupted


class PageServer:
    """PAGES(host, path) gives (status, body) or (status, body, {header:
    value}); body is text, HTML unless a header says otherwise, or bytes, or an
    iterator of bytes without a length, which may have no end. It ends with the
    test's process at latest."""

    def __init__(self, pages):
        self.asked = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 1 << 16  # head and body in one packet

            def do_GET(self):
                host = self.headers.get("Host", "").split(":")[0]
                status, body, *more = pages(host, self.path)
                server.asked.append(Asked(host, self.path, status,
                                          dict(self.headers)))
                if isinstance(body, str):
                    body = body.encode("utf-8")
                length = {"Content-Length": str(len(body))} if isinstance(
                    body, bytes) else {"Connection": "close"}
                self.send_response(status)
                headers = {"Content-Type": "text/html; charset=utf-8",
                           **length, **(more[0] if more else {})}
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for part in [body] if isinstance(body, bytes) else body:
                    self.wfile.write(part)

            def log_message(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever,
                                       kwargs={"poll_interval": 0.05},
                                       daemon=True)
        self.thread.start()

    def paths(self, host, since=0):
        """What was asked of HOST, from request number SINCE on, but for
        robots.txt and sitemaps."""
        return [a.path for a in self.asked[since:] if a.host == host
                and not a.path.endswith((".txt", ".xml"))]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
