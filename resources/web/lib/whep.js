// Plays a camera by WHEP (draft-ietf-wish-whep): one offer, candidates as they are found, the session ended when it is left. What breaks
// is begun again, later each time.
import * as api from './api.js';

const shortest = 1000;
const longest = 20_000;
const patience = 8000;     // for the first packet of a connection that was made
const ridingOut = 4000;    // a connection that is broken may heal by itself
const farewell = 1000;     // the server may take to hear that a view ends
const failuresToFallBack = 2;

// What the server names with its answers (RFC 9725 §4.6): the connections after the first one gather through them.
let iceServers = [];

// new WhepPlayer(camera, {onStream(stream), onState(state, detail)}): `state` is 'connecting', 'playing', 'waiting' (the server said later)
// or 'failed' (WebRTC does not get through: show something else; it is tried on). Lives until stop().
export class WhepPlayer {
  #path;
  #listener;
  #stopped = false;
  #peer = null;
  #resource = null;
  #timer = 0;
  #attempts = 0;
  #failures = 0;
  #startedAt = 0;

  constructor(camera, listener) {
    this.#path = `/whep/${encodeURIComponent(camera)}`;
    this.#listener = listener;
    this.#begin();
  }

  // The media connection while there is one, for its statistics.
  get peer() { return this.#peer; }
  get startedAt() { return this.#startedAt; }

  // The camera is known to be there again: no more waiting.
  hurry() {
    if (!this.#peer && !this.#stopped)
      this.#begin();
  }

  // The camera sends another codec: what was agreed is of no use any more, and the server has ended it.
  renew() {
    this.#resource = null;
    this.#attempts = 0;
    if (!this.#stopped)
      this.#begin();
  }

  stop() {
    this.#stopped = true;
    this.#end();
  }

  async #begin() {
    clearTimeout(this.#timer);
    this.#end();
    this.#tell('connecting');
    this.#startedAt = performance.now();
    const peer = this.#peer = new RTCPeerConnection({iceServers});
    try {
      await this.#negotiate(peer);
    } catch (error) {
      if (peer === this.#peer)
        this.#postpone(error);
    }
  }

  async #negotiate(peer) {
    const session = {url: null, etag: null, waiting: []};
    peer.ontrack = ({track, streams}) => {
      peer.getReceivers().forEach(receiver => { receiver.jitterBufferTarget = 0; });
      this.#listener.onStream(streams[0] ?? new MediaStream([track]));
    };
    peer.onicecandidate = ({candidate}) => candidate && this.#trickle(session, candidate);
    peer.onconnectionstatechange = () => this.#connectionChanged(peer);
    peer.addTransceiver('video', {direction: 'recvonly'});
    await peer.setLocalDescription();
    const reply = await api.post(this.#path, peer.localDescription.sdp, {base: '', raw: true, headers: {'Content-Type': 'application/sdp', Accept: 'application/sdp'}});
    session.etag = reply.headers.get('etag');
    iceServers = iceServersOf(reply.headers.get('link') ?? '');
    session.url = new URL(reply.headers.get('location'), reply.url).pathname;
    if (peer !== this.#peer) {
      leave(session.url);
      return;
    }
    this.#resource = session.url;
    await peer.setRemoteDescription({type: 'answer', sdp: await reply.text()});
    this.#watchForTheEnd(peer);
    session.waiting.splice(0).forEach(candidate => this.#trickle(session, candidate));
    this.#timer = setTimeout(() => this.#arrived(peer) || this.#broken(peer), patience);
  }

  // RFC 8840: a fragment of SDP with the new candidate.
  #trickle(session, candidate) {
    if (!session.url) {
      session.waiting.push(candidate);
      return;
    }
    const lines = [`a=ice-ufrag:${candidate.usernameFragment}`, 'm=video 9 UDP/TLS/RTP/SAVPF 0', `a=mid:${candidate.sdpMid}`, `a=${candidate.candidate}`];
    const password = session.password ??= this.#peer?.localDescription?.sdp.match(/a=ice-pwd:(\S+)/)?.[1];
    lines.splice(1, 0, `a=ice-pwd:${password}`);
    api.patch(session.url, `${lines.join('\r\n')}\r\n`, {base: '', anonymous: true, ifMatch: session.etag, headers: {'Content-Type': 'application/trickle-ice-sdpfrag'}})
      .catch(() => {});  // the connection may be made without it; if not, it is begun again
  }

  // The server says goodbye by DTLS, and connectionState of a connection whose transport was closed says nothing of it.
  #watchForTheEnd(peer) {
    const transport = peer.getReceivers()[0]?.transport;
    transport?.addEventListener('statechange', () => {
      if (transport.state !== 'closed' || peer !== this.#peer)
        return;
      this.#resource = null;  // gone already
      this.#postpone(null);
    });
  }

  #arrived(peer) { return peer !== this.#peer || peer.connectionState === 'connected'; }

  #connectionChanged(peer) {
    if (peer !== this.#peer)
      return;
    clearTimeout(this.#timer);
    if (peer.connectionState === 'connected') {
      this.#attempts = this.#failures = 0;
      this.#tell('playing');
    } else if (peer.connectionState === 'disconnected') {
      this.#timer = setTimeout(() => this.#broken(peer), ridingOut);
    } else if (peer.connectionState === 'failed' || peer.connectionState === 'closed') {
      this.#broken(peer);
    }
  }

  #broken(peer) {
    if (peer !== this.#peer)
      return;
    this.#failures += 1;
    this.#postpone(null);
  }

  #postpone(error) {
    this.#end();
    if (this.#stopped)
      return;
    const delay = error?.retryAfter ? error.retryAfter * 1000 : Math.min(longest, shortest * 2 ** this.#attempts++) * (0.75 + Math.random() / 2);
    this.#tell(this.#failures >= failuresToFallBack ? 'failed' : 'waiting', error);
    this.#timer = setTimeout(() => this.#begin(), delay);
  }

  // The session first: a connection that closes ends it by itself, and there would be nothing left to delete.
  #end() {
    clearTimeout(this.#timer);
    const peer = this.#peer;
    const left = this.#resource ? leave(this.#resource) : null;
    this.#peer = this.#resource = null;
    if (!peer)
      return;
    if (!left) {
      peer.close();
      return;
    }
    left.finally(() => peer.close());
    setTimeout(() => peer.close(), farewell);
  }

  #tell(state, detail) {
    if (!this.#stopped)
      this.#listener.onState(state, detail);
  }
}

// <turn:host:port?transport=udp>; rel="ice-server"; username="…"; credential="…", …
export function iceServersOf(link) {
  return [...link.matchAll(/<([^>]+)>((?:\s*;\s*[\w-]+="[^"]*")*)/g)].map(([, urls, rest]) => {
    const named = Object.fromEntries([...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    return named.rel === 'ice-server' ? {urls, ...named.username ? {username: named.username, credential: named.credential} : {}} : null;
  }).filter(Boolean);
}

// Also while the page goes away.
function leave(resource) {
  return api.remove(resource, undefined, {base: '', keepalive: true, anonymous: true}).catch(() => {});  // the server forgets it by itself otherwise
}
