"""Runs nginx, a real web server, over a folder: what the crawler meets most."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time

CONFIG = """\
%(user)s
daemon off;
master_process off;
worker_processes 1;
pid %(work)s/pid;
error_log %(work)s/error.log;
events { worker_connections 256; }
http {
    types {
        text/html html;
        text/xml xml;
        text/plain txt;
        application/pdf pdf;
    }
    default_type application/octet-stream;
    charset utf-8;
    log_format tests '$msec\\t$connection\\t$host\\t$request_uri\\t$status\\t'
                     '$body_bytes_sent\\t$http_if_none_match\\t'
                     '$http_range\\t$sent_http_content_encoding';
    access_log %(log)s;
    client_body_temp_path %(work)s/body;
    proxy_temp_path %(work)s/proxy;
    fastcgi_temp_path %(work)s/fastcgi;
    uwsgi_temp_path %(work)s/uwsgi;
    scgi_temp_path %(work)s/scgi;
    etag on;
    gzip on;
    gzip_min_length 200;
    keepalive_requests %(keepalive)d;
    server {
        listen 127.0.0.1:%(port)d;
        server_name _;
        port_in_redirect off;
        root %(root)s;
        %(more)s
    }
}
"""


PR_SET_PDEATHSIG = 1


def end_with_parent():
    """In the child: a test that is killed leaves no server behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Request:
    """A line of the access log."""

    def __init__(self, line):
        (self.at, self.connection, self.host, self.uri, status, sent,
         self.none_match, self.range, self.encoding) = line.split("\t")
        self.status, self.sent = int(status), int(sent)


def program():
    """/usr/sbin is not in everybody's PATH."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Nginx:
    """Serves ROOT to all who ask, until stop(). MORE is put into the server's
    block; its own connections end after KEEPALIVE requests. log=False: for
    measuring."""

    def __init__(self, root, work, more="", keepalive=1000, log=True):
        self.work = os.path.abspath(work)
        os.makedirs(self.work, exist_ok=True)
        self.log_path = os.path.join(self.work, "access.log")
        self.port = free_port()
        config = os.path.join(self.work, "nginx.conf")
        with open(config, "w", encoding="utf-8") as f:
            f.write(CONFIG % {
                # Else root's nginx would read files as somebody who may not.
                "user": "user root;" if os.getuid() == 0 else "",
                "work": self.work, "root": os.path.abspath(root),
                "port": self.port, "more": more, "keepalive": keepalive,
                "log": self.log_path + " tests" if log else "off"})
        self.process = subprocess.Popen(
            [program(), "-p", self.work, "-c", config],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=end_with_parent)
        self._wait()

    def _wait(self):
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise RuntimeError("nginx did not start, see %s/error.log" % self.work)

    def requests(self, since=0):
        with open(self.log_path, encoding="utf-8") as f:
            return [Request(line.rstrip("\n"))
                    for line in f if line.endswith("\n")][since:]

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
