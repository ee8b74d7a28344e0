// Boxes and names over a video, each on the frame that it was found on.
import {t} from '../../lib/words.js';
import {Lag, OverlayBuffer} from './overlay_buffer.js';

const colours = {known: '#2dd4bf', suggested: '#fbbf24', unknown: '#f1f5f9', deciding: '#94a3b8'};
const dashes = {suggested: [6, 4], deciding: [2, 4]};
const remembered = 128;
const everyFrame = 45;   // ms between boxes that are found on every frame
const mostBetween = 80;

// `video` plays what a WhepPlayer gives, `canvas` lies over it; onFrame(now, metadata) hears of each frame. Lives until end().
export class Boxes {
  #video;
  #canvas;
  #onFrame;
  #buffer = new OverlayBuffer();
  #lag = new Lag();
  #frames = new Map();    // RTP timestamp → when its last packet came, of the last frames
  #arrivals = new Map();  // RTP timestamp → when its boxes came, where the frame was not seen yet
  #pointer = null;
  #shown = null;
  #handle = 0;

  constructor(video, canvas, onFrame) {
    this.#video = video;
    this.#canvas = canvas;
    this.#onFrame = onFrame;
    this.#next();
  }

  end() { this.#video.cancelVideoFrameCallback?.(this.#handle); }

  add(overlay) {
    this.#buffer.add(overlay);
    const received = this.#frames.get(overlay.rtpTimestamp);
    if (received === undefined)
      remember(this.#arrivals, overlay.rtpTimestamp, performance.now());
    else
      this.#lag.take(performance.now() - received);
  }

  // How long frames should wait for their boxes, ms. Where boxes come less often than frames, half of the time between two more: the nearest
  // ones are as often those of a later frame.
  get wait() {
    const between = this.#buffer.interval;
    return this.#lag.ms && Math.min(Lag.most, this.#lag.ms + (between > everyFrame ? Math.min(between / 2, mostBetween) : 0));
  }

  clear() {
    this.#buffer.clear();
    this.#paint(null);
  }

  point(position) {
    this.#pointer = position;
    this.#paint(this.#shown);
  }

  // Who is in the picture.
  get faces() { return this.#shown?.faces ?? []; }

  #next() {
    this.#handle = this.#video.requestVideoFrameCallback?.((now, metadata) => {
      this.#next();
      this.#onFrame(now, metadata);
      if (metadata.rtpTimestamp !== undefined)
        this.#frame(metadata);
    });
  }

  #frame({rtpTimestamp, receiveTime}) {
    if (receiveTime !== undefined) {
      remember(this.#frames, rtpTimestamp, receiveTime);
      const arrived = this.#arrivals.get(rtpTimestamp);
      if (arrived !== undefined)
        this.#lag.take(arrived - receiveTime);
    }
    this.#draw(rtpTimestamp);
  }

  #draw(timestamp) {
    const overlay = this.#buffer.nearest(timestamp);
    if (overlay || this.#shown)
      this.#paint(overlay);
  }

  #paint(overlay) {
    this.#shown = overlay;
    const {clientWidth: width, clientHeight: height} = this.#canvas;
    const scale = devicePixelRatio;
    if (this.#canvas.width !== Math.round(width * scale) || this.#canvas.height !== Math.round(height * scale))
      [this.#canvas.width, this.#canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    this.#canvas.dataset.rtpTimestamp = overlay?.rtpTimestamp ?? '';
    const pen = this.#canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    const area = pictureArea(this.#video, width, height);
    for (const face of overlay?.faces ?? [])
      drawFace(pen, face, area, width, this.#pointer);
  }
}

function remember(map, key, value) {
  map.set(key, value);
  if (map.size > remembered)
    map.delete(map.keys().next().value);
}

// Where the picture lies in its box (object-fit: contain).
export function pictureArea(video, width, height) {
  const shape = (video.videoWidth || 4) / (video.videoHeight || 3);
  const wide = width / height > shape;
  const [w, h] = wide ? [height * shape, height] : [width, width / shape];
  return {x: (width - w) / 2, y: (height - h) / 2, w, h};
}

function drawFace(pen, face, area, width, pointer) {
  const [x, y, w, h] = [area.x + face.box[0] * area.w, area.y + face.box[1] * area.h, face.box[2] * area.w, face.box[3] * area.h];
  const colour = colours[face.state] ?? colours.deciding;
  pen.beginPath();
  pen.roundRect(x, y, w, h, Math.min(6, w / 8));
  pen.setLineDash(dashes[face.state] ?? []);
  pen.lineWidth = 4;
  pen.strokeStyle = 'rgb(2 6 23 / .45)';
  pen.stroke();
  pen.lineWidth = 2;
  pen.strokeStyle = colour;
  pen.stroke();
  pen.setLineDash([]);
  const isPointed = pointer && pointer.x >= x && pointer.x <= x + w && pointer.y >= y && pointer.y <= y + h;
  const text = labelOf(face, isPointed);
  if (text)
    drawLabel(pen, text, colour, x, y, w, width);
}

function drawLabel(pen, text, colour, x, y, w, width) {
  pen.font = '600 13px system-ui, sans-serif';
  const wide = pen.measureText(text).width + 12;
  const left = Math.max(2, Math.min(x + w / 2 - wide / 2, width - wide - 2));
  const top = Math.max(2, y - 26);
  pen.beginPath();
  pen.roundRect(left, top, wide, 22, 6);
  pen.fillStyle = 'rgb(2 6 23 / .78)';
  pen.fill();
  pen.fillStyle = colour;
  pen.textBaseline = 'middle';
  pen.fillText(text, left + 6, top + 11.5);
}

// The name above the face; how sure it is, or what keeps it from being compared, for the face that is pointed at.
function labelOf(face, isPointed) {
  const name = face.name ?? (face.challenge ? t(face.challenge) : face.state === 'unknown' ? t('unknown') : '');
  const mark = face.state === 'suggested' ? ' ?' : '';
  const more = face.refused ? t(face.refused) : face.confidence ? `${Math.round(face.confidence * 100)} %` : '';
  return isPointed && more ? `${name}${mark} ${more}`.trim() : name + mark;
}
