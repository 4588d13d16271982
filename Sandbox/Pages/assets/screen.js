import { el, byId } from './dom.js';

const id = location.pathname.split('/')[3];
const base = `/sandbox/devices/${id}`;
let state = null;
let skew = 0;

const now = () => Date.now() + skew;
const clock = time => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const title = b => b.privacy === 'Private' ? 'Private meeting' : b.title || 'Meeting';
const post = path => fetch(base + path, { method: 'POST' });
const join = b => post('/join/' + encodeURIComponent(b.id));
const platforms = { Webex: 'Webex', MicrosoftTeams: 'Microsoft Teams', GoogleMeet: 'Google Meet', Zoom: 'Zoom' };

function minutes(ms) {
  const whole = Math.max(1, Math.round(ms / 60000));
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60 ? `${whole % 60} min` : ''}`.trim();
}

function when(b) {
  const start = new Date(b.startTime);
  const left = start - now();
  return left > 0 ? `Starts in ${minutes(left)}, at ${clock(start)}` : `${clock(start)} - ${clock(b.endTime)}, now`;
}

function hero() {
  const { call } = state;
  if (call)
    return [
      el('p', { className: 'when' }, `In a call, ${minutes(now() - new Date(call.since))}`),
      el('p', { className: 'title' }, call.title),
      el('p', { className: 'address' }, call.number),
      el('button', { className: 'leave', onclick: () => post('/hangup') }, 'Leave'),
    ];
  const ready = state.bookings.find(b => state.joinShown.includes(b.id));
  const next = ready ?? state.bookings.find(b => new Date(b.endTime) > now());
  if (!next) return [el('p', { className: 'title' }, 'Free'), el('p', { className: 'by' }, 'Nothing is booked.')];
  if (!ready && new Date(next.startTime) > now())
    return [
      el('p', { className: 'when' }, `Free until ${clock(next.startTime)}`),
      el('p', { className: 'title' }, title(next)),
      el('p', { className: 'by' }, `${when(next)} - ${next.organizerName}`),
    ];
  return [
    el('p', { className: 'when' }, when(next)),
    el('p', { className: 'title' }, title(next)),
    el('p', { className: 'by' }, [next.organizerName, platforms[next.meetingPlatform]].filter(Boolean).join(' - ')),
    ready ? el('button', { className: 'join', onclick: () => join(ready) }, 'Join') : null,
  ].filter(Boolean);
}

function list() {
  const tomorrow = new Date(now());
  tomorrow.setHours(24, 0, 0, 0);
  const midnight = new Date(tomorrow - 86400000);
  const today = state.bookings.filter(b => new Date(b.startTime) < tomorrow && new Date(b.endTime) > midnight);
  const shown = state.bookings.find(b => state.joinShown.includes(b.id));
  return [
    el('h2', {}, today.length ? 'Today' : 'No meetings today'),
    ...today.map(b => {
      const over = new Date(b.endTime) <= now();
      const running = !over && new Date(b.startTime) <= now();
      return el('div', { className: `item ${over ? 'over' : running ? 'now' : ''}` },
        el('time', {}, clock(b.startTime), el('span', {}, clock(b.endTime))),
        el('span', { style: 'min-width:0' }, el('b', {}, title(b)), el('i', {}, b.organizerName)),
        state.joinShown.includes(b.id) && b !== shown && !state.call ? el('button', { className: 'join', onclick: () => join(b) }, 'Join') : el('span'));
    }),
  ];
}

function notice() {
  if (state.connectionStatus !== 'connected') return 'This device has lost its connection to the cloud.';
  return state.syncRequired ? 'The device has restarted and waits for its calendar.' : '';
}

let drawn = '';
function draw() {
  const time = new Date(now());
  byId('clock').textContent = clock(time);
  byId('date').textContent = time.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  if (!state) return;
  // Redrawing takes the focus from the Join button, so it happens only when a word changes.
  const picture = JSON.stringify([{ ...state, now: 0 }, Math.floor(now() / 15000)]);
  if (picture === drawn) return;
  drawn = picture;
  document.title = `${state.workspaceName} - room device`;
  byId('room').textContent = state.workspaceName;
  byId('device').textContent = state.displayName;
  byId('notice').textContent = notice();
  byId('notice').hidden = !notice();
  const focused = document.activeElement?.className;
  byId('hero').replaceChildren(...hero());
  byId('list').replaceChildren(...list());
  if (focused === 'join' || focused === 'leave') document.querySelector('#hero button')?.focus();
}

const events = new EventSource(base + '/events');
events.addEventListener('state', e => {
  state = JSON.parse(e.data);
  skew = new Date(state.now) - Date.now();
  draw();
});
setInterval(draw, 1000);
draw();
