"""A harness for supervisord, the process control system (http://supervisord.org).

    ./workerkit tck run --harness "python3 tck/src/test/harness/supervisord/harness.py"

Each runtime is a supervisord of its own in a private folder. It is driven over its XML-RPC on a Unix
socket; each worker is a program in a group of its own, which is added and removed while supervisord
runs. What happens is read from supervisord's own log, which tells each step, its pids and how each
process ended; the XML-RPC and the events of its event listeners don't tell the latter two.

Nothing that supervisord lacks is made up for here. What a spec asks for and supervisord has no setting
for is refused as unsupported, but for the limit of restarts, which every policy has: a harness that
refused that could start nothing at all. Times are rounded up to supervisord's whole seconds.
"""

import http.client
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import xmlrpc.client

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

from workerkit_harness import TERMINAL, Harness, Refused, Worker, unsupported, wrong_spec  # noqa: E402

CONFIGURATION = """\
[unix_http_server]
file=%(folder)s/socket
chmod=0700

[supervisord]
nodaemon=true
logfile=/dev/null
logfile_maxbytes=0
loglevel=debug
pidfile=%(folder)s/pid
childlogdir=%(folder)s
umask=022

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[include]
files=%(folder)s/programs/*.conf
"""

GROUP = """\
[group:%(name)s]
programs=%(programs)s

"""

PROGRAM = """\
[program:%(name)s]
command=%(script)s
autostart=false
autorestart=%(autorestart)s
exitcodes=%(exitcodes)s
startsecs=%(startsecs)d
startretries=%(startretries)d
stopsignal=TERM
stopwaitsecs=%(stopwaitsecs)d
stopasgroup=true
killasgroup=true
priority=%(priority)d
stdout_logfile=NONE
stderr_logfile=NONE
"""

# What supervisord logs of a program, after the time and the level.
STEPS = [
    (re.compile(expression), step)
    for expression, step in (
        (r"spawned: '(?P<name>[^']+)' with pid (?P<pid>\d+)$", "spawned"),
        (r"success: (?P<name>\S+) entered RUNNING state", "succeeded"),
        (r"exited: (?P<name>\S+) \((?P<how>.*); (?P<expected>expected|not expected)\)$", "exited"),
        (r"gave up: (?P<name>\S+) entered FATAL state", "gave_up"),
        (r"killing (?P<name>\S+) \(pid \d+\) .*with signal SIGTERM$", "told"),
        (r"killing '(?P<name>[^']+)' \(\d+\) with SIGKILL$", "killed"),
        (r"sending (?P<name>\S+) \(pid \d+\) sig SIGKILL$", "killed"),
        (r"stopped: (?P<name>\S+) \((?P<how>.*)\)$", "stopped"),
        (r"Attempted to kill (?P<name>\S+), which is in BACKOFF state", "given_up"),
    )
]
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]{4} (.*)$")


# supervisord looks after its programs once a second, unless something comes in between.
LOOK_AFTER = 0.1
STEP_TAKES = 60

# How long a child of supervisord's may take to become the program.
EXEC_TAKES = 5

# What its XML-RPC answers where a start failed; within so many seconds the log tells if it did not.
SPAWN_ERROR = 50
QUICK = 2

# What supervisord leaves behind is there to be found, and goes when nobody looks any more.
MARK = "WORKERKIT_HARNESS"
LEFT_FOR = 90


