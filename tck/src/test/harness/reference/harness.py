"""A small supervisor of its own behind a harness, and harnesses that break the protocol.

    python3 harness.py            behaves, and can what the least of runtimes can
    python3 harness.py MODE WHEN  does wrong at the request WHEN, or at once if that is "hello"

It is there to show the protocol, and to test what the TCK does with it.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

from workerkit_harness import TERMINAL, Harness, Refused, Worker, unsupported, wrong_spec  # noqa: E402


class Child(Worker):
    """A worker that is a child process in a session of its own."""

    process = None
    timer = None
    restarting = False
    ends = ()

    def spawn(self, cause, exit=None):
        self.restarting = False
        environment = dict(os.environ, **self.spec["environment"])
        environment["WRK_ID"] = self.id
        try:
            self.process = subprocess.Popen(
                words(self.spec["launch"]),
                env=environment,
                cwd=self.spec.get("workingDirectory"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as missing:
            raise wrong_spec("workingDirectory", str(missing))
        self.pid = None
        self.moves("starting", cause, exit)
        self.pid = self.process.pid
        readiness = self.spec["readiness"]
        if readiness["type"] == "immediate":
            self.moves("running", "it is spawned")
        else:
            self.later(readiness["aliveMillis"], self.is_ready)
        threading.Thread(target=self.wait, args=(self.process,), daemon=True).start()

    def later(self, millis, deed):
        process = self.process

        def unless_it_ended():
            with self.harness.lock:
                if self.process is process:
                    deed()

        self.timer = threading.Timer(millis / 1000, unless_it_ended)
        self.timer.daemon = True
        self.timer.start()

    def is_ready(self):
        if self.state == "starting":
            self.moves("running", "it has lived long enough")

    def wait(self, process):
        status = process.wait()
        with self.harness.lock:
            if self.process is process:
                self.signal(signal.SIGKILL)  # What is left of it, unless it has left its group.
                self.ended(
                    {"type": "signal", "number": -status}
                    if status < 0
                    else {"type": "code", "code": status}
                )

    def signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def ended(self, exit):
        self.process = None
        if self.timer is not None:
            self.timer.cancel()
        if self.restarting:
            self.spawn("a restart was asked", exit)
        elif self.desired == "down":
            self.moves("stopped", "it was told to stop", exit)
        else:
            self.judge(exit)

    def judge(self, exit):
        policy = self.spec["restart"]
        cause = "clean" if among(exit, policy["success"]) else exit["type"]
        again = among(exit, policy["force"]) or (
            cause in policy["restartOn"] and not among(exit, policy["prevent"])
        )
        limit = policy["intensity"] if self.was_ready else None
        now = time.monotonic()
        if again and limit is not None:
            recent = [end for end in self.ends if now - end < limit["windowMillis"] / 1000]
            if len(recent) >= limit["restarts"]:
                self.moves("failed", "it died too often", exit)
                return
            self.ends = recent + [now]
        if again:
            self.moves("backoff", "it is to be started again", exit)
            self.spawn("the delay is over")
        elif cause == "clean":
            self.moves("completed", "it is done", exit)
        else:
            self.moves("failed", "it failed", exit)


def words(launch):
    if launch["type"] == "command":
        return launch["words"]
    return ["/bin/sh", "-c", launch["line"]]


def among(exit, exits):
    return exit.get("code") in exits["codes"] or exit.get("number") in exits["signals"]


class Reference(Harness):
    name = "reference"
    version = "1"
    capabilities = (
        "command",
        "shell",
        "signals",
        "host-processes",
        "host-files",
        "host-environment",
    )

    stop_deadline = 60.0
    over = False
    names = 0

    def serve(self):
        """Whoever has nothing more to say leaves nobody behind."""
        super().serve()
        with self.lock:
            for worker in self.workers.values():
                worker.desired = "down"
                if worker.process is not None:
                    worker.signal(signal.SIGKILL)

    def do_open(self, request):
        options = request["options"]
        for name in ("engine", "image", "address", "logDirectory"):
            if name in options:
                raise unsupported("%s: there is no use for it here; leave it out" % name)
        self.stop_deadline = options["stopDeadlineMillis"]

    def do_launch(self, request):
        spec = request["spec"]
        if self.over:
            raise Refused("closed", self.name)
        self.require(spec)
        name = spec.get("name")
        if name is None:
            self.names += 1
            name = "worker-%d" % self.names
        if any(each.name == name for each in self.workers.values()):
            raise Refused("duplicate-name", "there is one already", name=name)
        worker = Child(self, "wrk-" + uuid.uuid4().hex[:12], name, spec)
        worker.spawn("it was started")
        self.workers[worker.id] = worker
        return worker.snapshot()

    def require(self, spec):
        launch = spec["launch"]
        if launch["type"] not in ("command", "shell-line"):
            raise unsupported("only commands and shell lines are run here")
        for field in ("image", "isolation", "resources", "mounts", "disk", "endpoints", "relationships"):
            if field in spec:
                raise unsupported("%s: nothing of the kind is here" % field)
        for field in ("watchdog", "dependsOn"):
            if spec.get(field):
                raise unsupported("%s: nothing of the kind is here" % field)
        if spec["readiness"]["type"] not in ("immediate", "after"):
            raise unsupported("readiness: a worker can't be asked here")
        if spec["stop"]["graceMillis"] > self.stop_deadline:
            raise wrong_spec(
                "stop.grace",
                "%g s is longer than the stopDeadline, %g s"
                % (spec["stop"]["graceMillis"] / 1000, self.stop_deadline / 1000),
                "shorten it",
            )
        if launch["type"] == "command" and not found(launch["words"][0], spec):
            raise wrong_spec("launch.command", "there is no program '%s'" % launch["words"][0])

    def do_start(self, request):
        worker = self.worker(request)
        if worker.state not in TERMINAL:
            raise worker.refuse("start", "stop it first")
        worker.desired = "up"
        worker.ends = ()
        worker.spawn("it was started")
        return worker.snapshot()

    def do_stop(self, request):
        return self.end(self.worker(request)).snapshot()

    def end(self, worker):
        worker.restarting = False
        worker.desired = "down"
        if worker.state in ("starting", "running"):
            worker.moves("stopping", "it was told to stop")
            worker.signal(signal.SIGTERM)
            worker.later(worker.spec["stop"]["graceMillis"], lambda: self.outlasted(worker))
        return worker

    def outlasted(self, worker):
        if worker.state == "stopping":
            worker.moves("killing", "its grace is over")
            worker.signal(signal.SIGKILL)

    def do_kill(self, request):
        worker = self.worker(request)
        worker.restarting = False
        worker.desired = "down"
        if worker.process is not None and worker.state != "killing":
            worker.moves("killing", "it was to be killed")
            worker.signal(signal.SIGKILL)
        return worker.snapshot()

    def do_restart(self, request):
        worker = self.worker(request)
        if worker.state in ("stopping", "killing"):
            raise worker.refuse("restart", "wait until it has stopped")
        replaced = worker.incarnation
        if worker.state in TERMINAL:
            self.do_start(request)
        else:
            self.end(worker)
            worker.desired = "up"
            worker.restarting = True
        return dict(worker.snapshot(), replaces=replaced)

    def do_reset_failed(self, request):
        worker = self.worker(request)
        worker.ends = ()
        if worker.state == "failed":
            worker.desired = "down"
            worker.moves("stopped", "its failure was reset")

    def do_remove(self, request):
        worker = self.worker(request)
        if worker.state not in TERMINAL:
            raise worker.refuse("remove", "stop it first")
        del self.workers[worker.id]

    def do_close(self, request):
        self.over = True
        while any(self.end(each).state not in TERMINAL for each in self.workers.values()):
            self.lock.release()
            time.sleep(0.005)
            self.lock.acquire()
        self.push({"closed": "it was closed"})


def found(program, spec):
    if "/" in program:
        return os.access(os.path.join(spec.get("workingDirectory", ""), program), os.X_OK)
    path = spec["environment"].get("PATH", os.environ.get("PATH", "/usr/bin:/bin"))
    return any(os.access(os.path.join(each, program), os.X_OK) for each in path.split(":"))


class Evil(Reference):
    """Does wrong when it is asked for something."""

    def __init__(self, mode, when):
        super().__init__()
        self.mode = mode
        self.when = when

    def serve(self):
        if self.when == "hello":
            self.do_wrong({"id": 1})
            sys.stdin.read()
        super().serve()

    def answer(self, request):
        if request["request"] == self.when:
            self.do_wrong(request)
        return super().answer(request)

    def do_wrong(self, request):
        getattr(self, "wrong_" + self.mode.replace("-", "_"))(request)

    def write(self, raw):
        self._out.write(raw)
        self._out.flush()

    def wrong_dies(self, request):
        print("I have had enough", file=sys.stderr, flush=True)
        os._exit(7)

    def wrong_garbage(self, request):
        self.write(b"Segmentation \xff\x00 fault {\n")

    def wrong_array(self, request):
        self.write(b"[1, 2, 3]\n")

    def wrong_silence(self, request):
        time.sleep(1000000)

    def wrong_id(self, request):
        self.push({"id": 4711, "result": {}})

    def wrong_twice(self, request):
        self.push({"id": request["id"], "result": {}})

    def wrong_huge(self, request):
        for _ in range(20):
            self.write(b"x" * (1 << 20))
        time.sleep(1000000)

    def wrong_flood(self, request):
        snapshot = next(iter(self.workers.values())).snapshot()
        event = {
            "sequence": 1,
            "time": 0,
            "worker": snapshot["worker"],
            "name": "flood",
            "incarnation": 1,
            "from": "running",
            "to": "running",
            "cause": "flood",
        }
        while True:
            self.push({"event": event, "snapshot": snapshot})

    def wrong_complaints(self, request):
        while True:
            print("complaint " * 100, file=sys.stderr)

    def wrong_field(self, request):
        self.push({"id": request["id"], "result": {"worker": "wrk-1", "state": "dancing"}})

    def wrong_closed_output(self, request):
        os.close(1)
        time.sleep(1000000)

    def wrong_orphan(self, request):
        """Dies, and leaves a child that holds its output."""
        subprocess.Popen(["sleep", "60"])
        os._exit(7)

    def wrong_version(self, request):
        self.push({"hello": {"protocol": 2, "name": "reference", "capabilities": []}})

    def wrong_name(self, request):
        self.push({"hello": {"protocol": 1, "name": "Not A Name", "capabilities": []}})

    def wrong_capability(self, request):
        self.push({"hello": {"protocol": 1, "name": "reference", "capabilities": ["flying"]}})

    def wrong_kind(self, request):
        self.push({"id": request["id"], "error": {"kind": "mood", "message": "not today"}})

    def wrong_end(self, request):
        """Does not end when its input does."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        threading.Thread(target=time.sleep, args=(1000000,)).start()


if __name__ == "__main__":
    (Evil(*sys.argv[1:3]) if len(sys.argv) > 2 else Reference()).serve()
