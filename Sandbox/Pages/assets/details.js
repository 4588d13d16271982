import { el } from './dom.js';
import * as wall from './walltime.js';
import { answer, roomTags, tag } from './agenda.js';

/** A chosen meeting: facts, answers, and the invitation as everybody has it now. */
export function details(event, state, actions, oldFrame) {
  const start = wall.parse(event.start.dateTime);
  const end = wall.parse(event.end.dateTime);
  const rooms = roomTags(event, state);
  const roomMails = new Set(state.rooms.map(r => r.address.toLowerCase()));
  const people = (event.attendees ?? []).filter(a => !roomMails.has(a.emailAddress.address.toLowerCase()));
  const fact = (name, ...value) => el('div', { className: 'fact' }, el('span', {}, name), el('span', {}, ...value));
  return [
    el('div', { className: 'row' },
      el('button', { className: 'only-phone', onclick: actions.close }, '\u2039 Back'),
      ...buttons(event, actions)),
    el('h2', { tabIndex: -1 }, (event.isCancelled ? 'Cancelled: ' : '') + (event.subject || 'No title')),
    el('div', { className: 'facts' },
      fact('When', `${wall.long(start, { weekday: 'long', day: 'numeric', month: 'long' })}, ${wall.clock(start)} - ${wall.clock(end)}`),
      fact('Location', event.location?.displayName || el('span', { className: 'muted' }, 'none')),
      event.isOrganizer ? null : fact('Organizer', event.organizer?.emailAddress?.name ?? ''),
      rooms.length ? fact('Rooms', el('span', { className: 'people' }, ...rooms)) : null,
      people.length ? fact('People', el('span', { className: 'people' }, ...people.map(p => tag(p.emailAddress.name || p.emailAddress.address, answer(event, p, state))))) : null,
      event.recurrence ? fact('Repeats', repeats(event.recurrence)) : null,
      event.onlineMeeting?.joinUrl ? fact('Teams', el('a', { href: event.onlineMeeting.joinUrl, rel: 'noreferrer', target: '_blank' }, 'Join link')) : null),
    el('h3', {}, 'Invitation'),
    invitation(event.body, oldFrame),
  ];
}

function buttons(event, actions) {
  if (event.isCancelled) return [];
  if (!event.isOrganizer)
    return [
      el('button', { onclick: () => actions.answer(event.id, 'accept') }, 'Accept'),
      el('button', { onclick: () => actions.answer(event.id, 'tentativelyAccept') }, 'Tentative'),
      el('button', { className: 'danger', onclick: () => actions.answer(event.id, 'decline') }, 'Decline'),
    ];
  if (!event.seriesMasterId)
    return [
      el('button', { onclick: () => actions.edit(event.id) }, 'Edit'),
      el('button', { className: 'danger', onclick: () => actions.cancel(event.id, 'the meeting') }, 'Cancel meeting'),
    ];
  return [
    el('button', { onclick: () => actions.edit(event.id) }, 'Edit this one'),
    el('button', { onclick: () => actions.edit(event.seriesMasterId) }, 'Edit series'),
    el('button', { className: 'danger', onclick: () => actions.cancel(event.id, 'this occurrence') }, 'Cancel this one'),
    el('button', { className: 'danger', onclick: () => actions.cancel(event.seriesMasterId, 'the whole series') }, 'Cancel series'),
  ];
}

function repeats({ pattern, range }) {
  const every = pattern.type === 'daily' ? 'every day' : pattern.type === 'weekly' ? `every week on ${(pattern.daysOfWeek ?? []).map(d => d[0].toUpperCase() + d.slice(1, 3)).join(', ')}` : pattern.type;
  return every + (range.type === 'numbered' ? `, ${range.numberOfOccurrences} times` : range.type === 'endDate' ? `, until ${range.endDate}` : '');
}

/** The body is somebody else's HTML: a frame without scripts, forms, navigation and origin shows it. */
function invitation(body, oldFrame) {
  if (!new DOMParser().parseFromString(body?.content ?? '', 'text/html').body.textContent.trim())
    return el('p', { className: 'muted' }, 'It has no text.');
  const content = body?.contentType === 'html' ? body.content : `<pre>${escape(body?.content ?? '')}</pre>`;
  const page = '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">'
    + '<style>body{font:15px/1.5 system-ui,sans-serif;margin:14px;overflow-wrap:anywhere}pre{white-space:pre-wrap;font:inherit;margin:0}</style>' + content;
  if (oldFrame?.srcdoc === page) return oldFrame;
  const frame = el('iframe', { className: 'invitation', title: 'Text of the invitation' });
  frame.setAttribute('sandbox', '');
  frame.srcdoc = page;
  return frame;
}

const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
