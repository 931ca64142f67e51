"""A master of a shared worker, written from SPEC.md with the standard library alone.

    python3 master.py SOCKET COOKIE_FILE

Sends each line of its input, a JSON value, and prints the answer; then asks how the worker is,
and stops it.
"""
import hashlib, hmac, json, secrets, socket, struct, sys

HELLO, DATA, QUERY, STATUS, STOP, STOPPED, REFUSED, PING, PONG, BYE = range(1, 11)


class Master:
    def __init__(self, path, cookie):
        self.cookie, self.last_id, self.nonce = cookie.strip(), 0, secrets.token_hex(32)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rb")
        self.socket.sendall(b"WRKS\x01\x00\x00\x00")
        self.send(HELLO, {"role": "master", "name": "python", "codec": "json", "nonce": self.nonce})
        preface = self.read(8)
        if preface[:5] != b"WRKS\x01":
            raise ConnectionError(f"no worker of version 1: {preface}")
        self.hello = self.expect(HELLO)

    def send(self, type, value):
        content = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.socket.sendall(struct.pack(">IB", 1 + len(content), type) + content)

    def read(self, count):
        data = self.stream.read(count)
        if len(data) < count:
            raise ConnectionError("the connection is lost")
        return data

    def receive(self):
        """The next frame that is not a ping, which is answered."""
        while True:
            length, type = struct.unpack(">IB", self.read(5))
            content = self.read(length - 1)
            if type != PING:
                return type, content
            self.send(PONG, content)

    def expect(self, type):
        got, content = self.receive()
        if got != type:
            raise ConnectionError(f"frame {got}: {content.decode()}")
        return json.loads(content)

    def proof(self, side, type, id):
        lines = ["workerkit-1", side, type, str(id), self.hello["challenge"], self.nonce, ""]
        return hmac.new(self.cookie, "\n".join(lines).encode(), hashlib.sha256).hexdigest()

    def request(self, type, name, answer_type, answer_name):
        self.last_id += 1
        self.send(type, {"id": self.last_id, "proof": self.proof("master", name, self.last_id)})
        answer = self.expect(answer_type)
        proof = self.proof("worker", answer_name, self.last_id)
        if answer["id"] != self.last_id or not hmac.compare_digest(answer["proof"], proof):
            raise ConnectionError(f"not from the worker: {answer}")
        return answer

    def query(self):
        return self.request(QUERY, "query", STATUS, "status")["status"]

    def stop(self):
        self.request(STOP, "stop", STOPPED, "stopped")
        self.stream.read()  # until its process has ended


if __name__ == "__main__":
    with open(sys.argv[2], "rb") as file:
        master = Master(sys.argv[1], file.read())
    print("connected to", master.hello["name"], flush=True)
    for line in sys.stdin:
        master.send(DATA, line.strip().encode())
        print(json.dumps(master.expect(DATA)), flush=True)
    print(master.query()["text"], flush=True)
    master.stop()
    print("stopped", flush=True)
