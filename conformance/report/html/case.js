// The panel of one case: its clauses, its results in each configuration, and the selected run.

function copyButton(text) {
  const button = el('button', {class: 'plain', type: 'button'}, 'Copy');
  const status = el('span', {class: 'visually-hidden', role: 'status'});
  button.addEventListener('click', async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // A page opened from a file may have no clipboard.
      const area = el('textarea', {class: 'visually-hidden'});
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand('copy');
      area.remove();
    }
    button.textContent = done ? 'Copied' : 'Select and copy';
    status.textContent = button.textContent;
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  return [button, status];
}

function runButtons(one) {
  return el('div', {class: 'runs', role: 'group', 'aria-label': 'runs of this case'},
    data.reports.flatMap((report, r) => ROLES.map((role) => {
      const here = CONFIGS.map((config, index) => config[0] === role && one.runs[r][index] ? index : -1)
        .filter((index) => index >= 0);
      if (here.length === 0) return null;
      return el('span', {}, data.reports.length > 1 ? `${report.name}, ${role} ` : `${role} `,
        here.map((config) => {
          const button = cell([one], r, config, one.id);
          button.tabIndex = 0;
          return button;
        }));
    })));
}

function fact(name, ...values) {
  const shown = values.flat().filter((value) => value !== '' && value !== undefined && value !== null);
  return shown.length ? [el('dt', {}, name), el('dd', {}, shown)] : [];
}

function section(title, ...content) {
  const shown = content.flat().filter(Boolean);
  return shown.length ? [el('h3', {}, title), ...shown] : [];
}

function facts(one, run, detail) {
  return el('dl', {class: 'facts'},
    fact('run', describe(run.config), data.reports.length > 1 ? ` — ${data.reports[run.report].name}` : ''),
    fact('found', detail.actual),
    fact('expected', (detail.allowed || []).map((line) => el('div', {}, line))),
    fact('because', detail.explanation),
    fact('known', detail.expectation ? [`${detail.expectation.where} expects ${detail.expectation.verdict}`,
      detail.expectation.reason ? `: ${detail.expectation.reason}` : ''] : []),
    fact('decided at', detail.file ? el('code', {}, `${detail.file}:${detail.line}`) : '',
      detail.file ? ` ${detail.step}` : ''),
    fact('behaviour', [detail.behaviour, detail.close ? `stream: ${detail.close}` : ''].filter(Boolean).join(', ')),
    fact('time', duration(run.microseconds), detail.attempts > 1 ? `, ${detail.attempts} attempts` : ''));
}

function eventsSection(one, run, detail) {
  const events = detail.events || [];
  const control = caseById.get(one.control);
  const theirs = control && control.runs[run.report][run.config];
  const other = theirs && theirs.detail.events;
  if (events.length === 0) {
    const kept = runsOf(one).find((r) => (r.detail.events || []).length && r.report === run.report);
    return section('Timeline', el('p', {class: 'faint'}, 'No events. ', VERDICTS[run.verdict].name === 'PASS'
      ? 'Only the first passing run of a family in each role keeps its events. ' : 'This run was not played. ',
      kept ? el('a', {href: hashFor({run: `${kept.report}.${kept.config}`})}, `See ${describe(kept.config)}.`) : ''));
  }
  const main = timeline(events);
  if (!other || !other.length) return section('Timeline', main);
  const side = el('div', {hidden: true});
  const button = el('button', {class: 'plain', type: 'button', 'aria-pressed': 'false'}, 'Beside the control');
  button.addEventListener('click', () => {
    if (!side.firstChild) side.append(besideControl(events, other, control.id));
    side.hidden = !side.hidden;
    main.hidden = !side.hidden;
    button.setAttribute('aria-pressed', String(!side.hidden));
  });
  return section('Timeline', el('p', {}, button), main, side);
}

function panel() {
  const one = caseById.get(state.case);
  if (!one) return null;
  const [report, config] = (state.run || firstRun(one)).split('.').map(Number);
  const run = (one.runs[report] || [])[config] || runsOf(one)[0];
  const detail = (run && run.detail) || {};
  const close = el('button', {class: 'plain close', type: 'button', onclick: closePanel}, 'Close');
  const heading = el('h2', {tabindex: '-1', id: 'case-title'}, el('code', {}, one.id));
  return el('section', {class: 'panel', 'aria-labelledby': 'case-title'}, close, heading,
    el('p', {}, one.title, ' ', el('span', {class: 'faint'},
      `${one.level}${one.since ? `, since ${one.since}` : ''}${one.tags.length ? `, ${one.tags.join(', ')}` : ''}`)),
    one.clauses.map(([id, quote]) => el('blockquote', {},
      el('a', {href: hashFor({view: 'clauses', q: '', clause: id, case: '', run: ''})}, id), ' “', withCode(quote), '”')),
    section('Runs', runButtons(one)),
    run ? [
      el('p', {class: `why ${classOf(run.verdict)}`}, el('strong', {}, VERDICTS[run.verdict].name),
        detail.text ? ` ${detail.text}` : VERDICTS[run.verdict].name === 'PASS' ? ' as specified' : ''),
      facts(one, run, detail),
      detail.reproduce ? section('Reproduce', el('div', {class: 'copy'}, el('pre', {}, detail.reproduce),
        copyButton(detail.reproduce))) : [],
      eventsSection(one, run, detail),
      detail.stderr ? section('End of stderr', el('pre', {}, detail.stderr)) : [],
    ] : el('p', {class: 'empty'}, 'This case was not played.'),
    section('Case', el('p', {}, one.file ? el('code', {}, one.file) : '', one.control ? [' control ',
      caseById.has(one.control) ? el('a', {href: hashFor({case: one.control, run: state.run})}, one.control)
        : one.control] : '')));
}
