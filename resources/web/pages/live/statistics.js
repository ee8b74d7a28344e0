// What a viewer's connection does, once a second: RTCStats in, figures out.

export const span = 60_000;

export class Statistics {
  #before = null;
  #series = new Map();  // name → [[at, value]]
  #delay = null;        // from the arrival of a frame's last packet to the screen, ms

  // Of requestVideoFrameCallback.
  frame(now, metadata) {
    if (metadata.receiveTime)
      this.#delay = Math.max(0, metadata.expectedDisplayTime - metadata.receiveTime);
  }

  // `camera` is the camera as the server describes it, for its part of the way.
  async sample(peer, camera) {
    const report = [...(await peer.getStats()).values()];
    const inbound = report.find(one => one.type === 'inbound-rtp' && one.kind === 'video');
    const pair = report.find(one => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded');
    if (!inbound)
      return null;
    const before = this.#before?.id === inbound.id ? this.#before : null;  // another connection begins anew
    this.#before = inbound;
    const passed = before ? (inbound.timestamp - before.timestamp) / 1000 : 0;
    const more = name => Math.max(0, (inbound[name] ?? 0) - (before?.[name] ?? 0));
    const aSecond = amount => passed > 0 ? amount / passed : null;
    const roundTrip = pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000;
    const figures = {
      at: Date.now(), width: inbound.frameWidth, height: inbound.frameHeight, decoded: inbound.framesDecoded ?? 0, dropped: inbound.framesDropped ?? 0,
      framesPerSecond: aSecond(more('framesDecoded')), kbps: aSecond(more('bytesReceived') * 8 / 1000),
      loss: more('packetsLost') / Math.max(1, more('packetsLost') + more('packetsReceived')), jitter: (inbound.jitter ?? 0) * 1000, roundTrip,
      codec: report.find(one => one.id === inbound.codecId)?.mimeType?.split('/')[1] ?? null,
      latency: this.#latency(roundTrip, camera),
    };
    this.#keep(figures);
    return figures;
  }

  // Capture to screen: what the server says of the way to it, half the round trip from it, and what this browser adds. No clock is
  // compared with another machine's.
  #latency(roundTrip, camera) {
    if (this.#delay === null || roundTrip === null)
      return null;
    return (camera.latencyMs ?? 0) + roundTrip / 2 + this.#delay;
  }

  #keep(figures) {
    for (const name of ['latency', 'kbps', 'loss', 'framesPerSecond', 'jitter']) {
      const points = this.#series.get(name) ?? [];
      points.push([figures.at, figures[name]]);
      while (points[0][0] < figures.at - span)
        points.shift();
      this.#series.set(name, points);
    }
  }

  series(name) { return this.#series.get(name) ?? []; }
}
