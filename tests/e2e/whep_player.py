"""A WHEP player with aiortc (draft-ietf-wish-whep): plays one camera and says what it sees, until its standard input ends.

usage: whep_player.py ADDRESS-OF-THE-VIEW
Prints "connected", "session ADDRESS", "frames N different M" every ten frames (M: pictures that are not as the one before), "state S", "transport S" (that of DTLS), "deleted STATUS".
A line "close" on its standard input ends the connection without a DELETE.
"""
import asyncio
import sys
import urllib.parse
import urllib.request

from aiortc import RTCPeerConnection, RTCSessionDescription


def request(method, url, body=None, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, body, headers or {}, method=method), timeout=20) as answer:
        return answer.status, answer.headers, answer.read().decode()


async def watch(track):
    frames = different = 0
    last = None
    while True:
        frame = await track.recv()
        luma = bytes(frame.planes[0])
        frames += 1
        different += luma != last
        last = luma
        if frames % 10 == 0:
            print(f"frames {frames} different {different}", flush=True)


async def play(address):
    connection = RTCPeerConnection()
    tasks = []

    @connection.on("connectionstatechange")
    def changed():
        print("state", connection.connectionState, flush=True)

    @connection.on("track")
    def track(media):
        tasks.append(asyncio.ensure_future(watch(media)))

    connection.addTransceiver("audio", direction="recvonly")  # as players do that know of no camera without a microphone
    connection.addTransceiver("video", direction="recvonly")
    await connection.setLocalDescription(await connection.createOffer())
    loop = asyncio.get_running_loop()
    status, headers, answer = await loop.run_in_executor(
        None, request, "POST", address, connection.localDescription.sdp.encode(), {"Content-Type": "application/sdp"})
    if status != 201:
        raise RuntimeError(f"POST answered {status}")
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    transport = connection.getReceivers()[0].transport
    transport.on("statechange", lambda: print("transport", transport.state, flush=True))
    session = urllib.parse.urljoin(address, headers["Location"])
    print("session", session, flush=True)
    print("connected", flush=True)
    if (await loop.run_in_executor(None, sys.stdin.readline)).strip() == "close":
        await connection.close()
        await loop.run_in_executor(None, sys.stdin.read)
        return
    status, _, _ = await loop.run_in_executor(None, request, "DELETE", session)
    print("deleted", status, flush=True)
    for task in tasks:
        task.cancel()
    await connection.close()


asyncio.run(play(sys.argv[1]))
