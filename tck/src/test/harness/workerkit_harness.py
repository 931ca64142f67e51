"""What every harness needs: the protocol, and the records of workers. Python 3, standard library only.

A harness subclasses Harness, gives it a name and capabilities, and defines a method for each request:
"launch" is answered by do_launch(request), "reset-failed" by do_reset_failed(request), and so on. What
it returns is the answer's result; it raises Refused to answer with an error. What it does not define
is answered with the error "unsupported". The protocol is in api/SPEC.md.
"""

import json
import sys
import threading
import time
import traceback

TERMINAL = ("stopped", "completed", "failed")
LIVE = ("starting", "running", "paused", "stopping", "killing")
DEATHS_KEPT = 10


class Refused(Exception):
    """A request is answered with an error."""

    def __init__(self, kind, message, **more):
        super().__init__(message)
        self.error = dict(more, kind=kind, message=message)


def unsupported(message):
    return Refused("unsupported", message)


def wrong_spec(field, message, advice="change it"):
    return Refused("spec", message, field=field, advice=advice)


class Worker:
    """What is known of a worker. Changed by one thread at a time, which holds the harness's lock."""

    def __init__(self, harness, identity, name, spec):
        self.harness = harness
        self.id = identity
        self.name = name
        self.spec = spec
        self.state = "new"
        self.desired = "up"
        self.incarnation = 0
        self.pid = None
        self.since = time.time()
        self.exit = None
        self.next_start = None
        self.deaths = []
        self.started = None
        self.was_ready = False

    def snapshot(self):
        known = {
            "worker": self.id,
            "name": self.name,
            "state": self.state,
            "desired": self.desired,
            "incarnation": self.incarnation,
            "since": self.since,
        }
        if self.pid is not None and self.state in LIVE:
            known["pid"] = self.pid
        if self.exit is not None:
            known["exit"] = self.exit
        if self.next_start is not None and self.state == "backoff":
            known["nextStart"] = self.next_start
        return known

    def moves(self, to, cause, exit=None):
        """It goes to another state; with an exit, because an incarnation has ended."""
        now = time.time()
        event = {
            "sequence": self.harness.next_sequence(),
            "time": now,
            "worker": self.id,
            "name": self.name,
            "from": self.state,
            "to": to,
            "cause": cause,
        }
        if exit is not None:
            self._dies(now, exit, cause)
            event["exit"] = exit
        if to == "starting":
            self.incarnation += 1
            self.started = now
            self.was_ready = False
        if to == "running":
            self.was_ready = True
        event["incarnation"] = self.incarnation
        self.state = to
        self.since = now
        self.harness.push({"event": event, "snapshot": self.snapshot()})

    def _dies(self, now, exit, cause):
        self.exit = exit
        self.pid = None
        self.deaths.append(
            {
                "incarnation": self.incarnation,
                "started": self.started,
                "ended": now,
                "wasReady": self.was_ready,
                "exit": exit,
                "cause": cause,
            }
        )
        del self.deaths[:-DEATHS_KEPT]

    def refuse(self, command, advice):
        return Refused(
            "illegal-lifecycle", advice, name=self.name, command=command, state=self.state
        )


class Harness:
    """The conversation with the TCK. Requests are dealt with one after another, under a lock."""

    name = "unnamed"
    version = None
    capabilities = ()

    def __init__(self):
        self.lock = threading.RLock()
        self.workers = {}
        self._out = sys.stdout.buffer
        self._out_lock = threading.Lock()
        self._sequence = 0

    def serve(self):
        """Speaks until the TCK has nothing more to say."""
        hello = {"protocol": 1, "name": self.name, "capabilities": list(self.capabilities)}
        if self.version is not None:
            hello["version"] = self.version
        self.push({"hello": hello})
        for line in sys.stdin.buffer:
            request = json.loads(line)
            self.push(dict(self.answer(request), id=request["id"]))

    def answer(self, request):
        method = getattr(self, "do_" + request["request"].replace("-", "_"), None)
        try:
            if method is None:
                raise unsupported("'%s' has no '%s'" % (self.name, request["request"]))
            with self.lock:
                return {"result": method(request) or {}}
        except Refused as refusal:
            return {"error": refusal.error}
        except Exception as wrong:  # A fault of the harness, which the TCK is told as such.
            traceback.print_exc()
            return {"error": {"kind": "failed", "message": "The harness failed: %r" % wrong}}

    def push(self, message):
        line = json.dumps(message).encode() + b"\n"
        with self._out_lock:
            self._out.write(line)
            self._out.flush()

    def next_sequence(self):
        self._sequence += 1
        return self._sequence

    def worker(self, request):
        found = self.workers.get(request["worker"])
        if found is None:
            raise Refused("failed", "There is no worker with the id '%s'" % request["worker"])
        return found

    # What is the same for all

    def do_workers(self, request):
        return {"workers": [each.snapshot() for each in self.workers.values()]}

    def do_snapshot(self, request):
        return self.worker(request).snapshot()

    def do_deaths(self, request):
        return {"deaths": self.worker(request).deaths}
