"""Checks what haralyzer reads from HAR files: har.py [--refused] FILE..."""

import json
import sys

from haralyzer import HarEntry, HarParser

MEMBERS = {
    "entry": ["startedDateTime", "time", "request", "response", "cache", "timings"],
    "request": ["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"],
    "response": [
        "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize",
        "bodySize",
    ],
    "timings": ["send", "wait", "receive"],
}


def check(is_right, what):
    if not is_right:
        sys.exit(f"har: {what}")


def check_members(entry):
    """Every member that HAR 1.2 asks for, and timings that add up."""
    for name, members in MEMBERS.items():
        value = entry if name == "entry" else entry[name]
        for member in members:
            check(member in value, f"{name} has no {member}")
    timings = entry["timings"]
    total = sum(value for name, value in timings.items() if value > 0 and name != "ssl")
    check(abs(total - entry["time"]) < 0.002, f"the timings add up to {total}, not {entry['time']}")


def check_file(path, statuses):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check("hidden" not in text, f"{path}: a secret is in it")
    parser = HarParser(json.loads(text))
    check(parser.version == "1.2", f"{path}: version {parser.version}")
    entries = [HarEntry(entry) for entry in parser.har_data["entries"]]
    check([entry.status for entry in entries] == statuses, f"{path}: {[entry.status for entry in entries]}")
    for raw, entry in zip(parser.har_data["entries"], entries):
        check_members(raw)
        check(entry.startTime.year >= 2024, f"{path}: startTime {entry.startTime}")
        check(entry.request.method == "POST", f"{path}: method {entry.request.method}")
        check(entry.request.get_header_value("content-type") == "application/json", f"{path}: headers")
    return entries


if sys.argv[1] == "--refused":
    check_file(sys.argv[2], [0])
else:
    for path in sys.argv[1:]:
        entries = check_file(path, [201, 201])
        bodies = [json.loads(entry.request["postData"]["text"]) for entry in entries]
        check(bodies == [[1.5], {"name": "Zoë"}], f"{path}: bodies {bodies}")
        for entry in entries:
            check(entry.request.url.endswith("/in?a=b%20c"), f"{path}: url {entry.request.url}")
            check(entry.request.queryString == [{"name": "a", "value": "b c"}], f"{path}: query")
            check(entry.response["cookies"] == [{"name": "id", "value": "••••"}], f"{path}: cookies")
