"""Makes payloads with known drifts, and compares what schema says of them with jsonschema and with the plan.

schema.py make FOLDER SEED COUNT    fires payloads in the sandbox; writes others.jsonl, drifted.jsonl, planted.json
schema.py validate FOLDER           schema.json is valid and accepts every payload of export.json
schema.py compare FOLDER            drifts.jsonl is planted.json
"""

import base64
import copy
import http.client
import json
import os
import random
import sys
import urllib.parse

import jsonschema


def check(is_right, what):
    if not is_right:
        sys.exit(f"schema: {what}")


def payload(sample, source):
    """One item: the event's sample and members that vary, as much as a shape can say."""
    item = copy.deepcopy(sample)
    item["gross"] = source.choice([1200, 1234.5, 0, -3e2])
    item["note"] = source.choice([None, "", "Zoë", "a\u2028b", "\u0000"])
    if source.random() < 0.5:
        item["bonus"] = source.randrange(1000)
    item["paid on"] = f"2026-{source.randrange(1, 13):02}-{source.randrange(1, 29):02}"
    item["code"] = source.choice([7, "007", True])
    item["tags"] = []
    item['a.b"c'] = {"x": source.random(), "größe": source.choice(["S", None])}
    lines = []
    for number in range(source.randrange(4)):
        line = {"id": number, "amount": source.uniform(-10, 10), "kind": "basic", "rates": [[1.0], [2]]}
        if source.random() < 0.5:
            line["comment"] = source.choice(["x", None])
        lines.append(line)
    # A line with everything in it, so that each payload can show each drift.
    lines.append({"id": 99, "amount": 1.5, "kind": "basic", "comment": "x", "rates": [[1.0]]})
    item["lines"] = lines
    return item


def drop(holder, key):
    del holder[key]


# Twenty: what is done to an item, and what must be said of it.
PLANTED = [
    ("new", "$[*].pension", lambda item: item.update(pension=1)),
    ("new", '$[*]["first name"]', lambda item: item.update({"first name": {"deep": [1]}})),
    ("new", '$[*]["größer"]', lambda item: item.update({"größer": None})),
    ("new", "$[*].lines[*].tax", lambda item: item["lines"][-1].update(tax="T")),
    ("new", "$[*].tags[*]", lambda item: item["tags"].append("t")),
    ("new", '$[*]["a.b\\"c"].y', lambda item: item['a.b"c'].update(y=[])),
    ("missing", "$[*].gross", lambda item: drop(item, "gross")),
    ("missing", "$[*].note", lambda item: drop(item, "note")),
    ("missing", "$[*].lines[*].kind", lambda item: drop(item["lines"][-1], "kind")),
    ("missing", '$[*]["a.b\\"c"].x', lambda item: drop(item['a.b"c'], "x")),
    ("missing", "$[*].tags", lambda item: drop(item, "tags")),
    ("type", "$[*].gross", lambda item: item.update(gross="1200")),
    ("type", "$[*].lines", lambda item: item.update(lines={})),
    ("type", "$[*].lines[*].amount", lambda item: item["lines"][-1].update(amount=True)),
    ("type", "$[*].lines[*].rates[*][*]", lambda item: item["lines"][-1]["rates"].append(["1"])),
    ("type", '$[*]["paid on"]', lambda item: item.update({"paid on": "soon"})),
    ("null", "$[*].gross", lambda item: item.update(gross=None)),
    ("null", "$[*].lines[*]", lambda item: item["lines"].append(None)),
    ("null", '$[*]["a.b\\"c"]', lambda item: item.update({'a.b"c': None})),
    ("null", "$[*].code", lambda item: item.update(code=None)),
]


def make(folder, seed, count):
    source = random.Random(int(seed))
    with open(f"{folder}/sample.json") as file:
        sample = json.load(file)
    url = urllib.parse.urlsplit(os.environ["HOOKCONSOLE_URL"])
    key = base64.b64encode(f":{os.environ['HOOKCONSOLE_API_KEY']}".encode()).decode()
    headers = {"Authorization": f"Basic {key}", "Content-Type": "application/json"}
    path = f"/sandbox/employers/{os.environ['HOOKCONSOLE_EMPLOYER']}/events"
    connection = http.client.HTTPConnection(url.hostname, url.port)
    for number in range(int(count)):
        item = payload(sample, source)
        # Escapes or not: the same text.
        body = json.dumps({"webhookEvent": "Employee_Created", "data": item}, ensure_ascii=number % 2 == 0)
        connection.request("POST", path, body.encode(), headers)
        response = connection.getresponse()
        response.read()
        check(response.status == 202, f"the sandbox answered {response.status}")
    connection.close()

    others = [payload(sample, source) for _ in range(1000)]
    with open(f"{folder}/others.jsonl", "w") as file:
        file.writelines(json.dumps([item]) + "\n" for item in others)
    planted = []
    numbers = source.sample(range(len(others)), len(PLANTED))
    for (change, where, plant), number in zip(PLANTED, numbers):
        plant(others[number])
        planted.append([change, where, number + 1])
    with open(f"{folder}/drifted.jsonl", "w") as file:
        file.writelines(json.dumps([item], ensure_ascii=False) + "\n" for item in others)
    with open(f"{folder}/planted.json", "w") as file:
        json.dump(planted, file)


def validate(folder):
    with open(f"{folder}/schema.json") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    formats = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=formats)
    with open(f"{folder}/export.json") as file:
        records = json.load(file)
    for record in records:
        sent = record["payload"]
        sent = sent if isinstance(sent, list) else [sent]
        error = jsonschema.exceptions.best_match(validator.iter_errors(sent))
        check(error is None, f"{record['id']} is not accepted: {error and error.message}")
    # A validator that accepts anything would, too. (New members are allowed by JSON Schema.)
    with open(f"{folder}/planted.json") as file:
        planted = json.load(file)
    with open(f"{folder}/drifted.jsonl") as file:
        drifted = [json.loads(line) for line in file]
    refused = {number for number, sent in enumerate(drifted, 1) if not validator.is_valid(sent)}
    wanted = {number for change, _, number in planted if change != "new"}
    check(refused == wanted, f"jsonschema refuses lines {sorted(refused)}, not {sorted(wanted)}")
    print(f"jsonschema: a valid schema, which accepts {len(records)} payloads and refuses {len(refused)} drifts")


def compare(folder):
    with open(f"{folder}/planted.json") as file:
        planted = {tuple(row) for row in json.load(file)}
    with open(f"{folder}/drifts.jsonl") as file:
        rows = [json.loads(line) for line in file]
    found = {(row["change"], row["path"], row["line"]) for row in rows}
    check(not planted - found, f"not found: {sorted(planted - found)}")
    check(not found - planted, f"invented: {sorted(found - planted)}")
    check(all(row["deliveries"] == 1 for row in rows), "counted more than once")
    print(f"schema --check: {len(found)} drifts planted and found, none invented")


{"make": make, "validate": validate, "compare": compare}[sys.argv[1]](*sys.argv[2:])
