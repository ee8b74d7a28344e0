// The tiles: how many at once, which of them are seen, one of them in full.
import {fill, h} from '../../lib/dom.js';
import {Tile} from './tile.js';

export const sizes = [1, 4, 9, 16];
const grace = 5000;  // a tab that is left for a moment goes on playing

export class Wall {
  #tiles = new Map();  // camera id → Tile
  #order = [];
  #size = 4;
  #page = 0;
  #full = null;
  #boxes = true;
  #seen = new Set();
  #leaving = 0;
  #onOpen;
  #watcher = new IntersectionObserver(entries => this.#intersected(entries), {threshold: 0.05});

  constructor({signal, onOpen}) {
    this.#onOpen = onOpen;
    this.element = h('div', {class: 'wall'});
    const visibility = () => this.#visibility();
    document.addEventListener('visibilitychange', visibility, {signal});
    signal.addEventListener('abort', () => {
      clearTimeout(this.#leaving);
      this.#watcher.disconnect();
      this.#tiles.forEach(tile => tile.end());
    });
  }

  get pages() { return Math.max(1, Math.ceil(this.#order.length / this.#size)); }
  get page() { return this.#page; }
  get full() { return this.#full && this.#tiles.get(this.#full); }
  tile(id) { return this.#tiles.get(id); }
  get playing() { return [...this.#tiles.values()].filter(tile => this.#isShown(tile)); }

  setCameras(cameras) {
    const known = new Set(cameras.map(camera => camera.id));
    for (const [id, tile] of this.#tiles) {
      if (known.has(id))
        continue;
      tile.end();
      this.#watcher.unobserve(tile.element);
      this.#tiles.delete(id);
    }
    cameras.forEach(camera => this.setCamera(camera, false));
    this.#order = [...cameras].sort((a, b) => (a.name || a.id).localeCompare(b.name || b.id)).map(camera => camera.id);
    this.#draw();
  }

  // True where the camera is new.
  setCamera(camera, draws = true) {
    const had = this.#tiles.get(camera.id);
    if (had) {
      had.update(camera);
      return false;
    }
    const tile = new Tile(camera, {onOpen: opened => this.#onOpen(opened.camera.id)});
    tile.showBoxes(this.#boxes);
    this.#tiles.set(camera.id, tile);
    this.#watcher.observe(tile.element);
    if (draws) {
      this.#order.push(camera.id);
      this.#draw();
    }
    return true;
  }

  show({size = this.#size, page = this.#page, full = this.#full}) {
    this.#size = size;
    this.#page = Math.min(Math.max(0, page), this.pages - 1);
    this.#full = this.#tiles.has(full) ? full : null;
    this.#draw();
  }

  showBoxes(wanted) {
    this.#boxes = wanted;
    this.#tiles.forEach(tile => tile.showBoxes(wanted));
  }

  // The next or the one before: of the tiles' pages, or of the cameras where one is shown in full.
  step(by) {
    if (!this.#full) {
      this.show({page: (this.#page + by + this.pages) % this.pages});
      return;
    }
    const at = this.#order.indexOf(this.#full);
    this.#onOpen(this.#order[(at + by + this.#order.length) % this.#order.length]);
  }

  #draw() {
    const ids = this.#full ? [this.#full] : this.#order.slice(this.#page * this.#size, (this.#page + 1) * this.#size);
    const columns = ids.length <= 1 ? 1 : Math.min(Math.ceil(Math.sqrt(ids.length)), Math.sqrt(this.#size) || 1);
    this.element.style.setProperty('--columns', columns);
    this.element.style.setProperty('--rows', Math.ceil(ids.length / columns));
    const wanted = ids.map(id => this.#tiles.get(id).element);
    const isSame = wanted.length === this.element.children.length && wanted.every((element, place) => element === this.element.children[place]);
    if (!isSame)
      fill(this.element, wanted);
    this.#refresh();
  }

  #isShown(tile) { return tile.element.isConnected && this.#seen.has(tile.element); }

  #intersected(entries) {
    for (const entry of entries) {
      if (entry.isIntersecting)
        this.#seen.add(entry.target);
      else
        this.#seen.delete(entry.target);
    }
    this.#refresh();
  }

  #refresh() {
    if (document.hidden)
      return;
    this.#tiles.forEach(tile => tile.play(this.#isShown(tile)));
  }

  #visibility() {
    clearTimeout(this.#leaving);
    if (document.hidden)
      this.#leaving = setTimeout(() => this.#tiles.forEach(tile => tile.play(false)), grace);
    else
      this.#refresh();
  }
}
