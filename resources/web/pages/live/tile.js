// One camera of the wall: its video with boxes, its name and state. It stays through breaks of the camera: the same picture goes on.
import * as api from '../../lib/api.js';
import {isAway, nameOf} from '../../lib/camera.js';
import {fill, h, icon} from '../../lib/dom.js';
import {problemOf} from '../../lib/ui/form.js';
import {dot} from '../../lib/ui/pill.js';
import {WhepPlayer} from '../../lib/whep.js';
import {number, t, when} from '../../lib/words.js';
import {Boxes} from './boxes.js';
import {Statistics} from './statistics.js';

const least = 15;  // ms that a change of the wait for boxes is worth

// new Tile(camera, {onOpen}): .element, .update(camera), .play(bool), .showBoxes(bool), .overlay(message), .sample(). Lives until end().
export class Tile {
  #player = null;
  #boxes;
  #wantsBoxes = true;
  #waits = 0;
  #isPlaying = false;
  #hadFrame = false;  // ever
  #isShowing = false; // since the player began
  #problem = '';  // why there is no connection
  #codec = null;  // that the camera sent last

  constructor(camera, {onOpen}) {
    this.camera = camera;
    this.statistics = new Statistics();
    this.figures = null;
    this.still = h('canvas', {class: 'still', 'aria-hidden': 'true'});
    this.video = h('video', {muted: true, autoplay: true, playsinline: true, disablepictureinpicture: true, 'aria-hidden': 'true'});
    this.canvas = h('canvas', {class: 'boxes', 'aria-hidden': 'true'});
    this.image = h('img', {alt: '', hidden: true});
    this.note = h('span', {class: 'note'});
    this.name = h('b', {});
    this.state = h('span', {class: 'state'});
    this.element = h('button', {type: 'button', class: 'tile', dataset: {camera: camera.id}, onclick: () => onOpen(this)},
      this.still, this.video, this.image, this.canvas, this.note, h('span', {class: 'edge'}, this.name, this.state));
    this.#boxes = new Boxes(this.video, this.canvas, (now, metadata) => this.#frame(now, metadata));
    this.element.addEventListener('pointermove', event => this.#boxes.point({x: event.offsetX, y: event.offsetY}));
    this.element.addEventListener('pointerleave', () => this.#boxes.point(null));
    this.update(camera);
  }

  get faces() { return this.#boxes.faces; }

  update(camera) {
    const wasAway = isAway(this.camera);
    this.camera = camera;
    if (isAway(camera) && !wasAway) {
      this.#keepStill();
      this.#boxes.clear();
    }
    if (wasAway && !isAway(camera))
      this.#player?.hurry();
    this.#followCodec();
    if (this.#isPlaying)
      this.#start();
    this.#describe();
  }

  // Only what is seen plays.
  play(wanted) {
    if (wanted === this.#isPlaying)
      return;
    this.#isPlaying = wanted;
    if (wanted)
      this.#start();
    else
      this.#stop();
    this.#describe();
  }

  showBoxes(wanted) {
    this.#wantsBoxes = wanted;
    if (!wanted)
      this.#boxes.clear();
  }

  overlay(message) {
    if (this.#wantsBoxes && this.#player)
      this.#boxes.add(message);
  }

  async sample() {
    const peer = this.#player?.peer;
    this.figures = peer?.connectionState === 'connected' ? await this.statistics.sample(peer, this.camera) : null;
    this.#waitForBoxes(peer);
    this.#describe();
  }

  end() {
    this.#stop();
    this.#boxes.end();
  }

  // A camera that sends nothing yet has nothing to play; one that stops or leaves while it played is waited for.
  #start() {
    if (this.#player || this.camera.state !== 'streaming' || !this.camera.codec)
      return;
    this.#player = new WhepPlayer(this.camera.id, {onStream: stream => this.#take(stream), onState: (state, problem) => this.#playerState(state, problem)});
  }

  #followCodec() {
    const {codec} = this.camera;
    if (!codec || codec === this.#codec)
      return;
    if (this.#codec)
      this.#player?.renew();
    this.#codec = codec;
  }

  #stop() {
    this.#keepStill();
    this.#player?.stop();
    this.#player = null;
    this.video.srcObject = null;
    this.#fallBack(false);
    this.#boxes.clear();
    this.figures = null;
    this.#waits = 0;
    this.#isShowing = false;
  }

  #take(stream) {
    this.#keepStill();
    this.video.srcObject = stream;
    this.video.play().catch(() => {});  // a new stream came meanwhile
  }

  #playerState(state, problem) {
    this.#waits = 0;
    this.#problem = state === 'waiting' && problem && !problem.isOffline ? problemOf(problem) : '';  // that is said above the page
    this.#fallBack(state === 'failed' || (state === 'connecting' && !this.image.hidden));
    this.#describe();
  }

  // MJPEG goes through wherever the page does.
  #fallBack(wanted) {
    if (wanted === !this.image.hidden)
      return;
    this.image.hidden = !wanted;
    if (wanted)
      this.image.src = api.address(`/mjpeg/${encodeURIComponent(this.camera.id)}`, {rate: 10}, '');
    else
      this.image.removeAttribute('src');
  }

  #frame(now, metadata) {
    this.statistics.frame(now, metadata);
    if (this.#isShowing || !this.#player)
      return;
    this.#hadFrame = this.#isShowing = true;
    this.element.classList.add('pictured');
    this.element.dataset.joined = Math.round(performance.now() - this.#player.startedAt);
    this.#describe();
  }

  // The last picture stays under the video while that has none.
  #keepStill() {
    if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !this.video.videoWidth)
      return;
    [this.still.width, this.still.height] = [this.video.videoWidth, this.video.videoHeight];
    this.still.getContext('2d').drawImage(this.video, 0, 0);
  }

  #waitForBoxes(peer) {
    const wanted = this.#wantsBoxes ? this.#boxes.wait : 0;
    if (!peer || Math.abs(wanted - this.#waits) < least)
      return;
    this.#waits = wanted;
    for (const receiver of peer.getReceivers())
      receiver.jitterBufferTarget = wanted;
  }

  #describe() {
    const {camera} = this;
    const away = isAway(camera);
    this.element.classList.toggle('away', away);
    this.element.classList.toggle('playing', Boolean(this.figures));
    this.name.textContent = nameOf(camera);
    const state = camera.state === 'streaming' && this.#isPlaying && !this.#isShowing && this.image.hidden ? 'connecting' : camera.state;
    const word = away ? t('away since {time}', {time: when(camera.lastSeen)}) : state === 'streaming' ? this.#liveText() : t(state);
    fill(this.state, dot(state), word);
    this.note.replaceChildren(...this.#noteOf(away));
    this.element.setAttribute('aria-label', `${nameOf(camera)}: ${state === 'streaming' ? t('live') : word}`);
  }

  #liveText() {
    const {latency, framesPerSecond} = this.figures ?? {};
    const pieces = [framesPerSecond === undefined || framesPerSecond === null ? '' : `${number(framesPerSecond, {maximumFractionDigits: 0})}/s`, latency ? `${number(latency, {maximumFractionDigits: 0})} ms` : ''];
    return [t('live'), ...pieces.filter(Boolean)].join(' · ');
  }

  #noteOf(away) {
    if (!this.image.hidden)
      return [icon('info'), t('WebRTC does not get through from here: plain pictures instead')];
    if (away && !this.#hadFrame)
      return [icon('offline'), t('No picture until the camera is back')];
    if (this.#problem)
      return [icon('warning'), this.#problem];
    return this.camera.challenge ? [t('Asked to show life: {what}', {what: t(this.camera.challenge)})] : [];
  }
}
