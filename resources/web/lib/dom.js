// Elements out of values: text stays text, markup is never made of strings.

const svgNamespace = 'http://www.w3.org/2000/svg';

// h('button', {class: 'primary', onclick: save, 'aria-label': '…', disabled: true}, 'Save', icon('check'))
// Functions become listeners; `dataset` and `style` take objects; true and false set and leave out; children may be nested lists; null,
// undefined and false are left out.
export function h(tag, props, ...children) {
  return build(document.createElement(tag), props, children);
}

// The same for SVG.
export function s(tag, props, ...children) {
  return build(document.createElementNS(svgNamespace, tag), props, children);
}

function build(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {}))
    setProperty(element, name, value);
  element.append(...flatten(children));
  return element;
}

function setProperty(element, name, value) {
  if (value === undefined || value === null)
    return;
  if (name.startsWith('on') && typeof value === 'function')
    element.addEventListener(name.slice(2), value);
  else if (name === 'dataset')
    Object.assign(element.dataset, value);
  else if (name === 'style')
    for (const [property, text] of Object.entries(value))
      element.style.setProperty(property, text);
  else if (name === 'value' || name === 'checked' || name === 'selected' || name === 'muted' || name === 'indeterminate' || name === 'srcObject')
    element[name] = value;
  else if (value === true)
    element.setAttribute(name, '');
  else if (value !== false || name.startsWith('aria-'))
    element.setAttribute(name, String(value));
}

function flatten(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false && child !== true);
}

// The element's children become these.
export function fill(element, ...children) {
  element.replaceChildren(...flatten(children));
  return element;
}

// A drawing of the sheet icons.svg (lib/icons.js); without a label it is decoration.
export function icon(name, label) {
  const use = s('use', {href: `#icon-${name}`});
  const hidden = label ? {role: 'img', 'aria-label': label} : {'aria-hidden': 'true'};
  return s('svg', {class: 'icon', viewBox: '0 0 24 24', ...hidden}, use);
}

let lastId = 0;
export function uniqueId(prefix = 'id') {
  return `${prefix}-${++lastId}`;
}
