import { el, byId } from './dom.js';
import * as graph from './graph.js';
import * as wall from './walltime.js';
import { agenda } from './agenda.js';
import { details } from './details.js';
import { editor } from './editor.js';

const refreshEvery = 2000;
const state = { me: null, users: [], rooms: [], days: 7, from: null, meetings: [], selected: null, mode: 'none', shown: '' };
const pane = byId('pane');

async function start() {
  state.rooms = (await graph.rooms()).map(r => ({ name: r.displayName, address: r.emailAddress, capacity: r.capacity }));
  state.users = await graph.users();
  byId('who').replaceChildren(...state.users.map(u => el('option', { value: u.mail }, u.displayName)));
  const known = state.users.find(u => u.mail === localStorage.getItem('sandbox.who')) ?? state.users[0];
  byId('who').value = known.mail;
  await become(known.mail);
  setInterval(() => document.hidden || refresh(), refreshEvery);
}

async function become(mail) {
  localStorage.setItem('sandbox.who', mail);
  const user = state.users.find(u => u.mail === mail);
  state.me = { mail, name: user.displayName, ...await graph.settings(mail) };
  state.selected = null;
  goto(wall.now(state.me.iana));
  rest();
}

function goto(day) {
  state.from = state.days === 7 ? wall.startOfWeek(day) : wall.startOfDay(day);
  const last = wall.addDays(state.from, state.days - 1);
  byId('range').textContent = state.days === 1
    ? wall.long(state.from, { weekday: 'short', day: 'numeric', month: 'long' })
    : span(state.from, last);
  state.shown = '';
  refresh();
}

function span(first, last) {
  const month = { day: 'numeric', month: 'short' };
  const from = first.getUTCMonth() === last.getUTCMonth() ? first.getUTCDate() : wall.long(first, month);
  return `${from} - ${wall.long(last, { ...month, year: 'numeric' })}`;
}

/** Reads the visible range and draws only what changed, so that focus and scroll stay where they are. */
async function refresh() {
  const { me, from, days } = state;
  try {
    const meetings = await graph.view(me.mail, me.zone, wall.toUtc(from, me.iana), wall.toUtc(wall.addDays(from, days), me.iana));
    if (me !== state.me || from !== state.from) return;
    trouble(null);
    meetings.sort((a, b) => a.start.dateTime.localeCompare(b.start.dateTime));
    state.meetings = meetings;
    draw();
    if (state.mode === 'details') await showDetails(state.selected, false);
  } catch (error) {
    trouble(error);
  }
}

function draw() {
  const now = wall.now(state.me.iana);
  const picture = JSON.stringify([state.meetings, state.selected, wall.clock(now)]);
  if (picture === state.shown) return;
  state.shown = picture;
  const focused = document.activeElement?.dataset?.id;
  byId('days').replaceChildren(...agenda(state, now, id => open(id)));
  if (focused) byId('days').querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function trouble(error) {
  byId('trouble').hidden = !error;
  byId('trouble').textContent = error ? error.message : '';
}

async function open(id) {
  state.selected = id;
  draw();
  await showDetails(id, true);
}

async function showDetails(id, moveFocus) {
  let event;
  try {
    event = await graph.get(state.me.mail, state.me.zone, id);
  } catch (error) {
    if (moveFocus) trouble(error);
    else rest();
    return;
  }
  if (state.selected !== id || (state.mode === 'edit' && !moveFocus)) return;
  const picture = JSON.stringify(event);
  if (state.mode === 'details' && pane.dataset.picture === picture) return;
  state.mode = 'details';
  pane.dataset.picture = picture;
  const frame = pane.querySelector('iframe');
  const scroll = moveFocus ? 0 : pane.scrollTop;
  pane.replaceChildren(...details(event, state, { edit, cancel, answer, close: rest }, moveFocus ? null : frame));
  pane.scrollTop = scroll;
  show(moveFocus);
}

function show(moveFocus) {
  byId('calendar').classList.add('open');
  if (moveFocus) pane.querySelector('h2, input')?.focus();
}

/** Nothing is chosen. */
function rest() {
  state.mode = 'none';
  state.selected = null;
  pane.dataset.picture = '';
  byId('calendar').classList.remove('open');
  pane.replaceChildren(el('div', { className: 'empty' },
    el('h2', {}, 'Schedule a meeting'),
    el('p', {}, 'Type @webex or @meet in the location, invite a room, and watch its devices.'),
    el('button', { className: 'primary', onclick: () => edit(null) }, 'New meeting')));
  if (state.me) draw();
}

/** Opens the form for a new meeting (null), an occurrence or a series. */
async function edit(id) {
  try {
    const event = id ? await graph.get(state.me.mail, state.me.zone, id) : null;
    state.mode = 'edit';
    pane.dataset.picture = '';
    pane.replaceChildren(editor(event, state, { save, close: () => id ? open(state.selected ?? id) : rest() }));
    show(true);
  } catch (error) {
    trouble(error);
  }
}

async function save(id, event) {
  const { mail, zone } = state.me;
  const saved = id ? await graph.update(mail, zone, id, event) : await graph.create(mail, zone, event);
  const day = wall.startOfDay(wall.parse(saved.start.dateTime));
  if (day < state.from || day >= wall.addDays(state.from, state.days)) goto(day);
  await refresh();
  const shown = state.meetings.find(m => m.id === saved.id) ?? state.meetings.find(m => m.seriesMasterId === saved.id);
  await open(shown?.id ?? saved.id);
}

async function cancel(id, what) {
  if (!confirm(`Cancel ${what}? Everybody invited is told.`)) return;
  try {
    await graph.cancel(state.me.mail, id, '');
    rest();
    await refresh();
  } catch (error) {
    trouble(error);
  }
}

async function answer(id, reply) {
  try {
    await graph.respond(state.me.mail, id, reply);
    if (reply === 'decline') rest();
    await refresh();
  } catch (error) {
    trouble(error);
  }
}

byId('who').addEventListener('change', e => become(e.target.value).catch(trouble));
byId('new').addEventListener('click', () => edit(null));
byId('today').addEventListener('click', () => goto(wall.now(state.me.iana)));
byId('back').addEventListener('click', () => goto(wall.addDays(state.from, -state.days)));
byId('forth').addEventListener('click', () => goto(wall.addDays(state.from, state.days)));
for (const button of document.querySelectorAll('[data-days]'))
  button.addEventListener('click', () => {
    const today = wall.now(state.me.iana);
    const inside = today >= state.from && today < wall.addDays(state.from, state.days);
    state.days = Number(button.dataset.days);
    for (const b of document.querySelectorAll('[data-days]')) b.setAttribute('aria-pressed', String(b === button));
    goto(inside ? today : state.from);
  });

rest();
// A fault switch may be on while the page loads.
const begin = () => start().catch(error => {
  trouble(error);
  setTimeout(begin, refreshEvery);
});
begin();
