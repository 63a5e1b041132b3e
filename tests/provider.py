# SPDX-License-Identifier: Apache-2.0
"""A provider of advisories for tests: files in a folder, signed by gpg, served over TLS with a certificate of a CA made here. What was
asked for is kept; single files may be made to answer as a test wants."""
import csv
import functools
import hashlib
import http.server
import json
import os
import shutil
import ssl
import subprocess
import threading

NAMESPACE = "https://example.com"


def openssl(*arguments, folder):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_certificates(folder):
    """ca.pem, and server.pem for localhost with server.key."""
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Test CA",
            "-addext", "basicConstraints=critical,CA:TRUE", folder=folder)
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost", folder=folder)
    (folder / "ext").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "server.pem", "-days", "30",
            "-extfile", "ext", folder=folder)
    return folder / "ca.pem"


class Key:
    """An OpenPGP key in a home of its own."""

    def __init__(self, home, name="Example <psirt@example.com>"):
        home.mkdir(mode=0o700)
        self.home = str(home)
        self.gpg("--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "0")
        lines = self.gpg("--list-keys", "--with-colons").decode().splitlines()
        self.fingerprint = next(line.split(":")[9] for line in lines if line.startswith("fpr"))
        self.public = self.gpg("--armor", "--export")

    def gpg(self, *arguments, data=None):
        return subprocess.run(["gpg", "--homedir", self.home, "--batch", "--quiet", "--pinentry-mode", "loopback", *arguments], input=data,
                              check=True, capture_output=True).stdout

    def sign(self, data):
        return self.gpg("--armor", "--detach-sign", data=data)


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        provider = self.server.provider
        provider.asked.append(self.path)
        if provider.before:
            provider.before(self.path)
        answer = provider.answers.get(self.path)
        if answer is None:
            return super().do_GET()
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body)))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        try:
            for piece in [body] if isinstance(body, bytes) else body:
                self.wfile.write(piece)
        except OSError:
            pass  # the client had enough

    def log_message(self, *arguments):
        pass


class Provider:
    """Files in ROOT/.well-known/csaf; publish() and write() put them there, start() serves ROOT."""

    def __init__(self, root, key=None, role="csaf_trusted_provider", rolie=True):
        self.root, self.key, self.role, self.rolie = root, key, role, rolie
        self.folder = root / ".well-known" / "csaf"
        self.documents = {}  # name: (document, time)
        self.asked, self.answers, self.before, self.server = [], {}, None, None
        self.url = "https://psirt.invalid"
        self.keys = [key] if key else []
        (self.folder / "white" / "2026").mkdir(parents=True)

    def start(self, certificates):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(self.root)))
        self.server.provider = self
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.write_lists()
        return self

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()

    @property
    def base(self):
        return self.url + "/.well-known/csaf/"

    @property
    def metadata_url(self):
        return self.base + "provider-metadata.json"

    def publish(self, document, time=None, name=None, key=None, signed=True):
        """Puts a document there as the standard asks; returns its address."""
        tracking = document["document"]["tracking"]
        name = name or tracking["id"].lower() + ".json"
        data = json.dumps(document).encode()
        path = self.folder / "white" / "2026" / name
        path.write_bytes(data)
        for kind in ("sha256", "sha512"):
            (path.parent / (name + "." + kind)).write_text(f"{hashlib.new(kind, data).hexdigest()}  {name}\n")
        key = key or self.key
        if key and signed:
            (path.parent / (name + ".asc")).write_bytes(key.sign(data))
        self.documents["2026/" + name] = time or tracking["current_release_date"]
        self.write_lists()
        return self.base + "white/2026/" + name

    def write_lists(self):
        rows = sorted(self.documents.items(), key=lambda row: row[1], reverse=True)
        white = self.folder / "white"
        with open(white / "changes.csv", "w", newline="") as out:
            csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
        (white / "index.txt").write_text("".join(name + "\n" for name, _ in rows))
        (white / "feed.json").write_text(json.dumps({"feed": {
            "id": "feed", "title": "Advisories", "updated": "2026-01-01T00:00:00Z", "link": [{"rel": "self", "href": self.base + "white/feed.json"}],
            "entry": [{"id": name, "title": name, "published": time, "updated": time, "content": {"type": "application/json",
                       "src": self.base + "white/" + name}, "link": [
                           {"rel": "self", "href": self.base + "white/" + name},
                           {"rel": "hash", "href": self.base + "white/" + name + ".sha512"},
                           {"rel": "signature", "href": self.base + "white/" + name + ".asc"}]} for name, time in rows]}}))
        keys = []
        for key in self.keys:
            (self.folder / f"{key.fingerprint}.asc").write_bytes(key.public)
            keys.append({"fingerprint": key.fingerprint, "url": self.base + key.fingerprint + ".asc"})
        self.metadata = {
            "canonical_url": self.metadata_url, "last_updated": "2026-01-01T00:00:00Z", "list_on_CSAF_aggregators": True,
            "mirror_on_CSAF_aggregators": True, "metadata_version": "2.0", "role": self.role, "public_openpgp_keys": keys,
            "publisher": {"category": "vendor", "name": "Example", "namespace": NAMESPACE},
            "distributions": [{"rolie": {"feeds": [{"tlp_label": "WHITE", "url": self.base + "white/feed.json"},
                                                   {"tlp_label": "AMBER", "url": self.base + "amber/feed.json"}]}}
                              if self.rolie else {"directory_url": self.base + "white/"}]}
        self.write_metadata()

    def write_metadata(self):
        (self.folder / "provider-metadata.json").write_text(json.dumps(self.metadata))

    def path(self, url):
        return self.root / url[len(self.url) + 1:]

    def taken(self):
        """What was asked for since the last call: the documents."""
        names = [os.path.basename(path) for path in self.asked if "/white/20" in path and path.endswith(".json")]
        self.asked.clear()
        return sorted(names)

    def mirror(self, folder):
        shutil.copytree(self.folder, folder)
        return folder