class Program(Worker):
    """A worker that is a program of supervisord's."""

    settings = None
    restarting = False
    last_words = None
    failures = 0
    group = None
    began = 0.0

    @property
    def target(self):
        """Its name for supervisord, which has each program in a group, by default of the same name."""
        return self.name if self.group is None else "%s:%s" % (self.group, self.name)

    def spawned(self, line):
        self.pid = None
        exit, self.last_words = self.last_words, None
        cause = "it was started" if exit is None else "a restart was asked"
        await_exec(int(line["pid"]), self.harness.process.pid)
        self.moves("starting", cause, exit)
        self.began = time.monotonic()
        self.pid = int(line["pid"])

    def succeeded(self, line):
        self.failures = 0
        self.moves("running", "success: it has stayed up for startsecs")

    def exited(self, line):
        exit = how(line["how"])
        lived = time.monotonic() - self.began
        if self.state == "starting" and lived >= self.settings["startsecs"]:
            self.succeeded(line)  # supervisord does so, too, and does not log it.
        if self.state == "starting":
            self.failures += 1
            if self.failures > self.settings["startretries"]:
                self.last_words = exit
            else:
                self.moves("backoff", "exited too quickly", exit)
        elif self.settings["autorestart"] == "true" or (
            self.settings["autorestart"] == "unexpected" and line["expected"] == "not expected"
        ):
            self.moves("backoff", "exited: " + line["how"], exit)
        elif exit.get("code") in self.spec["restart"]["success"]["codes"]:
            self.moves("completed", "exited: " + line["how"], exit)
        else:
            self.moves("failed", "exited: " + line["how"], exit)

    def gave_up(self, line):
        exit, self.last_words = self.last_words, None
        self.failures = 0
        self.moves("failed", "FATAL: too many start retries too quickly", exit)

    def told(self, line):
        self.moves("stopping", "it was told to stop")

    def killed(self, line):
        if self.state != "killing":
            self.moves("killing", "SIGKILL")

    def stopped(self, line):
        self.failures = 0
        exit = how(line["how"])
        if self.restarting:
            self.restarting = False
            self.last_words = exit
            self.harness.later(lambda rpc: rpc.startProcess(self.target, False))
        else:
            self.moves("stopped", "stopped: " + line["how"], exit)

    def given_up(self, line):
        self.moves("stopped", "it was told to stop while it was in BACKOFF")


def await_exec(child, supervisord):
    """Until it is the program, the child has supervisord's handler of SIGTERM, which loses the signal."""
    end = time.monotonic() + EXEC_TAKES
    while time.monotonic() < end:
        try:
            if os.readlink("/proc/%d/exe" % child) != os.readlink("/proc/%d/exe" % supervisord):
                return
        except OSError:
            return  # It was quick, and is gone.
        time.sleep(0.001)


def how(text):
    """What supervisord says of the end of a process."""
    status = re.match(r"exit status (\d+)", text)
    if status:
        return {"type": "code", "code": int(status.group(1))}
    name = re.match(r"terminated by (SIG\w+)", text)
    if name and name.group(1) in signal.Signals.__members__:
        return {"type": "signal", "number": int(signal.Signals[name.group(1)])}
    return {"type": "lost", "reason": "supervisord says: " + text}


class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(STEP_TAKES)
        self.sock.connect(self.host_path)


class UnixTransport(xmlrpc.client.Transport):
    def __init__(self, path):
        super().__init__()
        self.path = path

    def make_connection(self, host):
        connection = UnixConnection("localhost")
        connection.host_path = self.path
        return connection


