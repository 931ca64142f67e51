"""Spawns a child when told to, and says when the child has answered."""
import multiprocessing
import sys


def echo(end):
    try:
        while True:
            end.send(end.recv())
    except EOFError:
        pass  # the parent is gone


def main():
    context = multiprocessing.get_context("spawn")
    child = None
    for order in sys.stdin:
        if order == "spawn\n":
            near, far = context.Pipe()
            child = context.Process(target=echo, args=(far,), daemon=True)
            child.start()
            far.close()
            near.send("hello")
            near.recv()
            print("spawned", flush=True)
        else:
            child.kill()
            child.join()
            near.close()
            print("ended", flush=True)


if __name__ == "__main__":
    main()
