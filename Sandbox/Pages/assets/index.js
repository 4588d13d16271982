import { el, byId } from './dom.js';

const clock = time => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

function device(d) {
  const next = d.bookings.find(b => new Date(b.endTime) > new Date(d.now));
  const join = d.joinShown.length > 0;
  return el('div', { className: 'card' },
    el('span', { className: 'row' }, el('b', { className: 'grow' }, d.displayName),
      d.connectionStatus === 'connected' ? null : el('span', { className: 'tag bad' }, 'Offline'),
      join ? el('span', { className: 'tag good' }, 'Join') : null),
    el('p', { className: 'muted small' }, `${d.workspaceName} - ${d.isOnPremises ? 'on premises, told by TMS' : 'Webex cloud device'}`),
    el('p', {}, next ? `${clock(next.startTime)} ${next.privacy === 'Private' ? 'Private meeting' : next.title}` : 'Nothing booked'),
    el('a', { href: `/sandbox/devices/${d.id}/screen` }, 'Open its screen'));
}

const panel = p => el('div', { className: 'card' },
  el('b', {}, p.name), el('p', { className: 'muted small' }, 'Subscribes to the gateway; Webex does not know it'), el('a', { href: p.url }, 'Open the room panel'));

async function draw() {
  const [devices, links] = await Promise.all(['/sandbox/devices', '/sandbox/links'].map(async p => (await fetch(p)).json()));
  byId('tms').hidden = !links.conferences;
  if (links.conferences) byId('conferences').href = links.conferences;
  byId('devices').replaceChildren(...devices.map(device), ...links.panels.map(panel));
}

draw();
setInterval(() => document.hidden || draw(), 3000);