class Supervisord(Harness):
    name = "supervisord"
    capabilities = (
        "command",
        "shell",
        "signals",
        "host-processes",
        "host-files",
        "host-environment",
    )

    def __init__(self):
        super().__init__()
        self.program = shutil.which("supervisord", path=os.environ.get("PATH", "") + ":/usr/bin")
        if self.program is None:
            sys.exit("There is no supervisord on PATH; install the package supervisor")
        self.version = subprocess.check_output([self.program, "--version"], text=True).strip()
        self.folder = None
        self.process = None
        self.stepped = threading.Condition(self.lock)
        self.over = False
        self.names = 0
        self.groups = {}
        self.commands = 0

    def serve(self):
        try:
            super().serve()
        finally:
            self.end()

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            if marked(self.folder):
                bury_later(self.folder)

    # supervisord

    def do_open(self, request):
        for name in ("engine", "image", "address", "logDirectory"):
            if name in request["options"]:
                raise unsupported("%s: supervisord has no use for it; leave it out" % name)
        self.folder = tempfile.mkdtemp(prefix="supervisord-")
        os.mkdir(os.path.join(self.folder, "programs"))
        configuration = os.path.join(self.folder, "supervisord.conf")
        self.write(configuration, CONFIGURATION % {"folder": self.folder})
        self.process = subprocess.Popen(
            [self.program, "-c", configuration],
            env=dict(os.environ, **{MARK: self.folder}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        started = threading.Event()
        threading.Thread(target=self.read, args=(started,), daemon=True).start()
        if not started.wait(STEP_TAKES):
            raise Refused("failed", "supervisord did not start within %d s" % STEP_TAKES)
        threading.Thread(target=self.look_after, daemon=True).start()
        return {"master": self.process.pid}

    @staticmethod
    def write(path, text, mode=0o600):
        with open(path, "w", opener=lambda *args: os.open(*args, mode)) as file:
            file.write(text)

    def rpc(self):
        transport = UnixTransport(os.path.join(self.folder, "socket"))
        return xmlrpc.client.ServerProxy("http://localhost", transport).supervisor

    def look_after(self):
        rpc = self.rpc()
        while self.process.poll() is None:
            try:
                rpc.getState()
            except (OSError, http.client.HTTPException, xmlrpc.client.Error):
                return
            time.sleep(LOOK_AFTER)

    def later(self, deed):
        """What the log leads to must not keep the log from being read."""

        def do():
            try:
                deed(self.rpc())
            except (OSError, http.client.HTTPException, xmlrpc.client.Error) as wrong:
                print("supervisord refused: %s" % wrong, file=sys.stderr)

        threading.Thread(target=do, daemon=True).start()

    def read(self, started):
        for line in self.process.stdout:
            said = LINE.match(line.rstrip("\n"))
            if not said:
                continue
            if said.group(1).startswith("supervisord started with pid"):
                started.set()
            for expression, step in STEPS:
                found = expression.match(said.group(1))
                if found:
                    self.step(step, found)
        with self.lock:
            self.over = True
            for worker in self.workers.values():
                if worker.state == "backoff":
                    worker.moves("failed", "FATAL: supervisord was shut down")
            self.stepped.notify_all()

    def step(self, step, line):
        with self.lock:
            for worker in self.workers.values():
                if worker.name == line["name"]:
                    getattr(worker, step)(line)
            self.stepped.notify_all()

    def wait(self, what, condition):
        if not self.stepped.wait_for(condition, STEP_TAKES):
            raise Refused("failed", "supervisord's log does not tell %s" % what)

    # Workers

    def do_launch(self, request):
        spec = request["spec"]
        if self.over:
            raise Refused("closed", self.name)
        worker = self.made(spec)
        self.add(worker.name, self.section(worker))
        self.workers[worker.id] = worker
        self.spawn(worker)
        return worker.snapshot()

    def made(self, spec):
        settings = settings_of(spec)
        name = spec.get("name") or self.new_name()
        if name in self.groups or any(each.name == name for each in self.workers.values()):
            raise Refused("duplicate-name", "supervisord has a program of this name", name=name)
        worker = Program(self, "wrk-" + uuid.uuid4().hex[:12], name, spec)
        worker.settings = settings
        return worker

    def section(self, worker):
        script = os.path.join(self.folder, worker.id)
        self.write(script, script_of(worker), 0o700)
        return PROGRAM % dict(worker.settings, name=worker.name, script=script)

    def add(self, name, configuration):
        self.write(self.file(name), configuration)
        rpc = self.rpc()
        rpc.reloadConfig()
        rpc.addProcessGroup(name)

    def file(self, name):
        return os.path.join(self.folder, "programs", name + ".conf")

    # Groups

    def do_launch_group(self, request):
        name = request["group"]["name"]
        if self.over:
            raise Refused("closed", self.name)
        if name in self.groups or any(each.name == name for each in self.workers.values()):
            raise Refused("duplicate-name", "supervisord has a group of this name", name=name)
        members = [self.made(spec) for spec in request["group"]["workers"]]
        for member in members:
            member.group = name
        # supervisord starts those of a group by priority, in the order of their names.
        members.sort(key=lambda each: (each.settings["priority"], each.name))
        programs = ",".join(each.name for each in members)
        self.add(
            name,
            GROUP % {"name": name, "programs": programs}
            + "\n".join(self.section(each) for each in members),
        )
        self.groups[name] = members
        for member in members:
            self.workers[member.id] = member
        self.command(members[0], "start", lambda rpc: rpc.startProcessGroup(name, False))
        self.wait("the start", lambda: all(each.incarnation > 0 for each in members))
        return {"workers": [each.snapshot() for each in members]}

    def members(self, request):
        found = self.groups.get(request["group"])
        if found is None:
            raise Refused("failed", "There is no group '%s'" % request["group"])
        return found

    def do_start_group(self, request):
        members = self.members(request)
        for member in members:
            if member.state in ("stopping", "killing"):
                raise member.refuse("start", "wait until it has stopped")
        self.commands += 1
        self.start_group(request["group"], members)
        self.push({"done": request["deed"]})

    def start_group(self, name, members):
        for member in members:
            member.desired = "up"
        down = [(each, each.incarnation) for each in members if each.state in TERMINAL]
        if down:
            self.command(members[0], "start", lambda rpc: rpc.startProcessGroup(name, False))
            self.wait("the start", lambda: all(each.incarnation > old for each, old in down))

    def do_stop_group(self, request):
        members = self.members(request)
        self.commands += 1
        self.stop_group(request["group"], members)
        self.when_ended(members, lambda: self.push({"done": request["deed"]}))

    def stop_group(self, name, members):
        for member in members:
            member.desired = "down"
            member.restarting = False
        if not self.over:
            self.command(members[0], "stop", lambda rpc: rpc.stopProcessGroup(name, False))

    def do_restart_group(self, request):
        """There is no such request: it is what supervisorctl does."""
        name, members = request["group"], self.members(request)
        self.commands += 1
        command = self.commands
        self.stop_group(name, members)

        def start_again():
            if command == self.commands:
                self.start_group(name, members)
                self.push({"done": request["deed"]})
            else:
                self.push(overtaken(request))

        self.when_ended(members, start_again)

    def when_ended(self, members, deed):
        def wait():
            with self.lock:
                ended = self.stepped.wait_for(
                    lambda: all(each.state in TERMINAL for each in members), STEP_TAKES
                )
                if ended:
                    deed()
                else:
                    print("supervisord's log does not tell the stop of a group", file=sys.stderr)

        threading.Thread(target=wait, daemon=True).start()

    def do_remove_group(self, request):
        name, members = request["group"], self.members(request)
        for member in members:
            if member.state not in TERMINAL:
                raise member.refuse("remove", "stop it first")
        self.drop(members[0], name)
        del self.groups[name]
        for member in members:
            self.workers.pop(member.id, None)

    def drop(self, worker, name):
        if not self.over:
            self.command(worker, "remove", lambda rpc: rpc.removeProcessGroup(name))
            os.remove(self.file(name))
            self.rpc().reloadConfig()

    # Workers that are there

    def new_name(self):
        self.names += 1
        return "worker-%d" % self.names

    def spawn(self, worker):
        """Started while it is stopping, supervisord says that it did so, and does nothing."""
        before = worker.incarnation
        self.command(worker, "start", lambda rpc: self.start_process(rpc, worker))
        if worker.state not in ("stopping", "killing"):
            self.wait("the start", lambda: worker.incarnation > before)

    def start_process(self, rpc, worker):
        """A program that was so quick that it has failed already is told as one that was not started."""
        before = worker.incarnation
        try:
            rpc.startProcess(worker.target, False)
        except xmlrpc.client.Fault as fault:
            started = fault.faultCode == SPAWN_ERROR and self.stepped.wait_for(
                lambda: worker.incarnation > before, QUICK
            )
            if not started:
                raise

    def command(self, worker, command, deed):
        if self.over:
            raise Refused("closed", self.name)
        try:
            deed(self.rpc())
        except xmlrpc.client.Fault as fault:
            raise worker.refuse(command, "supervisord says " + fault.faultString)

    def do_start(self, request):
        worker = self.worker(request)
        worker.desired = "up"
        self.spawn(worker)
        return worker.snapshot()

    def do_stop(self, request):
        worker = self.worker(request)
        worker.desired = "down"
        worker.restarting = False
        self.stop(worker)
        return worker.snapshot()

    def stop(self, worker):
        """One that has ended, and that supervisord is about to start again, can't be stopped yet."""
        end = time.monotonic() + STEP_TAKES
        restarting = worker.restarting
        while (
            not self.over
            and worker.state in ("starting", "running", "backoff")
            and worker.restarting == restarting  # Else it is another incarnation already.
        ):
            if time.monotonic() > end:
                raise Refused("failed", "supervisord's log does not tell the stop")
            before = (worker.state, worker.incarnation)
            try:
                self.rpc().stopProcess(worker.target, False)
            except xmlrpc.client.Fault:
                pass  # It has ended by itself meanwhile, which the log tells.
            self.stepped.wait_for(lambda: (worker.state, worker.incarnation) != before, 1)

    def do_kill(self, request):
        """There is no such command: it is told to stop, and the signal sent right behind."""
        worker = self.worker(request)
        worker.desired = "down"
        worker.restarting = False
        self.stop(worker)
        if worker.state == "stopping":
            try:
                self.rpc().signalProcess(worker.target, "KILL")
            except xmlrpc.client.Fault:
                pass  # It was quick.
            self.wait("the signal", lambda: worker.state != "stopping")
        return worker.snapshot()

    def do_restart(self, request):
        worker = self.worker(request)
        if worker.state in ("stopping", "killing"):
            raise worker.refuse("restart", "wait until it has stopped")
        replaced = worker.incarnation
        worker.desired = "up"
        if worker.state in ("starting", "running"):
            worker.restarting = True
            self.stop(worker)
            if worker.restarting and worker.state in TERMINAL:  # It ended by itself meanwhile.
                worker.restarting = False
                self.spawn(worker)
        else:
            self.stop(worker)
            self.spawn(worker)
        return dict(worker.snapshot(), replaces=replaced)

    def do_remove(self, request):
        worker = self.worker(request)
        if worker.state not in TERMINAL:
            raise worker.refuse("remove", "stop it first")
        if worker.group is not None:
            raise unsupported("supervisord removes no program of a group, but the group alone")
        self.drop(worker, worker.name)
        del self.workers[worker.id]

    def do_close(self, request):
        if not self.over:
            for worker in self.workers.values():
                worker.desired = "down"
                worker.restarting = False
            self.rpc().shutdown()
            self.stepped.wait_for(lambda: self.over)
            self.process.wait()
        self.push({"closed": "supervisord was shut down"})


def overtaken(request):
    message = "Another command was given to the group '%s'" % request["group"]
    return {"done": request["deed"], "error": {"kind": "failed", "message": message}}


def marked(mark):
    """The processes that bear the mark in their environment."""
    found = []
    sought = ("%s=%s" % (MARK, mark)).encode()
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % process, "rb") as environment:
                if sought in environment.read().split(b"\0"):
                    found.append(int(process))
        except OSError:
            pass  # It is gone, or somebody else's.
    return found


def bury_later(mark):
    if os.fork() != 0:
        return
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    time.sleep(LEFT_FOR)
    for process in marked(mark):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    os._exit(0)


def settings_of(spec):
    """The program's section, if supervisord can do what the spec asks for."""
    for field in ("image", "isolation", "resources", "mounts", "disk", "endpoints", "relationships"):
        if field in spec:
            raise unsupported("%s: supervisord has nothing of the kind" % field)
    for field in ("watchdog", "dependsOn"):
        if spec.get(field):
            raise unsupported("%s: supervisord has nothing of the kind" % field)
    recycle = spec["recycle"]
    if recycle["watched"] or any(each in recycle for each in ("units", "ageMillis", "residentBytes")):
        raise unsupported("recycle: supervisord has nothing of the kind")
    require_program(spec)
    settings = dict(policy_of(spec["restart"]), priority=min(spec["priority"], 999))
    settings["startsecs"] = startsecs_of(spec)
    settings["stopwaitsecs"] = whole_seconds(spec["stop"]["graceMillis"])
    return settings


def startsecs_of(spec):
    readiness = spec["readiness"]
    if readiness["type"] == "immediate":
        return 0
    if readiness["type"] != "after":
        raise unsupported(
            "readiness: supervisord knows no other than startsecs, the time that it stays up"
        )
    if not spec["restart"]["startLimit"]["anyExit"]:
        raise unsupported(
            "restart.startLimit.anyExit: under startsecs supervisord takes each exit for a failed"
            " start, code 0 and those of 'prevent' included"
        )
    return whole_seconds(readiness["aliveMillis"])


def whole_seconds(millis):
    return -int(-millis // 1000)


def policy_of(policy):
    if policy["escalation"] != "none":
        raise unsupported("restart.escalation: supervisord has nothing of the kind")
    if policy["delay"]["firstMillis"] > 0:
        raise unsupported("restart.delay: supervisord starts again at once what had been running")
    limit = policy["startLimit"]
    delay = limit["delay"]
    if limit["retries"] > 0 and (delay["growth"], delay["firstMillis"]) != ("linear", 1000):
        raise unsupported("restart.startLimit.delay: supervisord waits 1 s, 2 s, 3 s and so on")
    return dict(autorestart_of(policy), startretries=limit["retries"])


def autorestart_of(policy):
    """supervisord starts again after all signals or after none, and after codes not in exitcodes."""
    ends = [{"type": "code", "code": code} for code in range(256)]
    signals = [{"type": "signal", "number": number} for number in range(1, 32)]
    if {starts_again(policy, end) for end in signals} == {True}:
        final = [end["code"] for end in ends if not starts_again(policy, end)]
        return {
            "autorestart": "unexpected" if final else "true",
            "exitcodes": ",".join(map(str, final or [0])),
        }
    if any(starts_again(policy, end) for end in ends + signals):
        raise unsupported(
            "restart: supervisord starts again after every signal, or never"
        )
    return {"autorestart": "false", "exitcodes": "0"}


def starts_again(policy, exit):
    def among(exits):
        return exit.get("code") in exits["codes"] or exit.get("number") in exits["signals"]

    cause = "clean" if among(policy["success"]) else exit["type"]
    if among(policy["prevent"]):
        return False
    return among(policy["force"]) or cause in policy["restartOn"]


def require_program(spec):
    launch = spec["launch"]
    folder = spec.get("workingDirectory")
    if launch["type"] not in ("command", "shell-line"):
        raise unsupported("launch: supervisord runs commands alone")
    if folder is not None and not os.path.isdir(folder):
        raise wrong_spec("workingDirectory", "there is no folder " + folder, "make it")
    if launch["type"] == "command":
        path = spec["environment"].get("PATH", os.environ.get("PATH"))
        program = launch["words"][0]
        if "/" in program:
            program = os.path.join(folder or "", program)
        if shutil.which(program, path=path) is None:
            raise wrong_spec(
                "launch.command",
                "supervisord can't find command '%s'" % launch["words"][0],
                "install it, or name it with its folder",
            )


def script_of(worker):
    """supervisord's configuration can't hold each word: a ';' begins a comment, and lines end."""
    spec = worker.spec
    launch = spec["launch"]
    words = launch["words"] if launch["type"] == "command" else ["/bin/sh", "-c", launch["line"]]
    variables = dict(spec["environment"], WRK_ID=worker.id)
    assigned = ["%s=%s" % each for each in variables.items()]
    folder = spec.get("workingDirectory", os.getcwd())
    return "#!/bin/sh\ncd %s || exit 127\nexec env -- %s >/dev/null 2>&1 </dev/null\n" % (
        shlex.quote(folder),
        " ".join(map(shlex.quote, assigned + words)),
    )


if __name__ == "__main__":
    Supervisord().serve()
