// What a list of bookings means at a moment. No page, no clock: everything is given.

const minute = 60_000;

/** Reads RoomOS `Bookings Put` JSON into meetings ordered by start; times are milliseconds since 1970. */
export function readBookings(json) {
  return (JSON.parse(json).Bookings ?? []).map(readBooking).sort((a, b) => a.start - b.start || a.end - b.end);
}

function readBooking(booking) {
  const start = Date.parse(booking.Time.StartTime);
  const end = start + booking.Time.Duration * minute;
  return {
    id: booking.Id,
    title: booking.Title,
    organizer: booking.Organizer?.Name ?? '',
    start,
    end,
    opens: start - (booking.Time.StartTimeBuffer ?? 300) * 1000,
    closes: end + (booking.Time.EndTimeBuffer ?? 0) * 1000,
    target: readTarget(booking),
  };
}

/** What a press on Join opens, or null. Only schemes that we know: the address comes from an invitation. */
function readTarget(booking) {
  const address = booking.Number ?? '';
  if (!address || booking.Protocol === 'None') return null;
  if (/^https:\/\//i.test(address)) return { href: address, address, isPage: true };
  const scheme = booking.Protocol === 'H323' ? 'h323' : 'sip';
  const plain = address.replace(/^(sips?|h323):/i, '');
  return { href: `${scheme}:${encodeURI(plain)}`, address: plain, isPage: false };
}

/** The room at a moment: its state, the meeting that the panel speaks of, the one to join, and how long this lasts. */
export function roomAt(meetings, at, alerted) {
  const running = meetings.filter(m => m.start <= at && at < m.end);
  const next = meetings.find(m => m.start > at);
  const join = joinable(meetings, at, alerted);
  if (running.length > 0) {
    return { state: 'busy', meeting: inProgress(running, join), join, until: busyUntil(meetings, at) };
  }
  const soon = join && join.start > at;
  return { state: soon ? 'soon' : 'free', meeting: join ?? null, join, until: next?.start ?? null };
}

/** The running meeting before the next one, the next one before one that is over. An alert counts more than our own clock. */
function joinable(meetings, at, alerted) {
  const open = meetings.filter(m => m.target && at < m.closes && (m.opens <= at || alerted.has(m.id)));
  return open.findLast(m => m.start <= at && at < m.end) ?? open.find(m => m.start > at) ?? open.at(-1) ?? null;
}

function inProgress(running, join) {
  return running.includes(join) ? join : running.at(-1);
}

/** The end of the running meeting and of those that follow it without a pause. */
function busyUntil(meetings, at) {
  let until = at;
  for (const meeting of meetings) {
    if (meeting.start <= until && meeting.end > until) until = meeting.end;
  }
  return until;
}

/** The meetings of the day on which the moment lies, in the browser's time zone. */
export function dayOf(meetings, at) {
  const day = new Date(at);
  const from = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  const to = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
  return meetings.filter(m => m.start < to && m.end > from).map(m => ({ ...m, isAllDay: m.start <= from && m.end >= to }));
}
