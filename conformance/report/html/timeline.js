// The events of a run as a list, or beside the events of its control.

const WAYS = {sent: ['→', 'sent to the IUT'], received: ['←', 'received from the IUT'], note: ['·', 'note']};

// A tag with a colour derived from the key, so equal keys look equal.
function keyTag(key) {
  const tag = el('span', {class: 'key'}, `key ${key}`);
  tag.style.setProperty('--swatch', `hsl(${parseInt(key.slice(0, 6) || '0', 16) % 360 || 0} 65% 50%)`);
  return tag;
}

const eventText = (event) => event.text.replace(/^(sent|received) /, '');

function byteRows(fields, hex) {
  const rows = [];
  for (const {name, offset, hex: digits} of fields.length ? fields : [{name: '', offset: 0, hex}]) {
    for (let at = 0; at === 0 || at < digits.length; at += 32) {
      const row = digits.slice(at, at + 32).replace(/../g, '$& ');
      rows.push(el('tr', {}, el('td', {}, String(offset + at / 2)), el('td', {}, row),
        el('td', {}, at === 0 ? name : '')));
    }
  }
  return rows;
}

function bytesOf(what, hex, size, fields) {
  if (!hex) return null;
  const cut = size > hex.length / 2 ? `, first ${hex.length / 2} kept` : '';
  const details = el('details', {}, el('summary', {}, `${what}, ${plural(size, 'byte')}${cut}`));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1)
      details.append(el('table', {class: 'bytes'}, el('tbody', {}, byteRows(fields, hex))));
  });
  return details;
}

function eventDetails(event) {
  const fields = event.fields || [];
  const isFrame = Boolean(event.plaintext);
  return [
    fields.length ? el('div', {class: 'tags mono'}, fields.map(({name, hex}) =>
      el('span', {}, `${name}=${hex.length > 24 ? `${hex.slice(0, 12)}…${hex.slice(-6)}` : hex || '(empty)'}`))) : null,
    event.frame ? el('div', {class: 'tags'}, el('span', {}, `nonce ${event.frame.nonce}`),
      el('span', {}, plural(event.frame.rekeys, 'rekey')), event.frame.key ? keyTag(event.frame.key) : null) : null,
    event.session_id ? el('div', {class: 'tags mono'}, `h ${event.session_id}`) : null,
    bytesOf('plaintext', event.plaintext, event.plaintext_size || 0, fields),
    bytesOf(isFrame ? 'ciphertext' : 'bytes', event.wire, event.wire_size || 0, isFrame ? [] : fields),
  ];
}

function timeline(events) {
  return el('ol', {class: 'timeline'}, events.map((event) => {
    const [sign, meaning] = WAYS[event.kind];
    return el('li', {}, el('span', {class: 'time'}, duration(event.microseconds)),
      el('span', {class: `way ${event.kind}`, title: meaning, role: 'img', 'aria-label': meaning}, sign),
      el('div', {class: 'event'}, el('span', {class: event.kind === 'note' ? 'faint' : ''}, eventText(event)),
        eventDetails(event)));
  }));
}

// ---- beside the control --------------------------------------------------------------------------

// The key by which two events correspond.
const likeness = (event) => `${event.kind} ${event.label || eventText(event).split(/[ :]/)[0]}`;

// Aligns two lists of events by a longest common subsequence of likeness.
function align(left, right) {
  const table = Array.from({length: left.length + 1}, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; --i) {
    for (let j = right.length - 1; j >= 0; --j) {
      table[i][j] = likeness(left[i]) === likeness(right[j]) ? table[i + 1][j + 1] + 1
        : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const pairs = [];
  let i = 0, j = 0;
  while (i < left.length || j < right.length) {
    const both = i < left.length && j < right.length;
    if (both && likeness(left[i]) === likeness(right[j])) pairs.push([left[i++], right[j++]]);
    else if (j >= right.length || (i < left.length && table[i + 1][j] >= table[i][j + 1])) pairs.push([left[i++], null]);
    else pairs.push([null, right[j++]]);
  }
  return pairs;
}

// Ignores bytes that depend on ephemeral keys, because these differ in each run.
function differences(a, b) {
  const found = [];
  if (eventText(a) !== eventText(b) && !a.session_id) found.push('text');
  if (a.frame && b.frame) {
    if (a.frame.nonce !== b.frame.nonce) found.push('nonce');
    if (a.frame.rekeys !== b.frame.rekeys) found.push('rekeys');
  }
  if ((a.plaintext || '') !== (b.plaintext || '')) found.push('plaintext');
  if ((a.wire_size || 0) !== (b.wire_size || 0)) found.push('size');
  return found;
}

function sideCell(event, marks) {
  if (!event) return el('td', {class: 'faint'}, '—');
  const mark = (name, text) => marks.includes(name) ? el('mark', {}, text) : text;
  const parts = [];
  if (event.frame) {
    parts.push(mark('nonce', `nonce ${event.frame.nonce}`), ', ',
      mark('rekeys', plural(event.frame.rekeys, 'rekey')), ', ');
  }
  if (event.plaintext) parts.push(mark('plaintext', `plaintext ${plural(event.plaintext_size, 'byte')}`), ', ');
  if (event.wire) parts.push(mark('size', `wire ${plural(event.wire_size, 'byte')}`), ', ');
  parts.pop();
  return el('td', {}, `${WAYS[event.kind][0]} `, mark('text', eventText(event)), el('div', {class: 'faint'}, parts));
}

function besideControl(events, control, name) {
  const rows = align(events, control).map(([mine, theirs]) => {
    const marks = mine && theirs ? differences(mine, theirs) : [];
    const kind = !mine || !theirs ? 'only' : marks.length ? 'differs' : '';
    return el('tr', {class: kind}, sideCell(mine, marks), sideCell(theirs, marks));
  });
  return el('table', {class: 'side'}, el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'this run'),
    el('th', {scope: 'col'}, `control ${name}`))), el('tbody', {}, rows));
}
