// Which boxes belong to which frame. RTP timestamps count 90,000 a second and wrap at 2^32.

export const ticksPerMs = 90;
const furthest = 80 * ticksPerMs;  // boxes are shown on frames no further than this from the one that they were found on
const kept = 64;

// From b to a, either way round the wrap.
export const ticksBetween = (a, b) => (a - b) | 0;

export class OverlayBuffer {
  #overlays = [];  // by time

  add(overlay) {
    let place = this.#overlays.length;
    while (place > 0 && ticksBetween(overlay.rtpTimestamp, this.#overlays[place - 1].rtpTimestamp) < 0)
      --place;
    this.#overlays.splice(place, 0, overlay);
    if (this.#overlays.length > kept)
      this.#overlays.shift();
  }

  clear() { this.#overlays = []; }

  // The usual time between two overlays, ms; 0 while it is not known.
  get interval() {
    const gaps = this.#overlays.slice(-17).map(({rtpTimestamp}, place, last) => place ? ticksBetween(rtpTimestamp, last[place - 1].rtpTimestamp) / ticksPerMs : 0).slice(1);
    return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  }

  // The overlay nearest to a frame, before or after it; null where none is near enough.
  nearest(timestamp) {
    let best = null;
    let distance = furthest + 1;
    for (const overlay of this.#overlays) {
      const away = Math.abs(ticksBetween(overlay.rtpTimestamp, timestamp));
      if (away < distance)
        [best, distance] = [overlay, away];
    }
    return best;
  }
}

// How long after a frame its boxes come, in ms: what the video waits so that they are there in time. Grows at once and shrinks slowly, so
// that one quick answer does not make the next late.
export class Lag {
  static most = 400;
  #ms = 0;

  take(ms) {
    const seen = Math.max(0, Math.min(Lag.most, ms));
    this.#ms = seen > this.#ms ? seen : this.#ms + (seen - this.#ms) * 0.02;
  }
  get ms() { return Math.round(this.#ms); }
}
