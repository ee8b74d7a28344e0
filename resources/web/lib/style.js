// A page's own stylesheet, when the page is first shown.
const loaded = new Map();

// loadStyle('live') → once style/live.css holds.
export function loadStyle(name) {
  if (!loaded.has(name)) {
    loaded.set(name, new Promise((resolve, reject) => {
      const link = Object.assign(document.createElement('link'), {rel: 'stylesheet', href: `/web/style/${name}.css`, onload: resolve});
      link.onerror = () => {
        loaded.delete(name);
        link.remove();
        reject(new Error(`style/${name}.css could not be loaded`));
      };
      document.head.append(link);
    }));
  }
  return loaded.get(name);
}
