// The clauses of the specification, with the cases that test them and their verdicts.

function stateOfClause(clause) {
  const cases = casesOfClause.get(clause.id) || [];
  if (cases.length) {
    return {cases, kind: 'tested', worst: cases.reduce((worst, one) => Math.max(worst, one.worst), -1)};
  }
  return {cases, kind: clause.untestable ? 'untestable' : 'open', worst: -1};
}

function casesList(cases) {
  const shown = new Map();
  for (const one of cases) {
    const known = shown.get(one.family);
    if (!known) shown.set(one.family, {one, count: 1});
    else {
      known.count += 1;
      if (one.worst > known.one.worst) known.one = one;
    }
  }
  const items = [...shown].map(([family, {one, count}]) => el('li', {},
    one.worst >= 0 ? verdictTag(one.worst) : null, ' ',
    el('a', {class: 'mono', href: hashFor({view: 'results', q: '', clause: '', case: one.id, run: firstRun(one)})}, family),
    count > 1 ? ` (${count})` : ''));
  if (items.length <= 6) return el('ul', {}, items);
  return [el('ul', {}, items.slice(0, 4)), el('details', {}, el('summary', {}, `${items.length - 4} more`),
    el('ul', {}, items.slice(4)))];
}

// Formats words in backquotes as code.
const withCode = (text) => text.split('`').map((part, i) => (i % 2 ? el('code', {}, part) : part));

function clauseRow(clause) {
  const {cases, kind, worst} = stateOfClause(clause);
  const isOne = new Set(cases.map((one) => one.family)).size === 1;  // its own tag shows the verdict
  const summary = kind === 'tested' ? (worst < 0 ? el('span', {class: 'faint'}, 'not played') : isOne ? '' : verdictTag(worst))
    : kind === 'untestable' ? el('span', {class: 'verdict v-skip'}, 'UNTESTABLE')
      : el('span', {class: 'verdict v-warn'}, clause.level === 'INFO' ? 'NO CASE' : 'NO CASE YET');
  return el('tr', {id: `clause-${clause.id}`, class: clause.id === state.clause ? 'current' : ''},
    el('th', {scope: 'row'}, clause.id, el('span', {class: 'title'}, clause.level)),
    el('td', {}, withCode(clause.text)),
    el('td', {class: 'tested'}, summary, kind === 'untestable' ? el('div', {class: 'faint'}, clause.untestable) : '',
      cases.length ? casesList(cases) : ''));
}

function clausesView() {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = verdictsChosen();
  const listed = data.clauses.filter((clause) => {
    if (state.level && clause.level !== state.level) return false;
    const {cases, worst} = stateOfClause(clause);
    if (chosen.size && !(worst >= 0 && chosen.has(VERDICTS[worst].name))) return false;
    const text = [clause.id, clause.text, clause.section, clause.untestable || '',
      ...cases.map((one) => one.id)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const counts = {tested: 0, untestable: 0, open: 0};
  for (const clause of data.clauses) counts[stateOfClause(clause).kind] += 1;
  const summary = el('p', {class: 'legend', role: 'status'}, data.clauses.length === 0
    ? 'This report has no clauses.'
    : `${plural(data.clauses.length, 'clause')}: ${counts.tested} with cases, ` +
      `${counts.untestable} untestable, ${counts.open} without a case. ${listed.length} listed.`);
  const rows = [];
  let last = null;
  for (const clause of listed) {
    if (clause.section !== last) {
      last = clause.section;
      rows.push(el('tr', {class: 'section'}, el('th', {colspan: '3', scope: 'rowgroup'}, withCode(last || 'clauses'))));
    }
    rows.push(clauseRow(clause));
  }
  if (!rows.length) return [summary, data.clauses.length ? el('p', {class: 'empty'}, 'No clause matches.') : null];
  return [summary, el('table', {class: 'coverage'}, el('caption', {class: 'visually-hidden'},
    'Clauses, the cases about them and their verdicts'),
    el('thead', {}, el('tr', {}, ['clause', 'text', 'tested by'].map((name) => el('th', {scope: 'col'}, name)))),
    el('tbody', {}, rows))];
}
