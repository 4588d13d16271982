// The calendar page is an ordinary Graph client: everything it does goes over /v1.0 with a bearer token.

const fields = 'id,subject,start,end,location,isOrganizer,isCancelled,isAllDay,type,seriesMasterId,attendees,organizer,responseStatus,isOnlineMeeting,sensitivity';

let session = null;

async function token() {
  if (!session || session.expires < Date.now() + 60000) {
    const response = await fetch('/sandbox/token', { method: 'POST' });
    if (!response.ok) throw new Error('The sandbox gives no token.');
    const body = await response.json();
    session = { value: body.access_token, expires: Date.now() + body.expires_in * 1000 };
  }
  return session.value;
}

async function call(method, path, body, prefer) {
  const headers = { authorization: `Bearer ${await token()}` };
  if (prefer) headers.prefer = prefer;
  if (body) headers['content-type'] = 'application/json';
  const response = await fetch('/v1.0' + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  const json = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Error(json?.error?.message ?? `Graph answered ${response.status}.`);
  return json;
}

const user = mail => `/users/${encodeURIComponent(mail)}`;
const inZone = zone => `outlook.timezone="${zone}"`;

export async function users() {
  const all = (await call('GET', '/users?$select=id,displayName,mail&$top=100')).value;
  const roomMails = new Set((await rooms()).map(r => r.emailAddress.toLowerCase()));
  return all.filter(u => u.mail && !roomMails.has(u.mail.toLowerCase()));
}

let knownRooms = null;
export const rooms = async () => knownRooms ??= (await call('GET', '/places/microsoft.graph.room')).value;

export async function settings(mail) {
  const found = await call('GET', `${user(mail)}/mailboxSettings`);
  const zone = await (await fetch('/sandbox/calendar/zone?name=' + encodeURIComponent(found.timeZone))).json();
  return { zone: found.timeZone, iana: zone.iana, locale: found.language?.locale ?? 'en-US' };
}

/** Meetings between two moments (ISO, UTC), with wall times in the zone. */
export async function view(mail, zone, from, to) {
  const query = new URLSearchParams({ startDateTime: from, endDateTime: to, $select: fields, $top: '200' });
  return (await call('GET', `${user(mail)}/calendarView?${query}`, null, inZone(zone))).value;
}

export const get = (mail, zone, id) => call('GET', `${user(mail)}/events/${encodeURIComponent(id)}`, null, inZone(zone));

export const create = (mail, zone, event) => call('POST', `${user(mail)}/events`, { ...event, transactionId: crypto.randomUUID() }, inZone(zone));

export const update = (mail, zone, id, changes) => call('PATCH', `${user(mail)}/events/${encodeURIComponent(id)}`, changes, inZone(zone));

export const cancel = (mail, id, comment) => call('POST', `${user(mail)}/events/${encodeURIComponent(id)}/cancel`, { comment });

export const respond = (mail, id, answer) => call('POST', `${user(mail)}/events/${encodeURIComponent(id)}/${answer}`, { sendResponse: true });

/** For each room the busy times between two wall times of the zone. */
export async function schedules(mail, zone, addresses, start, end) {
  const answer = await call('POST', `${user(mail)}/calendar/getSchedule`, {
    schedules: addresses,
    startTime: { dateTime: start, timeZone: zone },
    endTime: { dateTime: end, timeZone: zone },
    availabilityViewInterval: 15,
  }, inZone(zone));
  return new Map(answer.value.map(s => [s.scheduleId.toLowerCase(), s.scheduleItems ?? []]));
}
