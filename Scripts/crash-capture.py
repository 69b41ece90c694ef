"""Counts what a capture acknowledged and what it kept, over rounds that end with SIGKILL."""

import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

program, rounds = sys.argv[1], int(sys.argv[2])
environment = {key: value for key, value in os.environ.items() if not key.startswith("HOOKCONSOLE")}
folder = tempfile.mkdtemp()
data = os.path.join(folder, "capture.sqlite")
acknowledged, lock = set(), threading.Lock()
sent = 0


def send(port, stop, worker):
    global sent
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    number = 0
    while not stop.is_set():
        name = f"{worker}-{number}-{random.getrandbits(64):x}"
        number += 1
        try:
            with lock:
                sent += 1
            connection.request("POST", f"/{worker}", json.dumps({"id": name}), {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            if response.status == 200:
                with lock:
                    acknowledged.add(name)
        except (OSError, http.client.HTTPException):
            return


for turn in range(rounds):
    capture = subprocess.Popen(
        [program, "capture", "--port", "0", "--data", data, "--json", "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    )
    port = int(json.loads(capture.stdout.readline())["url"].rsplit(":", 1)[1])
    drain = threading.Thread(target=lambda: capture.stdout.read(), daemon=True)
    drain.start()
    stop = threading.Event()
    workers = [threading.Thread(target=send, args=(port, stop, f"w{number}")) for number in range(8)]
    for worker in workers:
        worker.start()
    time.sleep(random.uniform(0.05, 0.6))
    capture.send_signal(signal.SIGKILL)
    capture.wait()
    stop.set()
    for worker in workers:
        worker.join()

database = sqlite3.connect(data)
kept = {json.loads(body)["id"] for (body,) in database.execute("SELECT body FROM requests")}
counted = database.execute("SELECT SUM(count) FROM sources").fetchone()[0]
rows = database.execute("SELECT COUNT(*) FROM requests").fetchone()[0]
lost = acknowledged - kept
print(f"rounds {rounds}, sent {sent}, acknowledged {len(acknowledged)}, kept {rows}, lost {len(lost)}")
assert acknowledged, "nothing was acknowledged"
assert not lost, "acknowledged requests are lost"
assert counted == rows, "the counts of the sources are wrong"
assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
