// The device's stream, kept open: an event source reconnects by itself after a lost connection, but not after an error status
// and not when the network swallows everything.

const silence = 40_000;
const pause = { least: 2_000, most: 30_000 };

/**
 * @param {string} url the stream's address
 * @param {{bookings, alert, heartbeat, connected, lost, refused}} on what to call
 */
export function openStream(url, on) {
  let source;
  let watchdog;
  let failures = 0;

  function heard() {
    failures = 0;
    clearTimeout(watchdog);
    watchdog = setTimeout(reopen, silence);
    on.connected();
  }

  function reopen() {
    source.close();
    on.lost();
    connect();
  }

  async function retry() {
    source.close();
    clearTimeout(watchdog);
    if (await isRefused(url)) return on.refused();
    const longest = Math.min(pause.most, pause.least * 2 ** failures++);
    setTimeout(connect, longest * (0.5 + Math.random() / 2));
  }

  function connect() {
    source = new EventSource(url);
    watchdog = setTimeout(reopen, silence);
    source.addEventListener('bookings', event => { heard(); on.bookings(event.data, Number(event.lastEventId)); });
    source.addEventListener('alert', event => { heard(); on.alert(JSON.parse(event.data)); });
    source.addEventListener('heartbeat', event => { heard(); on.heartbeat(Date.parse(event.data)); });
    source.onerror = () => {
      on.lost();
      if (source.readyState === EventSource.CLOSED) retry();
    };
  }

  connect();
}

/** Whether the gateway answers that this panel is not (or no longer) linked. */
async function isRefused(url) {
  const abort = new AbortController();
  try {
    return (await fetch(url, { signal: abort.signal })).status === 401;
  } catch {
    return false;
  } finally {
    abort.abort();
  }
}
