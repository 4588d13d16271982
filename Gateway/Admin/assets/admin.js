// What a browser adds to the pages of administrators: its own time zone, the way back to a search, and copying of commands.

// The page's language, in the country's form that the browser asks for: it decides about 24 hours or 12.
const { lang } = document.documentElement;
const locale = navigator.languages.find(tag => tag.split('-')[0] === lang) ?? lang;
const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
const [near, far] = [parts, { ...parts, year: 'numeric' }].map(options => new Intl.DateTimeFormat(locale, options));
const halfAYear = 183 * 86_400_000;
const moment = text => (Math.abs(Date.parse(text) - Date.now()) < halfAYear ? near : far).format(new Date(text));

// What was just done is told once: not again when the page is loaded anew.
const address = new URL(location);
for (const told of ['saved', 'removed', 'revoked', 'read', 'processed']) address.searchParams.delete(told);
history.replaceState(history.state, '', address);

// From one of many a link leads back to the list as it was searched.
const back = document.querySelector('[data-list]');
if (back) back.search = sessionStorage.getItem(back.pathname) ?? '';
else if (document.querySelector('form[role=search]')) sessionStorage.setItem(address.pathname, address.search);

// On a phone the sections are a row that scrolls; the page itself stays where a browser went.
const section = document.querySelector('.top nav [aria-current]');
if (section) {
  const row = section.parentElement;
  row.scrollLeft = section.offsetLeft - row.offsetLeft - (row.clientWidth - section.offsetWidth) / 2;
}

// A connector that is being tested is what one looks at.
const tested = address.searchParams.get('tested');
if (tested) document.getElementById(`connector-${tested}`)?.scrollIntoView();

// Sentences name their moments in UTC.
const written = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g;

showTimes(document);

function showTimes(part) {
  for (const time of part.querySelectorAll('time[datetime]')) {
    time.title = time.textContent;
    time.textContent = moment(time.dateTime);
  }
  for (const sentence of part.querySelectorAll('[data-told], .timeline p:not(:has([data-told]))')) {
    sentence.textContent = sentence.textContent.replace(written, utc => moment(utc.replace(' ', 'T')));
  }
}

// Heard on the document: parts of a page come and go.
document.addEventListener('click', pressed => {
  const button = pressed.target.closest('[data-copy]');
  if (button) {
    copy(button);
  }
});

async function copy(button) {
  const code = button.parentElement.querySelector('code');
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = document.body.dataset.copied;
  } catch {
    // Without https a browser gives no clipboard: then the command is marked, ready for Ctrl+C.
    getSelection().selectAllChildren(code);
    button.textContent = document.body.dataset.pressCopy;
  }
  setTimeout(() => { button.textContent = label; }, 3000);
}

// A session may end while somebody types. What was sent then stands in its form again after signing in, on the same page and in the same window; any
// other page forgets it.
const sent = JSON.parse(sessionStorage.getItem('sent'));
if (location.pathname.startsWith('/admin/sign-in')) {
  if (sent) {
    sessionStorage.setItem('sent', JSON.stringify({ ...sent, isLost: true }));
  }
} else {
  sessionStorage.removeItem('sent');
  const form = sent?.isLost && sent.page === decodeURIComponent(location.pathname) && [...document.forms].find(one => one.action === sent.action);
  if (form) {
    writeAgain(form, sent.fields);
  }
  document.addEventListener('submit', ({ target }) => {
    const fields = typed(target).map(({ name, value, checked }) => ({ name, value, checked }));
    if (target.method === 'post' && fields.length > 0) {
      sessionStorage.setItem('sent', JSON.stringify({ page: decodeURIComponent(location.pathname), action: target.action, fields }));
    }
  });
}

function typed(form) {
  return [...form.elements].filter(field => field.name && !['hidden', 'file', 'password', 'submit'].includes(field.type));
}

function writeAgain(form, fields) {
  for (const [number, field] of typed(form).entries()) {
    if (fields[number]?.name === field.name) {
      field.value = fields[number].value;
      field.checked = fields[number].checked;
    }
  }
  const told = document.createElement('p');
  told.className = 'told';
  told.setAttribute('role', 'status');
  told.textContent = document.body.dataset.typedAgain;
  form.prepend(told);
  form.closest('details')?.setAttribute('open', '');
  form.scrollIntoView({ block: 'nearest' });
}

// What header and footer come to is written by the server: the preview shows exactly what an invitation gets.
for (const part of document.querySelectorAll('[data-preview]')) {
  let waiting;
  let last = 0;
  part.addEventListener('input', () => {
    clearTimeout(waiting);
    const turn = ++last;
    waiting = setTimeout(() => preview(part, () => turn === last), 250);
  });
}

async function preview(part, isLast) {
  const language = part.dataset.preview;
  const asked = new FormData();
  asked.set('language', language);
  asked.set('header', part.querySelector(`[name="header-${language}"]`).value);
  asked.set('footer', part.querySelector(`[name="footer-${language}"]`).value);
  asked.set('__RequestVerificationToken', part.form.querySelector('[name="__RequestVerificationToken"]').value);
  const answer = await fetch('/admin/keywords/preview', { method: 'POST', body: asked });
  const text = await answer.text();
  // What was typed since has an answer of its own, which may have come before.
  if (answer.ok && isLast()) {
    part.querySelector('.preview').textContent = text;
  }
}

// What is shown live comes from the server as HTML. Parts that did not change stay, and one that somebody is in is left alone until he is out.
for (const live of document.querySelectorAll('[data-live]')) {
  const shown = new Map();
  const source = new EventSource(live.dataset.live);
  source.addEventListener('figures', news => renew(live, shown, news.data));
  source.addEventListener('error', () => {
    // It comes back by itself, unless the server has answered something else: then the session is over, and the page asks to sign in.
    if (source.readyState === EventSource.CLOSED) {
      location.reload();
    }
  });
}

function renew(live, shown, html) {
  const next = document.createElement('template');
  next.innerHTML = html;
  for (const part of [...next.content.children]) {
    const markup = part.outerHTML;
    const present = live.querySelector(`#${part.id}`);
    if (!present || shown.get(part.id) === markup || present.contains(document.activeElement)) {
      continue;
    }
    shown.set(part.id, markup);
    present.replaceWith(part);
    showTimes(part);
  }
}

// What cannot be undone is asked once more.
document.addEventListener('click', pressed => {
  const button = pressed.target.closest('[data-confirm]');
  if (!button || (button.type === 'checkbox' && !button.checked)) {
    return;
  }
  if (!confirm(button.dataset.confirm)) {
    pressed.preventDefault();
  }
});

// What goes on is looked at again; when it is over, the page is loaded anew, with what can be done then.
const going = document.querySelector('main[data-refresh]');
let seen = '';
if (going) {
  setTimeout(follow, going.dataset.refresh * 1000);
}

async function follow() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!next.querySelector('main[data-refresh]')) {
      location.reload();
      return;
    }
    const [present, fresh] = [document.querySelector('[data-changing]'), next.querySelector('[data-changing]')];
    if (fresh && fresh.innerHTML !== seen && !present.contains(document.activeElement)) {
      seen = fresh.innerHTML;
      present.replaceChildren(...fresh.childNodes);
      showTimes(present);
    }
  }
  setTimeout(follow, going.dataset.refresh * 1000);
}
