// The page: header, filters, views, keyboard.

const REASONS_SHOWN = 5;
const CAUSES_SHOWN = 4;

// The headline of a report: whether anything failed.
function headline(report) {
  const sum = (fits) => report.counts.reduce((n, count, verdict) => fits(verdict) ? n + count : n, 0);
  const named = (name) => sum((verdict) => VERDICTS[verdict].name === name);
  const failed = sum((verdict) => classOf(verdict) === 'v-bad');
  const judged = report.results.length - named('UNSUPPORTED');
  if (report.results.length === 0) return ['', 'Nothing was played'];
  if (failed > 0) return ['wrong', `${failed.toLocaleString('en')} of ${plural(judged, 'run')} failed`];
  if (judged === 0) return ['', 'Every run is unsupported'];
  return ['good', `No ${named('XFAIL') > 0 ? 'unexpected ' : ''}failure in ${plural(judged, 'run')}`];
}

function causeLine(report, cause) {
  const one = data.cases[cause.case];
  const run = `${data.reports.indexOf(report)}.${cause.config}`;
  const blocked = cause.blocked ? `; blocks ${plural(cause.blocked, 'run')}` : '';
  return el('div', {}, verdictTag(cause.verdict), ' ',
    el('a', {href: hashFor({view: 'results', case: one.id, run})}, one.family), ' ',
    el('span', {class: 'faint'}, cause.runs + blocked));
}

// One reason, and the cases that fail for this reason.
function reasonItem(report, why, all) {
  const more = all.length - CAUSES_SHOWN;
  return el('li', {}, el('div', {class: 'reason'}, why),
    all.slice(0, CAUSES_SHOWN).map((cause) => causeLine(report, cause)),
    more > 0 ? el('div', {class: 'faint'}, `and ${plural(more, 'case')} more for this reason`) : null);
}

// The root causes, and the command that reproduces the first one.
function causes(report) {
  if (report.causes.length === 0) return null;
  const reasons = new Map();
  for (const cause of report.causes) reasons.set(cause.why, [...reasons.get(cause.why) || [], cause]);
  const more = reasons.size - REASONS_SHOWN;
  const again = report.causes[0].reproduce;
  return el('div', {class: 'causes'}, el('h3', {}, 'Fix first'),
    el('ol', {}, [...reasons].slice(0, REASONS_SHOWN).map(([why, all]) => reasonItem(report, why, all))),
    more > 0 ? el('p', {class: 'faint'}, `and ${plural(more, 'reason')} more, in the table below`) : null,
    again ? [el('h3', {}, 'Reproduce the first case'),
      el('div', {class: 'copy'}, el('pre', {}, again), copyButton(again))] : null);
}

function reportCard(report) {
  const total = report.results.length || 1;
  const [tone, verdict] = headline(report);
  const shown = report.counts.map((count, verdict) => ({count, verdict})).filter(({count}) => count);
  return el('li', {class: 'report'},
    el('div', {class: 'name'}, [report.name, report.version].join(' ')),
    el('div', {class: `headline ${tone}`}, verdict),
    el('div', {class: 'bar', 'aria-hidden': 'true'}, shown.map(({count, verdict}) => {
      const part = el('span', {class: classOf(verdict)});
      part.style.flexGrow = count / total;
      return part;
    })),
    el('div', {class: 'counts'}, shown.length ? shown.map(({count, verdict}) => el('span', {class: classOf(verdict)},
      el('strong', {}, count.toLocaleString('en')), ` ${VERDICTS[verdict].name}`)) : 'nothing was played'),
    el('div', {class: 'about'}, [report.interrupted ? 'interrupted' : '', plural(report.results.length, 'run'),
      seconds(report.seconds), report.date.replace('T', ' ').replace('Z', ' UTC'),
      `${report.tool} ${report.toolVersion}`].filter(Boolean).join(' · ')),
    el('details', {class: 'about'}, el('summary', {}, 'command'), el('pre', {}, report.command)),
    causes(report));
}

function choice(label, name, values) {
  const select = el('select', {'aria-label': label, onchange: () => go({[name]: select.value})},
    el('option', {value: ''}, `any ${label}`), values.map((value) =>
      el('option', {value, selected: state[name] === value}, value)));
  return select;
}

function verdictChips() {
  const chosen = verdictsChosen();
  return el('div', {class: 'chips', role: 'group', 'aria-label': 'verdicts to show'},
    VERDICTS.map(({name}, verdict) => {
      const count = data.reports.reduce((sum, report) => sum + report.counts[verdict], 0);
      if (count === 0 && !chosen.has(name)) return null;
      return el('button', {class: `chip ${classOf(verdict)}${chosen.size ? ' dimmed' : ''}`, type: 'button',
        'aria-pressed': String(chosen.has(name)), onclick: () => {
          if (chosen.has(name)) chosen.delete(name); else chosen.add(name);
          go({verdict: [...chosen].join(',')});
        }}, `${name} ${count.toLocaleString('en')}`);
    }));
}

