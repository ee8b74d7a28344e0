// Instants out of days and times of day as the SITE's clocks show them, wherever the browser is.
import {current} from './session.js';
import {addDays, dayOf} from './words.js';

const parts = {year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn'};

// What the site's clock shows at an instant, as if it were UTC: milliseconds.
function shownAt(instant) {
  const format = new Intl.DateTimeFormat('en', {...parts, timeZone: current().site?.timeZone || undefined});
  const part = Object.fromEntries(format.formatToParts(instant).map(({type, value}) => [type, value]));
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
}

// instantOf('2026-11-21', '08:05') → ISO text in UTC. A time that the clock skips is as far after the jump as it would have been before.
export function instantOf(day, timeOfDay) {
  const wanted = Date.parse(`${day}T${timeOfDay}:00Z`);
  let instant = wanted;
  for (let round = 0; round < 2; ++round)
    instant += wanted - shownAt(instant);
  return new Date(instant).toISOString();
}

// '08:05' for an <input type="time">.
export function timeOfDay(instant) {
  return new Date(shownAt(new Date(instant))).toISOString().slice(11, 16);
}

// From the day's midnight to the next one's.
export const boundsOf = day => ({from: instantOf(day, '00:00'), until: instantOf(addDays(day, 1), '00:00')});

export const isDay = text => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(text));
export {dayOf};
