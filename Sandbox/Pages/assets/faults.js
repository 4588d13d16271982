import { el, byId } from './dom.js';

// Each server keeps its own list of switches; a preset here is one switch that a click turns on and off.
const graph = {
  url: '/sandbox/faults',
  list: () => read(graph.url),
  isOn: (preset, active) => active.some(f => f.id === preset.id),
  hits: (preset, active) => active.find(f => f.id === preset.id)?.strikes ?? 0,
  on: preset => send('PUT', graph.url, { id: preset.id, ...preset.fault }),
  off: preset => send('DELETE', `${graph.url}/${preset.id}`),
  clear: () => send('DELETE', graph.url),
};

const webex = {
  url: '/sandbox/webex/faults',
  list: async () => (await read(webex.url)).faults,
  same: (preset, s) => Object.entries(preset.fault).every(([k, v]) => s.fault[k] === v),
  isOn: (preset, active) => active.some(s => webex.same(preset, s)),
  hits: (preset, active) => active.find(s => webex.same(preset, s))?.hits ?? 0,
  on: preset => send('POST', webex.url, preset.fault),
  off: async preset => {
    for (const s of (await webex.list()).filter(s => webex.same(preset, s))) await send('DELETE', `${webex.url}/${s.id}`);
  },
  clear: () => send('DELETE', webex.url),
};

// TMS has switches, settings that can be wrong, and can be away. Certificates are shown to new connections only, so it starts anew with one.
const tms = {
  url: '/sandbox/tms',
  list: async () => {
    const there = await fetch(tms.url);
    if (there.status === 404) return null;
    const [{ running }, { faults }, settings] = await Promise.all([there.json(), read(`${tms.url}/faults`), read(`${tms.url}/settings`)]);
    return { running, faults, settings };
  },
  isOn: (preset, active) => preset.isAway ? !active.running
    : preset.settings ? Object.entries(preset.settings).every(([k, v]) => active.settings[k] === v)
    : active.faults.some(s => webex.same(preset, s)),
  hits: (preset, active) => preset.fault ? active.faults.find(s => webex.same(preset, s))?.hits ?? 0 : null,
  on: preset => preset.isAway ? send('POST', `${tms.url}/stop`)
    : preset.settings ? tms.set(preset.settings)
    : send('POST', `${tms.url}/faults`, preset.fault),
  off: async preset => {
    if (preset.isAway) await send('POST', `${tms.url}/start`);
    else if (preset.settings) await tms.set(preset.usual);
    else for (const s of (await tms.list()).faults.filter(s => webex.same(preset, s))) await send('DELETE', `${tms.url}/faults/${s.id}`);
  },
  set: async settings => {
    await send('PUT', `${tms.url}/settings`, settings);
    if (!('certificate' in settings)) return;
    await send('POST', `${tms.url}/stop`);
    await send('POST', `${tms.url}/start`);
  },
  clear: async () => {
    if (!await tms.list()) return;
    await send('DELETE', `${tms.url}/faults`);
    // Starts it, too.
    await tms.set(right);
  },
};

const right = { certificate: 'caSigned', integrationPackage: true, bridgePorts: 1000 };
const usual = name => ({ [name]: right[name] });

