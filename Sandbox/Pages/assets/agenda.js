import { el } from './dom.js';
import * as wall from './walltime.js';

/** The list of days, each with its meetings. */
export function agenda(state, now, open) {
  const days = [];
  for (let i = 0; i < state.days; i++) {
    const day = wall.addDays(state.from, i);
    const next = wall.addDays(day, 1);
    const today = wall.dateOf(day) === wall.dateOf(now);
    const meetings = state.meetings.filter(m => wall.parse(m.start.dateTime) < next && wall.parse(m.end.dateTime) > day);
    if (!meetings.length && !today && state.days > 1) continue;
    days.push(el('section', { className: today ? 'day today' : 'day' },
      el('h3', {}, (today ? 'Today, ' : '') + wall.long(day, { weekday: 'long', day: 'numeric', month: 'long' })),
      meetings.length ? meetings.map(m => meeting(m, state, now, open)) : el('p', { className: 'muted' }, 'No meetings.')));
  }
  return days;
}

function meeting(m, state, now, open) {
  const start = wall.parse(m.start.dateTime);
  const end = wall.parse(m.end.dateTime);
  const names = ['meeting'];
  if (end <= now) names.push('over');
  if (!m.isOrganizer && m.responseStatus?.response !== 'accepted') names.push('tentative');
  return el('button', { className: names.join(' '), 'data-id': m.id, 'aria-current': String(m.id === state.selected), onclick: () => open(m.id) },
    m.isAllDay ? el('time', {}, 'All day') : el('time', {}, wall.clock(start), el('span', {}, wall.clock(end))),
    el('b', {}, (m.isCancelled ? 'Cancelled: ' : '') + (m.subject || 'No title')),
    el('span', { className: 'row' },
      m.location?.displayName ? el('span', {}, m.location.displayName) : null,
      m.type === 'singleInstance' ? null : el('span', { className: 'tag' }, 'Series'),
      m.isOnlineMeeting ? el('span', { className: 'tag' }, 'Teams') : null,
      start <= now && now < end ? el('span', { className: 'tag good' }, 'Now') : null,
      roomTags(m, state)));
}

/** One tag for each invited room, coloured by its answer. */
export function roomTags(event, state) {
  const rooms = new Map(state.rooms.map(r => [r.address.toLowerCase(), r]));
  return (event.attendees ?? [])
    .filter(a => rooms.has(a.emailAddress.address.toLowerCase()))
    .map(a => tag(rooms.get(a.emailAddress.address.toLowerCase()).name, answer(event, a, state)));
}

/** Only the organizer's copy gathers everybody's answers; an invited person's copy knows its own. */
export function answer(event, attendee, state) {
  if (event.isOrganizer) return attendee.status?.response ?? 'none';
  return attendee.emailAddress.address.toLowerCase() === state.me.mail.toLowerCase() ? event.responseStatus?.response : 'unknown';
}

export function tag(name, response) {
  const [look, mark, words] = {
    accepted: ['good', '\u2713', 'accepted'],
    organizer: ['good', '\u2713', 'organizer'],
    declined: ['bad', '\u2715', 'declined'],
    tentativelyAccepted: ['wait', '?', 'tentative'],
    unknown: ['', '', 'the organizer sees the answer'],
  }[response] ?? ['wait', '\u2026', 'no answer yet'];
  return el('span', { className: `tag ${look}`, title: words, 'aria-label': `${name}, ${words}` }, `${mark} ${name}`.trim());
}
