import { el } from './dom.js';
import * as graph from './graph.js';
import * as wall from './walltime.js';
import { toHtml, addText } from './bodytext.js';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The form for a new meeting (event is null) or for changing one. */
export function editor(event, state, actions) {
  const me = state.me;
  const invited = new Set((event?.attendees ?? []).map(a => a.emailAddress.address.toLowerCase()));
  const start = event ? wall.parse(event.start.dateTime) : roundUp(wall.addMinutes(wall.now(me.iana), 5));
  const end = event ? wall.parse(event.end.dateTime) : wall.addMinutes(start, 30);

  const input = (name, type, value, more = {}) => el('input', { name, type, value, autocomplete: 'off', ...more });
  const title = input('subject', 'text', event?.subject ?? '', { maxLength: 255, placeholder: 'What is it about?' });
  const location = input('location', 'text', event?.location?.displayName ?? '', { placeholder: '@webex, @meet, or a place' });
  const from = input('start', 'datetime-local', wall.toInput(start), { required: true });
  const to = input('end', 'datetime-local', wall.toInput(end), { required: true });
  const text = el('textarea', { name: 'text', placeholder: event ? 'Written above the present text' : 'Agenda, links ...' });
  const teams = el('input', { type: 'checkbox', name: 'teams', checked: event?.isOnlineMeeting ?? false, disabled: event?.isOnlineMeeting ?? false });
  const repeat = el('select', { name: 'repeat' },
    el('option', { value: '' }, 'Does not repeat'), el('option', { value: 'daily' }, 'Every day'),
    el('option', { value: 'weekdays' }, 'Every weekday (Mon-Fri)'), el('option', { value: 'weekly' }, 'Every week on this day'));
  const times = input('times', 'number', '5', { min: 1, max: 200, 'aria-label': 'Number of occurrences' });
  const rooms = state.rooms.map(r => choice('room', r.address, r.name, invited.has(r.address.toLowerCase())));
  const people = state.users.filter(u => u.mail !== me.mail).map(u => choice('person', u.mail, u.displayName, invited.has(u.mail.toLowerCase())));
  const problem = el('p', { className: 'note', role: 'alert', hidden: true });
  const save = el('button', { className: 'primary', type: 'submit' }, event ? 'Save changes' : 'Send invitation');

  const setStart = minutes => {
    const begin = wall.addMinutes(wall.now(me.iana), minutes);
    begin.setUTCSeconds(0, 0);
    const length = Math.max(5, (read(to) - read(from)) / 60000 || 30);
    from.value = wall.toInput(begin);
    to.value = wall.toInput(wall.addMinutes(begin, length));
    checkRooms();
  };
  let length = read(to) - read(from);
  from.addEventListener('change', () => {
    if (from.value) to.value = wall.toInput(new Date(read(from).getTime() + length));
    checkRooms();
  });
  to.addEventListener('change', () => {
    length = Math.max(0, read(to) - read(from));
    checkRooms();
  });
  for (const room of rooms) room.box.addEventListener('change', () => nameRoom(location, room));

  let asked = 0;
  async function checkRooms() {
    if (!from.value || !to.value || read(to) <= read(from)) return;
    const mine = ++asked;
    try {
      const busy = await graph.schedules(me.mail, me.zone, rooms.map(r => r.address), wall.toGraph(read(from)), wall.toGraph(read(to)));
      if (mine !== asked) return;
      for (const room of rooms) freeOrBusy(room, busy.get(room.address.toLowerCase()) ?? [], event, read(from), read(to));
    } catch {
      for (const room of rooms) room.state.textContent = '';
    }
  }

  const form = el('form', { className: 'form', noValidate: true },
    el('div', { className: 'row' },
      el('h2', { className: 'grow', tabIndex: -1 }, event ? 'Change the meeting' : 'New meeting'),
      el('button', { type: 'button', onclick: actions.close }, 'Close'), save),
    problem,
    field('Title', title),
    el('div', { className: 'form', style: 'gap:.45rem' }, field('Location', location), el('div', { className: 'row' },
      ...['@webex', '@meet', '@webex:space', '@webex:onetime'].map(k => el('button', { type: 'button', className: 'hint', onclick: () => keyword(location, k) }, k)))),
    el('div', { className: 'two' }, field('Starts', from), field('Ends', to)),
    el('div', { className: 'row' }, el('span', { className: 'muted small' }, 'Starts in'),
      ...[1, 5, 30].map(m => el('button', { type: 'button', className: 'hint', onclick: () => setStart(m) }, `${m} min`)),
      el('span', { className: 'muted small' }, `Times are in ${me.zone}`)),
    event ? null : el('div', { className: 'two' }, field('Repeats', repeat), field('How many times', times)),
    group('Rooms', rooms),
    group('People', people),
    el('label', { className: 'choice' }, teams, el('span', { className: 'grow' }, 'Teams meeting'), el('span', { className: 'muted small' }, 'adds a Teams link')),
    field(event ? 'Add to the text' : 'Text', text));
  times.disabled = true;
  repeat.addEventListener('change', () => { times.disabled = !repeat.value; });

  form.addEventListener('submit', async e => {
    e.preventDefault();
    problem.hidden = true;
    save.disabled = true;
    try {
      await actions.save(event?.id, gather());
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      save.disabled = false;
      problem.scrollIntoView({ block: 'nearest' });
    }
  });

  function gather() {
    if (!from.value || !to.value) throw new Error('Give a start and an end.');
    if (read(to) <= read(from)) throw new Error('The end must be after the start.');
    const said = {
      subject: title.value.trim(),
      location: { displayName: location.value.trim() },
      start: { dateTime: wall.toGraph(read(from)), timeZone: me.zone },
      end: { dateTime: wall.toGraph(read(to)), timeZone: me.zone },
      attendees: [...attendees(people, 'required', event), ...attendees(rooms, 'resource', event), ...others(event, people, rooms)],
    };
    if (teams.checked && !event?.isOnlineMeeting) Object.assign(said, { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' });
    if (!event) said.body = { contentType: 'html', content: toHtml(text.value) };
    else if (text.value.trim()) said.body = { contentType: 'html', content: addText(event.body, text.value) };
    if (!event && repeat.value) {
      const skip = repeat.value === 'weekdays' ? daysToMonday(read(from)) : 0;
      said.start.dateTime = wall.toGraph(wall.addDays(read(from), skip));
      said.end.dateTime = wall.toGraph(wall.addDays(read(to), skip));
      said.recurrence = recurrence(repeat.value, wall.addDays(read(from), skip), Number(times.value) || 1, me.zone);
    }
    // An occurrence or a series whose times were not touched keeps them: sending them would count as moving it.
    if (event && from.value === wall.toInput(start) && to.value === wall.toInput(end)) {
      delete said.start;
      delete said.end;
    }
    return said;
  }

  checkRooms();
  setTimeout(() => title.focus());
  return form;
}

const read = field => wall.parse(field.value + ':00');

const field = (name, control) => el('label', { className: 'field' }, el('span', {}, name), control);

const group = (name, choices) => el('fieldset', {}, el('legend', {}, name), ...choices.map(c => c.label));

function choice(name, address, text, checked) {
  const box = el('input', { type: 'checkbox', name, value: address, checked });
  const state = el('span', { className: 'tag', hidden: true });
  return { box, address, name: text, state, label: el('label', { className: 'choice' }, box, el('span', { className: 'grow' }, text), state) };
}

function freeOrBusy(room, items, event, from, to) {
  const mine = i => event && wall.parse(i.start.dateTime) <= wall.parse(event.start.dateTime) && wall.parse(i.end.dateTime) >= wall.parse(event.end.dateTime);
  const taken = items.find(i => i.status !== 'free' && wall.parse(i.start.dateTime) < to && wall.parse(i.end.dateTime) > from && !(room.box.checked && mine(i)));
  room.state.hidden = false;
  room.state.className = taken ? 'tag bad' : 'tag good';
  room.state.textContent = taken ? `Busy ${wall.clock(wall.parse(taken.start.dateTime))} - ${wall.clock(wall.parse(taken.end.dateTime))}` : 'Free';
}

/** A chosen room stands in the location, as Outlook writes it, behind what the person typed. */
function nameRoom(location, room) {
  const parts = location.value.split(';').map(p => p.trim()).filter(p => p && p !== room.name);
  location.value = [...parts, ...(room.box.checked ? [room.name] : [])].join('; ');
}

function keyword(location, word) {
  const parts = location.value.split(';').map(p => p.trim()).filter(p => p && !p.startsWith('@'));
  location.value = [word, ...parts].join('; ');
  location.focus();
}

function attendees(choices, type, event) {
  return choices.filter(c => c.box.checked).map(c => {
    const old = (event?.attendees ?? []).find(a => a.emailAddress.address.toLowerCase() === c.address.toLowerCase());
    return { type: old?.type ?? type, emailAddress: { address: c.address, name: c.name } };
  });
}

/** People whom the form does not list stay invited. */
function others(event, ...lists) {
  const known = new Set(lists.flat().map(c => c.address.toLowerCase()));
  return (event?.attendees ?? [])
    .filter(a => !known.has(a.emailAddress.address.toLowerCase()))
    .map(a => ({ type: a.type, emailAddress: a.emailAddress }));
}

function recurrence(kind, start, count, zone) {
  const range = { type: 'numbered', startDate: wall.dateOf(start), numberOfOccurrences: count, recurrenceTimeZone: zone };
  if (kind === 'daily') return { pattern: { type: 'daily', interval: 1 }, range };
  const days = kind === 'weekdays' ? weekdays.slice(1, 6) : [weekdays[start.getUTCDay()]];
  return { pattern: { type: 'weekly', interval: 1, daysOfWeek: days, firstDayOfWeek: 'monday' }, range };
}

/** A series of weekdays that is made on a weekend starts on Monday. */
const daysToMonday = day => ({ 6: 2, 0: 1 })[day.getUTCDay()] ?? 0;

function roundUp(time) {
  const step = 5 * 60000;
  return new Date(Math.ceil(time.getTime() / step) * step);
}
