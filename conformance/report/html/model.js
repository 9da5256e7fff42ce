// The page's data (page_data.cc), and tables derived from it. Texts become text nodes only.

const VERDICTS = data.verdicts;          // by number, from best to worst
const CONFIGS = data.configs;            // [role, suite, framing]
const CLASSES = {
  PASS: 'v-pass', INFO: 'v-info', UNSUPPORTED: 'v-skip', NONSTRICT: 'v-warn', XFAIL: 'v-skip', BLOCKED: 'v-skip',
};
const classOf = (verdict) => CLASSES[VERDICTS[verdict].name] || 'v-bad';
const describe = (config) => CONFIGS[config].join(' ');

// el('a', {href: '#x', class: 'b'}, 'text', other)
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(2)) {
    if (child !== null && child !== undefined && child !== '') element.append(child);
  }
  return element;
}

const plural = (count, word) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
const seconds = (s) => `${s.toFixed(1)} s`;
function duration(us) {
  return us < 10000 ? `${us} µs` : us < 1e6 ? `${(us / 1000).toFixed(1)} ms` : seconds(us / 1e6);
}
const verdictTag = (verdict) =>
  el('span', {class: `verdict ${classOf(verdict)}`}, VERDICTS[verdict].name);

// A result in the data: [case, config, verdict, microseconds, detail].
data.cases.forEach((one, index) => {
  one.index = index;
  one.runs = data.reports.map(() => []);  // by report, then by configuration
  one.worst = -1;
  one.haystack = [one.id, one.title, ...one.tags, ...one.clauses.flat()].join(' ').toLowerCase();
});
data.reports.forEach((report, r) => {
  report.counts = VERDICTS.map(() => 0);
  for (const [index, config, verdict, microseconds, detail] of report.results) {
    const one = data.cases[index];
    report.counts[verdict] += 1;
    one.worst = Math.max(one.worst, verdict);
    one.runs[r][config] = {report: r, config, verdict, microseconds, detail: report.details[detail]};
  }
});

const caseById = new Map(data.cases.map((one) => [one.id, one]));
const families = [];
{
  const byName = new Map();
  for (const one of data.cases) {
    if (!byName.has(one.family)) {
      byName.set(one.family, {name: one.family, cases: []});
      families.push(byName.get(one.family));
    }
    byName.get(one.family).cases.push(one);
  }
}
const casesOfClause = new Map();
for (const one of data.cases) {
  for (const [id] of one.clauses) {
    if (!casesOfClause.has(id)) casesOfClause.set(id, []);
    casesOfClause.get(id).push(one);
  }
}

function runsOf(one) {
  return one.runs.flatMap((runs) => runs.filter(Boolean));
}

// The worst verdict of some cases in one report and configuration, or -1.
function worstAt(cases, report, config) {
  return cases.reduce((worst, one) => {
    const run = one.runs[report][config];
    return run ? Math.max(worst, run.verdict) : worst;
  }, -1);
}

// The state of the view is in the fragment of the URL, so it can be linked.
const DEFAULTS = {view: 'results', q: '', verdict: '', level: '', role: '', clause: '', case: '', run: ''};
const state = {};

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(DEFAULTS)) state[name] = given.get(name) || DEFAULTS[name];
}

function hashFor(changes) {
  const next = {...state, ...changes};
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== DEFAULTS[name]) parameters.set(name, value);
  }
  return `#${parameters}`;
}

function go(changes) {
  const hash = hashFor(changes);
  if (location.hash === hash || (hash === '#' && location.hash === '')) return;
  history.pushState(null, '', hash);
  show();
}

function verdictsChosen() {
  return new Set(state.verdict.split(',').filter(Boolean));
}

// Whether a case matches the filters.
function isListed(one) {
  if (state.level && one.level !== state.level) return false;
  if (state.clause && !one.clauses.some(([id]) => id === state.clause)) return false;
  if (state.q && !state.q.toLowerCase().split(/\s+/).every((word) => one.haystack.includes(word)))
    return false;
  const chosen = verdictsChosen();
  if (chosen.size === 0 && !state.role) return true;
  return runsOf(one).some((run) =>
    (!state.role || CONFIGS[run.config][0] === state.role) &&
    (chosen.size === 0 || chosen.has(VERDICTS[run.verdict].name)));
}
