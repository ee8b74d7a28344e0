// Listeners by name. `on` gives back how to stop listening; a signal stops it too.
export class Emitter {
  #listeners = new Map();

  on(name, listener, {signal} = {}) {
    if (signal?.aborted)
      return () => {};
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    const off = () => {
      listeners.delete(listener);
      signal?.removeEventListener('abort', off);
    };
    signal?.addEventListener('abort', off);
    return off;
  }

  // A listener that fails keeps nobody else from hearing.
  emit(name, ...values) {
    for (const listener of [...this.#listeners.get(name) ?? []]) {
      try {
        listener(...values);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
