// Ranges of days as people say them. Days are 'YYYY-MM-DD'; nothing here asks a clock.

const milliseconds = 86_400_000;
const toDate = day => new Date(`${day}T00:00:00Z`);
const toDay = date => date.toISOString().slice(0, 10);

export const isDay = text => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(toDate(text).getTime()) && toDay(toDate(text)) === text;
export const addDays = (day, count) => toDay(new Date(toDate(day).getTime() + count * milliseconds));
export const daysBetween = (from, until) => Math.round((toDate(until) - toDate(from)) / milliseconds);

const firstOfMonth = day => `${day.slice(0, 7)}-01`;
const monday = day => addDays(day, -((toDate(day).getUTCDay() + 6) % 7));

export const presets = ['today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month'];

// Ranges that are not over end today: of what comes nothing is known.
export function rangeOf(preset, today) {
  switch (preset) {
  case 'today': return {from: today, until: today};
  case 'yesterday': return {from: addDays(today, -1), until: addDays(today, -1)};
  case 'this-week': return {from: monday(today), until: today};
  case 'last-week': return {from: addDays(monday(today), -7), until: addDays(monday(today), -1)};
  case 'this-month': return {from: firstOfMonth(today), until: today};
  case 'last-month': {
    const last = addDays(firstOfMonth(today), -1);
    return {from: firstOfMonth(last), until: last};
  }
  }
  return null;
}
