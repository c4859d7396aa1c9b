"""HTTPS: who cannot prove who it is is not asked.

tests/support/tls holds an authority of the tests' own and a server's
certificate by it, for saker.localhost until 2126, with its key.
"""

import http.server
import os
import ssl
import threading

import case
from support import tree

TLS = os.path.join(tree.TESTS, "support", "tls")
NAMES = ("saker.localhost", "annan.localhost")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.headers["Host"].partition(":")[0],
                                  self.path))
        body = b"<html><title>Bidrag</title></html>"
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(TLS, "server.pem"))
        self.socket = context.wrap_socket(self.socket, server_side=True,
                                          do_handshake_on_connect=False)

    def handle_error(self, *_):
        pass  # a handshake that the client broke off, as it should


class Tls(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = Server()
        for name in NAMES:
            tree.write_funder(cls.funders, name.partition(".")[0], name,
                              ["SE"], ["https://%s:%d/" % (
                                  name, cls.server.server_port)])
        threading.Thread(target=cls.server.serve_forever,
                         daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def ask(self, data, *more):
        self.server.asked.clear()
        return self.medel("crawl", "--data", self.path(data), "--funders",
                          self.funders, "--allow-private", "--delay", "0.01",
                          "--timeout", "5", *more)

    def test_certificates(self):
        """None from an unknown authority, and none for another name."""
        unknown = self.ask("unknown")
        self.assertExit(unknown, 4)
        self.assertIn("certificate", unknown.err)
        self.assertEqual(self.server.asked, [])
        known = self.ask("known", "--cacert", os.path.join(TLS, "ca.pem"))
        self.assertExit(known, 4)
        self.assertIn(("saker.localhost", "/"), self.server.asked)
        self.assertNotIn("annan.localhost",
                         {host for host, _ in self.server.asked})
