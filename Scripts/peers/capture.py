"""Senders that share no code with ours, and what a capture says of what they sent."""

import base64
import datetime
import gzip
import hashlib
import hmac
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import zlib

import requests
import standardwebhooks
import svix.webhooks

program, folder = sys.argv[1:3]
samples = pathlib.Path("Tests/HookSandboxTests/ProviderSamples/github")
environment = {key: value for key, value in os.environ.items() if not key.startswith("HOOKCONSOLE")}
environment["HOME"] = environment["XDG_CONFIG_HOME"] = folder
secret = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
plain_secret = "It is a secret of ours"
files = []
for number, text in enumerate([secret, plain_secret]):
    path = os.path.join(folder, f"secret-{number}.txt")
    with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(text + "\n")
    files.append(path)


class Capture:
    """A capture in a file: `next` is the line of the next request."""

    def __init__(self, name, *options):
        self.data = os.path.join(folder, name)
        self.process = subprocess.Popen(
            [program, "capture", "--port", "0", "--json", "--data", self.data, *options],
            stdout=subprocess.PIPE, env=environment,
        )
        self.url = json.loads(self.process.stdout.readline())["url"]

    def next(self):
        return json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        assert self.process.wait() == 0
        database = sqlite3.connect(self.data)
        return database.execute("SELECT head, body FROM requests ORDER BY id").fetchall()


session = requests.Session()
session.trust_env = False


def body_of(line):
    return line["body"].encode() if "body" in line else base64.b64decode(line["bodyBase64"])


# What the libraries of senders post.
capture = Capture("bodies.sqlite")
text = '{"name": "Zoë", "gross": 1234.50}'.encode()
bodies = []
for send in [
    lambda url: session.post(url, json={"name": "Zoë", "n": [1, 2]}),
    lambda url: session.post(url, data={"a": "b c", "é": "ü&="}),
    lambda url: session.post(
        url, data={"n": "v"}, files={"f": ("ein \"B\"ild é.png", bytes(range(256)), "image/png"), "g": b"x"}
    ),
    lambda url: session.post(url, data=gzip.compress(text), headers={"Content-Encoding": "gzip"}),
    lambda url: session.post(url, data=zlib.compress(text), headers={"Content-Encoding": "deflate"}),
    lambda url: session.post(url, data=iter([b"in ", b"parts"])),
    lambda url: session.post(url, data=bytes(range(256)) * 1000),
    lambda url: session.put(url, data="Zoë".encode("latin-1"), headers={"Content-Type": "text/plain"}),
    lambda url: session.delete(url),
]:
    response = send(capture.url + "/in?x=1&y=%20")
    assert response.status_code == 200, response
    line = capture.next()
    sent = response.request
    assert line["method"] == sent.method and line["path"] == "/in?x=1&y=%20", line
    body = sent.body if isinstance(sent.body, (bytes, str)) else b"in parts" if sent.body else b""
    bodies.append(body.encode() if isinstance(body, str) else body)
    assert body_of(line) == bodies[-1], line
rows = capture.stop()
assert [body for _, body in rows] == bodies
print(f"requests: {len(bodies)} bodies came as they were sent")

# Header lines that hardly anybody writes, in their order and spelling.
capture = Capture("headers.sqlite")
lines = ["X-A: 1", "x-a: 2", "X-Empty;", "X-Odd: \xff\xe9", "COOKIE: a=b", "X-Long: " + "l" * 20000]
for path in ["/a|b?{x}=\"y\"", "//double//", "/%zz"]:
    ended = subprocess.run(
        ["curl", "-sS", "--noproxy", "*", "-g", "--path-as-is", "-o", "/dev/null", "-w", "%{http_code}", "-d", "1"]
        + [part for line in lines for part in ("-H", line.encode("latin-1"))] + [capture.url + path],
        capture_output=True, env=environment,
    )
    assert ended.stdout == b"200", ended
    capture.next()
for (head, _), path in zip(capture.stop(), ["/a|b?{x}=\"y\"", "//double//", "/%zz"]):
    got = head.split(b"\r\n")
    assert got[0] == f"POST {path} HTTP/1.1".encode(), got[0]
    wanted = [line.replace(";", ":").strip().encode("latin-1") for line in lines]
    kept = [line.strip() for line in got if line.lower().startswith((b"x-", b"cookie"))]
    assert kept == wanted, (kept, wanted)
print("curl: header lines and targets came as they were sent")

# Signatures of the reference libraries, and of GitHub's published payloads.
capture = Capture(
    "signed.sqlite", "--require-signature", "--secret-file", files[0], "--secret-file", files[1]
)
now = datetime.datetime.now(datetime.timezone.utc)
count = 0
for library, prefix in [(standardwebhooks.Webhook, "webhook"), (svix.webhooks.Webhook, "svix")]:
    for body, code in [('{"type":"invoice.paid"}', 200), ('{"type":"invoice.paid"} ', 401)]:
        signature = library(secret).sign("msg_1", now, '{"type":"invoice.paid"}')
        headers = {
            f"{prefix}-id": "msg_1", f"{prefix}-timestamp": str(int(now.timestamp())),
            f"{prefix}-signature": signature,
        }
        response = session.post(capture.url, data=body, headers=headers)
        line = capture.next()
        assert response.status_code == code and line["verified"] == (code == 200), (line, response)
        count += 1
for path in sorted(samples.glob("*.json")):
    body = path.read_bytes()
    signature = "sha256=" + hmac.new(plain_secret.encode(), body, hashlib.sha256).hexdigest()
    event = path.stem.split("-")[0]
    response = session.post(
        capture.url + "/github", data=body,
        headers={"X-GitHub-Event": event, "X-Hub-Signature-256": signature, "Content-Type": "application/json"},
    )
    line = capture.next()
    assert response.status_code == 200 and line["verified"] is True, line
    action = json.loads(body).get("action")
    assert line["title"] == (f"{event} {action}" if action else event), line["title"]
    assert body_of(line) == body
    count += 1
capture.stop()
print(f"standardwebhooks, svix and GitHub's payloads: {count} as they should be")
