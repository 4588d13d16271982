// Calendars speak in wall times of the mailbox's zone. Here a wall time is a Date whose UTC fields carry it, so that the
// browser's own zone never interferes.

const pad = n => String(n).padStart(2, '0');

/** "2026-06-10T09:30:00.0000000" becomes a wall time. */
export const parse = text => new Date(text.slice(0, 19) + 'Z');

/** The value of an input of type datetime-local. */
export const toInput = wall => wall.toISOString().slice(0, 16);

/** What Graph takes as dateTime. */
export const toGraph = wall => wall.toISOString().slice(0, 19);

export const dateOf = wall => wall.toISOString().slice(0, 10);

export const clock = wall => `${pad(wall.getUTCHours())}:${pad(wall.getUTCMinutes())}`;

export const addMinutes = (wall, minutes) => new Date(wall.getTime() + minutes * 60000);

export const addDays = (wall, days) => new Date(wall.getTime() + days * 86400000);

export const startOfDay = wall => new Date(dateOf(wall) + 'T00:00:00Z');

/** Monday of the week. */
export const startOfWeek = wall => addDays(startOfDay(wall), -((wall.getUTCDay() + 6) % 7));

export const long = (wall, options) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(wall);

/** The wall time that it is now in an IANA zone. */
export const now = zone => new Date(wallAt(Date.now(), zone));

/** The moment of a wall time in an IANA zone, as ISO text. Twice refined, for the hours around a change of clocks. */
export function toUtc(wall, zone) {
  let guess = wall.getTime();
  for (let i = 0; i < 2; i++) guess += wall.getTime() - wallAt(guess, zone);
  return new Date(guess).toISOString();
}

function wallAt(moment, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(new Date(moment)).map(p => [p.type, p.value]));
  return parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`).getTime();
}
