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
    on ? el('span', { className: 'tag wait' }, count(hits, 'hit')) : null));
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
  const [devices, onGraph, onWebex] = await Promise.all([read('/sandbox/devices'), graph.list(), webex.list()]);
  const picture = JSON.stringify([devices.map(d => ({ ...d, now: 0 })), onGraph, onWebex]);
  if (picture === shown) return;
  shown = picture;
  const active = { graph: onGraph, webex: onWebex };
  for (const [name, [server, list]] of Object.entries(presets)) keepFocus(byId(name), list.map(p => card(server, p, active[name])));
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
}));
attempt(draw)();
setInterval(() => document.hidden || draw().catch(() => {}), 2000);
