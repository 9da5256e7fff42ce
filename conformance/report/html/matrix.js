// The table of cases: a row for each family, which expands into its cases; a square for each
// configuration. Rows are created when they are about to become visible.

const CHUNK = 120;
const ROLES = ['responder', 'initiator'];
const openFamilies = new Set();

function cell(cases, report, config, name) {
  const verdict = worstAt(cases, report, config);
  if (verdict < 0) return el('span', {class: 'cell none', 'aria-hidden': 'true'}, '·');
  const {letter, name: verdictName} = VERDICTS[verdict];
  const label = `${verdictName}: ${name}, ${describe(config)}` +
    (data.reports.length > 1 ? `, ${data.reports[report].name}` : '');
  // In a family, the first case with this verdict.
  const one = cases.find((c) => c.runs[report][config] && c.runs[report][config].verdict === verdict);
  const run = `${report}.${config}`;
  return el('button', {
    class: `cell ${classOf(verdict)}`, type: 'button', tabindex: '-1', title: label,
    'aria-label': label, 'data-run': run, 'data-case': one.index,
    'aria-pressed': String(state.case === one.id && state.run === run),
    onclick: () => go({case: one.id, run}),
  }, letter);
}

function cells(cases, name) {
  return data.reports.flatMap((_, report) => ROLES.map((role) =>
    el('td', {class: 'roles'}, CONFIGS.map((config, index) =>
      config[0] === role ? cell(cases, report, index, name) : null))));
}

function clauseLinks(one) {
  return one.clauses.map(([id]) => [
    el('a', {href: hashFor({view: 'clauses', q: '', clause: id, case: '', run: ''})}, id), ' ']);
}

function caseRow(one, isChild) {
  const button = el('button', {class: 'row-button', type: 'button', 'data-row': '',
    onclick: () => go({case: one.id, run: firstRun(one)})},
    isChild ? one.id.slice(one.family.length) || one.id : one.id);
  return el('tr', {class: [isChild ? 'child' : '', one.id === state.case ? 'current' : ''].join(' ').trim(),
    'data-id': one.id},
    el('th', {scope: 'row'}, isChild ? null : el('span', {class: 'twist'}), button,
      el('span', {class: 'title'}, one.title)),
    cells([one], one.id), el('td', {class: 'clauses'}, clauseLinks(one)));
}

function familyRow(family, cases) {
  const isOpen = openFamilies.has(family.name);
  const button = el('button', {class: 'row-button', type: 'button', 'data-row': '',
    'aria-expanded': String(isOpen), onclick: (event) => toggleFamily(family, event)},
    el('span', {class: 'twist', 'aria-hidden': 'true'}, isOpen ? '▾' : '▸'),
    family.name, el('span', {class: 'faint'}, ` (${cases.length})`));
  return el('tr', {'data-family': family.name},
    el('th', {scope: 'row'}, button, el('span', {class: 'title'}, cases[0].title)),
    cells(cases, family.name), el('td', {class: 'clauses'}, clauseLinks(cases[0])));
}

// The run to show first: the one with the worst verdict among the chosen ones.
function firstRun(one) {
  const chosen = verdictsChosen();
  let best = null;
  for (const run of runsOf(one)) {
    if (state.role && CONFIGS[run.config][0] !== state.role) continue;
    if (chosen.size && !chosen.has(VERDICTS[run.verdict].name)) continue;
    if (!best || run.verdict > best.verdict) best = run;
  }
  best = best || runsOf(one)[0];
  return best ? `${best.report}.${best.config}` : '';
}

function toggleFamily(family, event) {
  const isOpen = openFamilies.has(family.name);
  if (isOpen) openFamilies.delete(family.name); else openFamilies.add(family.name);
  const row = event.currentTarget.closest('tr');
  const fresh = rowsOf(family);
  while (row.nextSibling && row.nextSibling.classList.contains('child')) row.nextSibling.remove();
  row.replaceWith(...fresh);
  fresh[0].querySelector('button').focus();
}

// The rows of a family in its current state.
function rowsOf(family) {
  const cases = family.cases.filter(isListed);
  if (cases.length === 0) return [];
  if (family.cases.length === 1 && cases[0].id === family.name) return [caseRow(cases[0], false)];
  const rows = [familyRow(family, cases)];
  if (openFamilies.has(family.name)) rows.push(...cases.map((one) => caseRow(one, true)));
  return rows;
}

function matrixHead() {
  const several = data.reports.length > 1;
  const names = several ? el('tr', {}, el('td', {}), data.reports.map((report) =>
    el('th', {scope: 'colgroup', colspan: '2'}, report.name)), el('td', {class: 'clauses'})) : null;
  return el('thead', {}, names, el('tr', {}, el('th', {scope: 'col'}, 'case'),
    data.reports.flatMap(() => ROLES.map((role) => el('th', {scope: 'col', class: 'roles'}, role))),
    el('th', {scope: 'col', class: 'clauses'}, 'clauses')));
}

// A printed page shows all rows.
let fillAll = () => {};
addEventListener('beforeprint', () => fillAll());

// Fills `body` by chunks. Adds the next one when the end of the table becomes visible.
function fill(body, more, listed) {
  let next = 0;
  fillAll = () => {
    while (next < listed.length) add();
  };
  const add = () => {
    for (let rows = 0; next < listed.length && rows < CHUNK; ++next) {
      const fresh = rowsOf(listed[next]);
      rows += fresh.length;
      body.append(...fresh);
    }
    more.hidden = next >= listed.length;
    more.textContent = `Show more (${plural(listed.length - next, 'row')} left)`;
  };
  more.addEventListener('click', add);
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && next < listed.length) add();
  }, {rootMargin: '400px'}).observe(more);
  add();
}

// Failed families first, then blocked ones, then the rest.
function rank(family) {
  const verdicts = family.cases.flatMap(runsOf).map(({verdict}) => verdict);
  if (verdicts.some((verdict) => classOf(verdict) === 'v-bad')) return 0;
  return verdicts.some((verdict) => VERDICTS[verdict].name === 'BLOCKED') ? 1 : 2;
}
families.sort((a, b) => rank(a) - rank(b));

function matrix() {
  const listed = families.filter((family) => family.cases.some(isListed));
  const count = listed.reduce((sum, family) => sum + family.cases.filter(isListed).length, 0);
  const status = el('p', {class: 'legend', role: 'status'},
    `${plural(count, 'case')} of ${data.cases.length.toLocaleString('en')}`);
  if (count === 0) return [status, el('p', {class: 'empty'}, 'No case matches.')];
  const body = el('tbody', {});
  const more = el('button', {class: 'more', type: 'button'});
  fill(body, more, listed);
  const letters = VERDICTS.map(({letter, name}) => `${letter} ${name.toLowerCase()}`).join(', ');
  return [status,
    el('div', {class: 'matrix'}, el('table', {}, el('caption', {class: 'visually-hidden'},
      'Cases and their verdict in each configuration'), matrixHead(), body), more),
    el('p', {class: 'legend'}, `One square for each of ${CONFIGS.filter(([role]) => role === ROLES[0])
      .map(([, suite, framing]) => `${suite} ${framing}`).join(', ')}: ${letters}.`)];
}