const search = el('input', {type: 'search', id: 'search', placeholder: 'Search cases and clauses   /',
  'aria-label': 'search', autocomplete: 'off'});
let typing = 0;
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    history.replaceState(null, '', hashFor({q: search.value.trim()}));
    show();
  }, 120);
});

function filters() {
  const isFiltered = ['q', 'verdict', 'level', 'role', 'clause'].some((name) => state[name]);
  const results = state.view === 'results';
  return [choice('level', 'level', ['MUST', 'SHOULD', 'MAY', 'INFO']),
    results ? choice('role', 'role', ROLES) : null,
    results ? choice('clause', 'clause', [...casesOfClause.keys()].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}))) : null,
    verdictChips(),
    isFiltered ? el('button', {class: 'plain', type: 'button',
      onclick: () => { search.value = ''; go({q: '', verdict: '', level: '', role: '', clause: ''}); }}, 'Clear') : null];
}

const main = el('main', {id: 'main', tabindex: '-1'});
// The search field is never recreated, because it may have the focus. The other filters are.
const otherFilters = el('div', {class: 'other-filters'});
const filterBar = el('div', {class: 'filters', role: 'search'}, search, otherFilters);
const content = el('div', {});
// Views with static content.
const sections = new Map([...document.querySelectorAll('[data-section]')].map((one) => [one.dataset.section, one]));
main.append(filterBar, content);
let lastList = '';

// Keeps the list if the filters are unchanged: it may be long, and scrolled.
function showResults() {
  const filtersKey = JSON.stringify({...state, case: '', run: ''});
  if (lastList !== filtersKey || !content.querySelector('.list')) {
    content.replaceChildren(el('div', {class: 'results'}, el('div', {class: 'list'}, matrix())));
    lastList = filtersKey;
  }
  const grid = content.firstChild;
  const old = grid.querySelector('.panel');
  const shown = panel();
  if (old) old.remove();
  grid.classList.toggle('open', Boolean(shown));
  if (shown) grid.append(shown);
  for (const row of grid.querySelectorAll('tr[data-id]')) row.classList.toggle('current', row.dataset.id === state.case);
  for (const square of grid.querySelectorAll('.list .cell[data-case]')) {
    square.setAttribute('aria-pressed', String(
      data.cases[square.dataset.case].id === state.case && square.dataset.run === state.run));
  }
}

function show() {
  const before = state.case;
  readState();
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === state.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (document.activeElement !== search) search.value = state.q;
  otherFilters.replaceChildren(...filters().filter(Boolean));
  filterBar.hidden = sections.has(state.view);
  if (sections.has(state.view)) {
    content.replaceChildren(sections.get(state.view));
  } else if (state.view === 'clauses') {
    content.replaceChildren(...clausesView().filter(Boolean));
    const row = document.getElementById(`clause-${state.clause}`);
    if (row) row.scrollIntoView({block: 'center'});
  } else {
    showResults();
    if (state.case && state.case !== before) {
      const heading = document.getElementById('case-title');
      if (heading) heading.focus({preventScroll: window.innerWidth >= 1152});
    }
  }
}

function closePanel() {
  const id = state.case;
  go({case: '', run: ''});
  for (const row of document.querySelectorAll('tr[data-id]')) {
    if (row.dataset.id === id) row.querySelector('.row-button').focus();
  }
}

// Up and down move through the rows, left and right through the squares of a row.
function onKey(event) {
  if (event.key === 'Escape' && state.case) return closePanel();
  if (event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    event.preventDefault();
    return search.focus();
  }
  const row = event.target.closest('.matrix tr');
  if (!row) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp' || event.key === 'Home' || event.key === 'End') {
    const buttons = [...row.closest('table').querySelectorAll('[data-row]')];
    const at = buttons.indexOf(row.querySelector('[data-row]'));
    const next = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1}[event.key];
    event.preventDefault();
    if (buttons[next]) buttons[next].focus();
  } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const buttons = [...row.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(event.target) + (event.key === 'ArrowRight' ? 1 : -1)];
    event.preventDefault();
    if (next) next.focus();
  }
}

function start() {
  readState();
  search.value = state.q;
  document.getElementById('reports').append(...data.reports.map(reportCard));
  for (const link of document.querySelectorAll('nav a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      go({view: link.dataset.view, clause: '', case: '', run: ''});
    });
  }
  document.getElementById('static').replaceWith(main);
  document.querySelector('nav').hidden = false;
  window.addEventListener('hashchange', show);
  window.addEventListener('popstate', show);
  document.addEventListener('keydown', onKey);
  state.case = '';
  show();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

start();
