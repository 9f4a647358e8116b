"""A long way to an exchange: every byte, in either direction, arrives later by a delay, and none waits for another."""

import asyncio
import multiprocessing
import types


class Relay:
    """A port of this machine that leads to an exchange's, in a process of its own."""

    def __init__(self, exchange, delay):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        self.process = multiprocessing.Process(target=run, args=(exchange.port, delay, sender), daemon=True)
        self.process.start()
        # What a console has to know of the exchange, but for the port.
        self.seen = types.SimpleNamespace(venue=exchange.venue, authority=exchange.authority,
                                          key_file=exchange.key_file, port=receiver.recv())

    def stop(self):
        self.process.kill()
        self.process.join()


def run(target, delay, sender):
    asyncio.run(serve(target, delay, sender))


async def serve(target, delay, sender):
    async def accept(reader, writer):
        # TCP is answered here; TLS and all else by the exchange, a round trip away.
        upstream = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(carry(reader, upstream[1], delay), carry(upstream[0], writer, delay))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    sender.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def carry(reader, writer, delay):
    loop, queue = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver():
        while (item := await queue.get()) is not None:
            due, data = item
            await asyncio.sleep(max(0, due - loop.time()))
            writer.write(data)
            await writer.drain()
        writer.close()

    delivery = asyncio.create_task(deliver())
    try:
        while data := await reader.read(1 << 18):
            queue.put_nowait((loop.time() + delay, data))
    except ConnectionError:
        pass
    queue.put_nowait(None)
    try:
        await delivery
    except ConnectionError:
        pass
