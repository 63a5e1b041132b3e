# SPDX-License-Identifier: Apache-2.0
"""One of the clients of model_test.py: a connection, dice, and a journal of what it did last."""
import collections
import http.client
import json
import random
import threading
import time

from conftest import Answer

JOURNAL = 25  # operations that a failure shows
BODY = 300    # characters of a body in the journal


class Wrong(AssertionError):
    """The server did what the model does not allow."""


class Client(threading.Thread):
    """`steps` are (weight, function of the client); which one comes next, and what it does to the client's own documents, follows
    from seed and number alone. What is shared depends on the others, so it has dice of its own."""

    def __init__(self, port, seed, number, steps, until):
        super().__init__(daemon=True)
        self.port, self.number, self.until = port, number, until
        self.dice, self.luck = random.Random(f"{seed}/{number}"), random.Random(f"{seed}/{number}/shared")
        self.steps = [function for weight, function in steps for _ in range(weight)]
        self.journal, self.count, self.wrong, self.done = collections.deque(maxlen=JOURNAL), 0, None, collections.Counter()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def run(self):
        try:
            while time.monotonic() < self.until.time and not self.until.failed:
                step = self.dice.choice(self.steps)
                self.count += 1
                self.journal.append(f"--- {self.count}: {step.__name__}")
                step(self)
                self.done[step.__name__] += 1
        except Exception as wrong:  # told by the test, with the journal
            self.until.failed = True
            self.wrong = wrong
        self.connection.close()

    def ask(self, method, path, body=None, headers=None, kind="application/json", expect=None):
        """The answer; any of 500 and above is wrong, and so is a refusal that is no Result, and a status not in `expect`."""
        sent = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        if body is not None and kind:
            sent["Content-Type"] = kind
        self.journal.append(f"{method} {path} {sent} {body.decode('utf-8', 'replace')[:BODY] if body else ''}")
        self.connection.request(method, path, body, sent)
        answer = Answer(self.connection.getresponse())
        self.journal.append(f"    {answer.status} {answer.headers.get('etag', '')} {answer.body[:BODY].decode('utf-8', 'replace')}")
        if answer.status >= 500:
            raise Wrong(f"status {answer.status}")
        if answer.status >= 400 and method != "HEAD":
            answer.codes  # checks the form
        if expect is not None and answer.status not in (expect if isinstance(expect, (tuple, set)) else (expect,)):
            raise Wrong(f"status {answer.status}, expected {expect}")
        return answer

    def same(self, what, got, expected):
        if got != expected:
            raise Wrong(f"{what}\n  is       {json.dumps(got, ensure_ascii=False)}\n  expected {json.dumps(expected, ensure_ascii=False)}")

    def pages(self, path, limit):
        """All items of a list, page by page."""
        items, cursor, mark = [], "", "&" if "?" in path else "?"
        while True:
            answer = self.ask("GET", f"{path}{mark}limit={limit}{cursor}", expect=200).json
            if len(answer["result"]) > limit:
                raise Wrong("the page is longer than its limit")
            items += answer["result"]
            if "cursor" not in answer["paging_metadata"]:
                return items
            cursor = "&cursor=" + answer["paging_metadata"]["cursor"]

    def story(self):
        return "\n".join([f"client {self.number}, operation {self.count}: {type(self.wrong).__name__}: {self.wrong}", *self.journal])
