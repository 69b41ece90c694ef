"""Compares what an endpoint gets from fire with changes to what jq makes of them: overrides.py PROGRAM SEED COUNT"""

import http.server
import json
import queue
import random
import subprocess
import sys
import threading

KEYS = ["a", "b2", "employee", "first name", "a.b", "größe", 'say "x"', "it's", "", "[0]", "=", "\\"]
NUMBERS = ["0", "1234.50", "-0.0", "1e400", "12345678901234567890", "1.10E+2"]


class Number(str):
    """A number by its digits."""


def read(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def value(source, depth=0):
    kind = source.choice(["object", "array", "scalar", "scalar"]) if depth < 4 else "scalar"
    if depth == 0:
        kind = "object"
    if kind == "object":
        return {key: value(source, depth + 1) for key in source.sample(KEYS, source.randrange(1 if depth == 0 else 0, 6))}
    if kind == "array":
        return [value(source, depth + 1) for _ in range(source.randrange(4))]
    return source.choice([None, True, False, "text", "Zoë\n", Number(source.choice(NUMBERS))])


def write(item, source, path=None, replacement=None):
    """JSON with blanks and escapes by chance; at a path another text."""
    def blank():
        return source.choice(["", "", " ", "\n  ", "\t"])

    def text(string):
        return json.dumps(string, ensure_ascii=source.random() < 0.5)

    def child(step, inner):
        return write(inner, source, path[1:] if path and path[0] == step else None, replacement)

    if isinstance(item, Number):
        made = str(item)
    elif isinstance(item, dict):
        members = [f"{blank()}{text(key)}{blank()}:{blank()}{child(key, inner)}" for key, inner in item.items()]
        made = "{" + f"{blank()},".join(members) + blank() + "}"
    elif isinstance(item, list):
        made = "[" + ",".join(blank() + child(step, inner) for step, inner in enumerate(item)) + blank() + "]"
    else:
        made = text(item) if isinstance(item, str) else json.dumps(item)
    return replacement if path == [] and replacement is not None else made


def paths(item, before=()):
    children = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else []
    for step, inner in children:
        yield [*before, step]
        yield from paths(inner, [*before, step])


def typed(path, source):
    text = source.choice(["$", "$[0]", "[0]"])
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step and step.isalnum() and source.random() < 0.7:
            text += f".{step}"
        elif source.random() < 0.5:
            text += f"[{json.dumps(step)}]"
        else:
            inner = json.dumps(step)[1:-1].replace('\\"', '"').replace("'", "\\'")
            text += f"['{inner}']"
    return text


def jq(expression, text, *arguments):
    run = subprocess.run(
        ["jq", "-c", *arguments, expression], input=text, capture_output=True, text=True, check=True
    )
    return run.stdout


class Endpoint(http.server.BaseHTTPRequestHandler):
    bodies = queue.Queue()

    def do_POST(self):
        self.bodies.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def main(program, seed, count):
    source = random.Random(int(seed))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    target = f"http://127.0.0.1:{server.server_port}/"
    subprocess.run(
        [program, "create", "--event", "Employee_Created", "--target", target], check=True, capture_output=True
    )
    done = {"set": 0, "unset": 0, "add": 0}
    while sum(done.values()) < int(count):
        item = value(source)
        action = source.choice(list(done))
        path = source.choice(list(paths(item)))
        made = write(value(source, 3), source)
        if action == "add" and source.random() < 0.7:
            path = path + source.sample(KEYS, source.randrange(1, 3))
        seed = source.random()
        text = write(item, random.Random(seed))
        option = typed(path, source) + ("" if action == "unset" else f"={made}")
        run = subprocess.run(
            [program, "fire", "Employee_Created", "--data", "-", f"--{action}", option],
            input=text, capture_output=True, text=True,
        )
        quoted = "." + "".join(f"[{json.dumps(step)}]" for step in path)
        expression = f"del({quoted})" if action == "unset" else f"{quoted} = $made"
        try:
            wanted = jq(expression, text, "--argjson", "made", made)
        except subprocess.CalledProcessError:
            # A member of what is not an object: jq has no answer either.
            if run.returncode != 2:
                sys.exit(f"overrides: not refused: {text} --{action} {option}")
            continue
        if run.returncode != 0:
            sys.exit(f"overrides: refused: {text} --{action} {option}\n{run.stderr}")
        sent = Endpoint.bodies.get(timeout=30)
        body = sent[1:-1]
        where = f"{text} --{action} {option}\nsent {body}\njq   {wanted}"
        # jq writes numbers anew: what it makes of both is the same.
        if jq(".", body) != jq(".", wanted):
            sys.exit(f"overrides: not what jq makes: {where}")
        if action == "set" and body != write(item, random.Random(seed), path, made):
            sys.exit(f"overrides: other bytes have changed: {where}")
        # Without its blanks, all that is left of the payload is there in its order, digits included.
        kept = read(text)
        if action == "unset":
            holder = kept
            for step in path[:-1]:
                holder = holder[step]
            del holder[path[-1]]
            if json.dumps(read(body)) != json.dumps(kept):
                sys.exit(f"overrides: other values have changed: {where}")
        done[action] += 1
    print("as jq makes them: " + ", ".join(f"{number} --{action}" for action, number in done.items()))


main(*sys.argv[1:])
