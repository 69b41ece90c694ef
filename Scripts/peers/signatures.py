"""An endpoint that checks with the reference library, and requests that the library signed."""

import base64
import datetime
import http.server
import json
import os
import subprocess
import sys
import threading

from standardwebhooks import Webhook

program, folder = sys.argv[1:3]
secrets = ["whsec_" + base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2)]
files = []
for number, secret in enumerate(secrets):
    path = os.path.join(folder, f"secret-{number}.txt")
    with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(secret + "\n")
    files.append(path)
environment = {key: value for key, value in os.environ.items() if not key.startswith("HOOKCONSOLE")}
environment["XDG_CONFIG_HOME"] = folder


def run(*arguments, body=b""):
    ended = subprocess.run([program, *arguments], input=body, capture_output=True, env=environment)
    for secret in secrets:
        assert secret.encode() not in ended.stdout + ended.stderr, "a secret was printed"
    return ended


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers 200 where the library believes the request with the second secret, otherwise 400."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            Webhook(secrets[1]).verify(body.decode(), dict(self.headers.items()))
            code = 200
        except Exception:
            code = 400
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_address[1]}/"

body = '[{"name":"Zoë","gross":1234.50}]'.encode()
sent = run("send", "--file", "-", "--to", url, "--secret-file", files[1], body=body)
assert sent.returncode == 0, sent
sent = run(
    "send", "--file", "-", "--to", url, "--secret-file", files[0], "--secret-file", files[1], body=body
)
assert sent.returncode == 0, "a rotation must be believed"
sent = run("send", "--file", "-", "--to", url, "--secret-file", files[0], body=body)
assert sent.returncode == 1, "a wrong secret must not be believed"
sent = run("send", "--file", "-", "--to", url, body=body)
assert sent.returncode == 1, "no signature must not be believed"

now = datetime.datetime.now(datetime.timezone.utc)
changes = {
    "": lambda text: text,
    "a final newline was added": lambda text: text + "\n",
    "reformatted": lambda text: json.dumps(json.loads(text), ensure_ascii=False),
    "escaped as \\uXXXX": lambda text: json.dumps(json.loads(text), separators=(",", ":")),
    "byte order mark was added": lambda text: "\ufeff" + text,
    "LF was replaced by CRLF": lambda text: text.replace("\n", "\r\n"),
}
signed = '{"name":"Zoë",\n"gross":1234.5}'
for says, change in changes.items():
    plain = signed.replace("\n", "") if "CRLF" not in says else signed
    signature = Webhook(secrets[1]).sign("msg_1", now, plain)
    headers = [
        "--header", "webhook-id: msg_1", "--header", f"webhook-timestamp: {int(now.timestamp())}",
        "--header", f"webhook-signature: {signature}",
    ]
    checked = run("verify", "--secret-file", files[1], *headers, "-", body=change(plain).encode())
    assert (checked.returncode == 0) == (says == ""), (says, checked)
    assert says in checked.stderr.decode() or not says, (says, checked.stderr)
print("standardwebhooks believes what we sign, and we what it signs; five changes were explained")
