// What is said, in the language of who reads it. English sentences are the keys; times are the SITE's, wherever the browser is.

export const languages = {en: 'English', de: 'Deutsch', fr: 'Français'};

const known = {de: new Map(), fr: new Map()};
let current = 'en';
let timeZone;

export const language = () => current;
export function setLanguage(wanted) {
  current = wanted in languages ? wanted : 'en';
  document.documentElement.lang = current;
  formatters.clear();
}
export function setTimeZone(name) {
  timeZone = name || undefined;
  formatters.clear();
}

// The language that the browser asks for, of those that are there; else undefined.
export function browserLanguage() {
  return navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag in languages);
}

// addWords('de', {'Sign in': 'Anmelden', '{count} people': '{count} Personen'})
export function addWords(lang, words) {
  for (const [english, translated] of Object.entries(words))
    known[lang].set(english, translated);
}

// The words of a page: words/<page>.<language>.js, which give a table as their default.
export async function loadWords(page, lang = current) {
  if (lang !== 'en')
    addWords(lang, (await import(`../words/${page}.${lang}.js`)).default);
}

// t('{name} is away', {name}). Numbers are written in the language; what has no translation stays English.
export function t(sentence, values = {}) {
  const text = known[current]?.get(sentence) ?? sentence;
  return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? written(values[name]) : whole);
}
const written = value => typeof value === 'number' ? number(value) : isolated(String(value ?? ''));

// A name in a script that is written from right to left must not pull the numbers and dots behind it to its other side.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
export const isolated = text => rightToLeft.test(text) ? `\u2068${text}\u2069` : text;

// tn('{count} person', '{count} people', count): both sentences are keys.
export function tn(one, many, count, values = {}) {
  const isOne = new Intl.PluralRules(current).select(count) === 'one';
  return t(isOne ? one : many, {count, ...values});
}

// --- numbers and times -----------------------------------------------------------------------------------------------

const formatters = new Map();

function formatter(kind, options) {
  const key = kind.name + JSON.stringify(options);
  if (!formatters.has(key))
    formatters.set(key, new kind(current === 'en' ? 'en-GB' : current, options));
  return formatters.get(key);
}
const inZone = options => formatter(Intl.DateTimeFormat, {...options, timeZone});
const asDate = when => when instanceof Date ? when : new Date(when);

export const number = (value, options = {}) => formatter(Intl.NumberFormat, {maximumFractionDigits: 1, ...options}).format(value);
export const percent = (share, digits = 0) => number(share, {style: 'percent', maximumFractionDigits: digits});
export const bytes = count => {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(units.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3));
  return number(count / 1000 ** step, {style: 'unit', unit: units[step], unitDisplay: step ? 'short' : 'long'});
};

// An instant, ISO text or Date; null gives a dash. 08:03 · 08:03:12 · 21 Nov 2026 · 21 Nov 2026, 08:03
const orDash = format => (when, ...rest) => when === null || when === undefined || when === '' ? '–' : format(when, ...rest);
export const time = orDash(when => inZone({hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(asDate(when)));
export const seconds = orDash(when => inZone({hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'}).format(asDate(when)));
export const date = orDash((when, options = {day: 'numeric', month: 'short', year: 'numeric'}) => inZone(options).format(asDate(when)));
export const dateTime = orDash(when => `${date(when)}, ${time(when)}`);

// "08:03" today, "yesterday, 08:03" and further back with the date: for "away since …".
export const when = orDash(instant => {
  const days = Math.round((Date.parse(today()) - Date.parse(dayOf(instant))) / 86_400_000);
  if (days === 0)
    return time(instant);
  return days === 1 ? `${formatter(Intl.RelativeTimeFormat, {numeric: 'auto'}).format(-1, 'day')}, ${time(instant)}` : dateTime(instant);
});

// Days of the register are "2026-11-21", a date without an instant.
export const dayOf = instant => {
  const parts = Object.fromEntries(formatter(Intl.DateTimeFormat, {timeZone, year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory', numberingSystem: 'latn'})
    .formatToParts(asDate(instant)).map(part => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
};
export const today = () => dayOf(new Date());
export const addDays = (day, count) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
export const day = orDash((text, options = {weekday: 'short', day: 'numeric', month: 'short'}) =>
  formatter(Intl.DateTimeFormat, {...options, timeZone: 'UTC'}).format(new Date(`${text}T00:00:00Z`)));
export const longDay = text => day(text, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'});

// 95 s → "1 min 35 s", 5400 s → "1 h 30 min".
export function duration(total) {
  const whole = Math.max(0, Math.round(total));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const pieces = hours ? [`${hours} h`, minutes && `${minutes} min`] : [minutes && `${minutes} min`, (rest || !minutes) && `${rest} s`];
  return pieces.filter(Boolean).join(' ');
}
