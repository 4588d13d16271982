import { dayOf, readBookings, roomAt } from './bookings.js';
import { openStream } from './stream.js';

const { device, texts: json } = document.body.dataset;
const texts = JSON.parse(json);
const base = `/devices/${encodeURIComponent(device)}`;
const find = id => document.getElementById(id);
const fill = (text, value) => text.replace('{0}', () => value);

// The page's language, in the country's form that the browser asks for: it decides about 24 hours or 12.
const locale = navigator.languages.find(tag => tag.split('-')[0] === texts.language) ?? texts.language;
const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const days = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });

// "8:30 AM" never breaks before its AM.
const hours = at => clock.format(at).replace(/\s/g, '\u00a0');

let meetings = null;
let ahead = 0;
let called = null;
let shown = '';
const alerted = new Set();
const now = () => Date.now() + ahead;

function post(path, body) {
  return fetch(base + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

function setText(id, text) {
  if (find(id).textContent !== text) find(id).textContent = text;
}

function tick() {
  const at = now();
  setText('clock', hours(at));
  setText('date', days.format(at));
  if (meetings) render(at);
  setTimeout(tick, 1000 - (at % 1000));
}

function render(at) {
  const room = roomAt(meetings, at, alerted);
  find('now').dataset.state = room.state;
  setText('state', describe(room, at));
  renderMeeting(room.meeting);
  renderJoin(room.join);
  renderDay(dayOf(meetings, at), at);
}

function describe({ state, join, until }, at) {
  const endsToday = until !== null && new Date(until).toDateString() === new Date(at).toDateString();
  if (state === 'soon') return fill(texts.startsAt, hours(join.start));
  if (state === 'busy') return endsToday ? fill(texts.busyUntil, hours(until)) : texts.busyToday;
  return endsToday ? fill(texts.freeUntil, hours(until)) : texts.freeToday;
}

function renderMeeting(meeting) {
  find('meeting').hidden = !meeting;
  if (!meeting) return;
  setText('title', meeting.title);
  setText('about', [times(meeting), organizer(meeting)].filter(Boolean).join(' · '));
}

function renderJoin(meeting) {
  const join = find('join');
  if (called && called !== meeting?.id) endCall();
  join.hidden = !meeting || called !== null;
  if (!meeting) return;
  if (join.getAttribute('href') !== meeting.target.href) {
    join.href = meeting.target.href;
  }
  join.setAttribute('aria-label', fill(texts.joinMeeting, meeting.title));
  join.onclick = () => startCall(meeting);
}

function startCall({ id, target }) {
  called = id;
  setText('calling-text', target.isPage ? texts.opened : fill(texts.calling, target.address));
  find('join').hidden = true;
  find('calling').hidden = false;
  find('close').focus();
}

function endCall() {
  called = null;
  find('calling').hidden = true;
}

// Exchange puts the organizer's name in place of the title, unless a room is told otherwise: once is enough.
function organizer(meeting) {
  return meeting.organizer === meeting.title ? '' : meeting.organizer;
}

function times(meeting) {
  return meeting.isAllDay ? texts.allDay : `${hours(meeting.start)} – ${hours(meeting.end)}`;
}

function renderDay(day, at) {
  const rows = day.map(meeting => ({ meeting, phase: at >= meeting.end ? 'over' : at >= meeting.start ? 'running' : 'ahead' }));
  const look = JSON.stringify(rows);
  if (look === shown) return;
  shown = look;
  find('empty').hidden = rows.length > 0;
  const list = find('list');
  list.replaceChildren(...rows.map(row));
  // Nobody scrolls on a wall: what is over makes room for what runs and comes.
  const next = list.querySelector('li:not([data-phase=over])');
  list.parentElement.scrollTop = next ? next.offsetTop - list.offsetTop : 0;
}

function row({ meeting, phase }) {
  const item = document.createElement('li');
  item.dataset.phase = phase;
  if (phase === 'running') item.setAttribute('aria-current', 'time');
  item.append(part('time', times(meeting)), part('strong', meeting.title));
  if (organizer(meeting)) item.append(part('span', organizer(meeting)));
  if (!meeting.target) item.append(part('small', texts.noVideo));
  return item;
}

function part(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function showBookings(data, version) {
  meetings = readBookings(data);
  const ids = new Set(meetings.map(meeting => meeting.id));
  for (const id of alerted) if (!ids.has(id)) alerted.delete(id);
  render(now());
  // A lost confirmation is made up for by the next list; the panel shows this one in any case.
  post('/confirmations', { version }).catch(() => {});
}

function startPanel() {
  const connection = find('connection');
  find('close').onclick = () => { endCall(); if (meetings) render(now()); find('join').focus(); };
  tick();
  openStream(`${base}/bookings`, {
    bookings: showBookings,
    alert: ({ bookingId }) => { alerted.add(bookingId); if (meetings) render(now()); },
    // A wall panel's clock may be wrong; a second or two is the network's.
    heartbeat: time => { ahead = Math.abs(time - Date.now()) > 2000 ? time - Date.now() : 0; },
    connected: () => { connection.hidden = true; },
    lost: () => { connection.textContent = texts.reconnecting; connection.hidden = false; },
    refused: () => location.reload(),
  });
}

function startActivation(form) {
  form.onsubmit = async event => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    const status = await post('/activation', { code: form.code.value.trim(), asCookie: true }).then(answer => answer.status, () => 0);
    button.disabled = false;
    if (status === 204) return location.reload();
    find('problem').textContent = status === 403 ? texts.wrongCode : status === 429 ? texts.tooManyTries : texts.noAnswer;
    form.code.select();
  };
  // A link may carry the code behind the #, which no server sees and no log holds; it must not stay in the history either.
  const given = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!given) return;
  history.replaceState(null, '', location.pathname);
  form.code.value = given;
  form.requestSubmit();
}

const form = find('activation');
if (form) startActivation(form); else startPanel();