const presets = {
  graph: [graph, [
    { id: 'page-delay', name: 'Slow answers', text: 'Every Graph call waits 2 seconds.', fault: { kind: 'delay', path: '/v1.0/', delayMs: 2000 } },
    { id: 'page-throttle', name: 'Throttling', text: 'A third of the Graph calls is answered 429 with Retry-After.', fault: { kind: 'throttle', path: '/v1.0/', probability: 0.33, retryAfterSeconds: 2 } },
    { id: 'page-503', name: 'Unavailable', text: 'A third of the Graph calls is answered 503.', fault: { kind: 'unavailable', path: '/v1.0/', probability: 0.33 } },
    { id: 'page-412', name: 'Write conflicts', text: 'The next three writes are answered 412.', fault: { kind: 'preconditionFailed', count: 3 } },
    { id: 'page-lost-answer', name: 'Lost answers', text: 'The next three writes happen, but are answered 504.', fault: { kind: 'lostAnswer', method: 'PATCH', count: 3 } },
    { id: 'page-lose', name: 'Lost notifications', text: 'Half of the notifications never comes.', fault: { kind: 'loseNotification', probability: 0.5 } },
    { id: 'page-double', name: 'Doubled notifications', text: 'Every notification comes twice.', fault: { kind: 'duplicateNotification' } },
    { id: 'page-late', name: 'Late notifications', text: 'Notifications come 10 seconds late.', fault: { kind: 'delayNotification', delayMs: 10000 } },
    { id: 'page-vanish', name: 'A vanished subscription', text: 'The next subscription that should fire is gone without a word.', fault: { kind: 'vanishSubscription', count: 1 } },
  ]],
  webex: [webex, [
    { name: 'Slow answers', text: 'Every Webex call waits 2 seconds.', fault: { kind: 'delay', path: '/v1', delayMs: 2000 } },
    { name: 'Throttling', text: 'A third of the Webex calls is answered 429 with Retry-After.', fault: { kind: '429', path: '/v1', probability: 0.33, retryAfterSeconds: 2 } },
    { name: 'Unavailable', text: 'A third of the Webex calls is answered 503.', fault: { kind: '503', path: '/v1', probability: 0.33 } },
    { name: 'Devices locked', text: 'Commands to devices are answered 423.', fault: { kind: '423', path: '/v1/xapi', retryAfterSeconds: 1 } },
    { name: 'A lost answer', text: 'The next meeting is made, but nobody hears of it.', fault: { kind: 'loseAnswer', path: '/v1/meetings', method: 'POST', count: 1 } },
    { name: 'Broken connections', text: 'A quarter of the calls breaks off before anything is done.', fault: { kind: 'drop', path: '/v1', probability: 0.25 } },
  ]],
  tms: [tms, [
    { name: 'Away', text: 'TMS does not run. Its conferences stay.', isAway: true },
    { name: 'Slow answers', text: 'Every call waits 3 seconds.', fault: { kind: 'delay', delayMs: 3000 } },
    { name: 'Unavailable', text: 'A third of the calls is answered 503.', fault: { kind: 'unavailable', probability: 0.33 } },
    { name: 'Database down', text: 'Every call fails with DATABASE_DOWN.', fault: { kind: 'databaseDown' } },
    { name: 'Account refused', text: 'Every call is answered 401.', fault: { kind: 'unauthorized' } },
    { name: 'A lost answer', text: 'The next conference is saved, but the connection breaks.', fault: { kind: 'loseAnswer', operation: 'SaveConferenceWithMode', count: 1 } },
    { name: 'Lost sessions', text: 'TMS forgets its licence sessions before each call.', fault: { kind: 'loseSessions' } },
    { name: 'No access', text: 'The account may not read conferences (NO_ACCESS_TO_CONFERENCE).', fault: { kind: 'fault', fault: 'noAccessToConference', operation: 'GetConferenceByExternalId' } },
    { name: 'No route', text: 'The bridge takes nothing: bookings become defective.', fault: { kind: 'noRoute' } },
    { name: 'Bridge without ports', text: 'All ports are taken: bookings become defective.', settings: { bridgePorts: 0 }, usual: usual('bridgePorts') },
    { name: 'Licence used up', text: 'No system can be booked for the first time.', settings: { integrationPackage: false }, usual: usual('integrationPackage') },
    { name: 'Licence used up by an edit', text: 'The next edit deletes the conference.', fault: { kind: 'licenceExhausted', count: 1 } },
    { name: 'Self-signed certificate', text: 'As TMS installs itself. TMS starts anew with it.', settings: { certificate: 'selfSigned' }, usual: usual('certificate') },
    { name: 'Expired certificate', text: 'It ended yesterday. TMS starts anew with it.', settings: { certificate: 'expired' }, usual: usual('certificate') },
    { name: 'Certificate of another host', text: 'TMS starts anew with it.', settings: { certificate: 'wrongHost' }, usual: usual('certificate') },
    { name: 'Devices do not answer', text: 'Devices take no bookings from TMS.', fault: { kind: 'deviceUnreachable' } },
  ]],
};

async function read(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}

async function send(method, url, body) {
  const response = await fetch(url, { method, headers: body ? { 'content-type': 'application/json' } : {}, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}

const attempt = work => async () => {
  try {
    await work();
    byId('trouble').hidden = true;
  } catch (error) {
    byId('trouble').textContent = error.message;
    byId('trouble').hidden = false;
  }
  await draw();
};

function card(server, preset, active) {
  const on = server.isOn(preset, active);
  const hits = server.hits(preset, active);
  const box = el('input', { type: 'checkbox', role: 'switch', checked: on, onchange: attempt(() => on ? server.off(preset) : server.on(preset)) });
  return el('label', { className: 'card' }, el('span', { className: 'switch' }, box,
    el('span', { className: 'grow' }, el('b', {}, preset.name), el('p', { className: 'muted small' }, preset.text)),
    on ? el('span', { className: 'tag wait' }, hits === null ? 'on' : count(hits, 'hit')) : null));
}

const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;

function device(d) {
  const connected = d.connectionStatus === 'connected';
  const act = what => attempt(() => send('POST', `/sandbox/devices/${d.id}/${what}`));
  return el('div', { className: 'card' },
    el('span', { className: 'row' }, el('b', { className: 'grow' }, d.displayName),
      connected ? el('span', { className: 'tag good' }, 'Connected') : el('span', { className: 'tag bad' }, 'Offline')),
    el('p', { className: 'muted small' }, `${d.workspaceName}: ${count(d.bookings.length, 'booking')}, ${count(d.putCount, 'list')} taken${d.syncRequired ? ', waits for a list' : ''}`),
    el('span', { className: 'row' },
      el('button', { onclick: act('reboot') }, 'Restart'),
      el('button', { onclick: act(connected ? 'disconnect' : 'connect') }, connected ? 'Unplug' : 'Plug in')));
}

let shown = '';
async function draw() {
  const [devices, onGraph, onWebex, onTms] = await Promise.all([read('/sandbox/devices'), graph.list(), webex.list(), tms.list()]);
  const picture = JSON.stringify([devices.map(d => ({ ...d, now: 0 })), onGraph, onWebex, onTms]);
  if (picture === shown) return;
  shown = picture;
  const active = { graph: onGraph, webex: onWebex, tms: onTms };
  byId('premises').hidden = !onTms;
  for (const [name, [server, list]] of Object.entries(presets).filter(([name]) => active[name])) keepFocus(byId(name), list.map(p => card(server, p, active[name])));
  keepFocus(byId('devices'), devices.map(device));
}

function keepFocus(place, children) {
  const controls = [...place.querySelectorAll('input, button')];
  const at = controls.indexOf(document.activeElement);
  place.replaceChildren(...children);
  if (at >= 0) place.querySelectorAll('input, button')[at]?.focus();
}

byId('clear').addEventListener('click', attempt(async () => {
  await graph.clear();
  await webex.clear();
  await tms.clear();
}));
attempt(draw)();
setInterval(() => document.hidden || draw().catch(() => {}), 2000);
