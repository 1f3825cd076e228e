(() => {
'use strict';
const find = (selector, root) => (root || document).querySelector(selector);
const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
const make = (name, cls, ...inside) => {
  const element = document.createElement(name);
  if (cls) element.className = cls;
  element.append(...inside.filter(part => part !== null && part !== undefined && part !== ''));
  return element;
};
const button = (text, act, cls) => {
  const element = make('button', cls, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
};
document.documentElement.classList.add('js');
if (typeof katex !== 'undefined') document.documentElement.classList.add('maths');

// Mathematics. What is no formula, or cannot be rendered, is a text node.
const longest = 4000, mostFormulas = 600;
const environment = /^\\begin\{((?:align|aligned|alignat|gather|gathered|equation|split|cases|array|[pbvBV]?matrix|smallmatrix)\*?)\}/;
function pieces(text) {
  const found = [], missing = new Set();
  let from = 0, at = 0;
  const until = (mark, start) => {
    if (missing.has(mark)) return -1;
    const end = text.indexOf(mark, start);
    if (end < 0) missing.add(mark);
    return end < 0 || end - start > longest ? -1 : end;
  };
  const take = (display, tex, end) => {
    if (at > from) found.push({ text: text.slice(from, at) });
    found.push({ display, tex, text: text.slice(at, end) });
    at = from = end;
  };
  while (at < text.length) {
    const c = text[at], next = text[at + 1];
    if (c === '\\' && (next === '(' || next === '[')) {
      const end = until(next === '(' ? '\\)' : '\\]', at + 2);
      if (end > 0) { take(next === '[', text.slice(at + 2, end), end + 2); continue; }
    } else if (c === '\\' && next === 'b') {
      const begun = environment.exec(text.slice(at, at + 40));
      const close = begun && '\\end{' + begun[1] + '}';
      const end = begun ? until(close, at) : -1;
      if (end > 0) { take(true, text.slice(at, end + close.length), end + close.length); continue; }
      if (text.startsWith('\\boxed{', at)) {
        const closing = balanced(text, at + 6);
        if (closing > 0) { take(null, text.slice(at + 7, closing), closing + 1); continue; }
      }
    } else if (c === '$' && next === '$') {
      const end = until('$$', at + 2);
      if (end > at + 2) { take(true, text.slice(at + 2, end), end + 2); continue; }
      at++;
    } else if (c === '$') {
      const end = inline(text, at);
      if (end > 0) { take(false, text.slice(at + 1, end), end + 1); continue; }
    }
    at += c === '\\' ? 2 : 1;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}
function balanced(text, open) {
  for (let at = open, depth = 0; at < Math.min(text.length, open + longest); at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
function inline(text, at) {
  if (at + 1 >= text.length || /\s/.test(text[at + 1])) return -1;
  const end = text.indexOf('$', at + 1);
  if (end <= at + 1 || end - at > 1000 || /\s/.test(text[end - 1]) || /[0-9]/.test(text[end + 1] || '')) return -1;
  const tex = text.slice(at + 1, end);
  return tex.includes('\n\n') || (!tex.includes('\\') && /[A-Za-z]{3,} +[A-Za-z]{2,}/.test(tex)) ? -1 : end;
}
const katexOptions = display => ({
  displayMode: display, throwOnError: true, trust: false, maxSize: 20, maxExpand: 200,
  strict: code => code === 'htmlExtension' ? 'error' : 'ignore',
});
let rawText = false;
function write(element, text) {
  if (rawText) { element.append(text); return element; }
  let formulas = 0;
  for (const piece of pieces(text)) {
    if (piece.tex === undefined) { element.append(piece.text); continue; }
    if (piece.display === null && !/[\\^_{$]/.test(piece.tex)) { element.append(make('span', 'boxed', piece.tex)); continue; }
    if (typeof katex === 'undefined' || ++formulas > mostFormulas) { element.append(piece.text); continue; }
    const span = make('span', piece.display ? 'formula wide' : 'formula');
    try {
      katex.render(piece.display === null ? '\\boxed{' + piece.tex + '}' : piece.tex, span, katexOptions(piece.display === true));
      element.append(span);
    } catch {
      element.append(make('code', 'unread', piece.text));
    }
  }
  return element;
}
function renderStatic(root) {
  for (const element of all('.tex', root)) {
    const text = element.textContent;
    element.classList.remove('tex');
    element.replaceChildren();
    write(element, text);
  }
}
for (const card of all('details')) {
  card.addEventListener('toggle', () => { if (card.open) renderStatic(card); });
  if (card.open) renderStatic(card);
}

// Values where the pointer is, and lines that can be left out.
const tip = make('div', 'tip');
tip.hidden = true;
document.body.append(tip);
for (const title of all('main svg title')) {
  const mark = title.parentNode;
  if (mark.nodeName === 'svg') continue;
  mark.dataset.tip = title.textContent;
  title.remove();
}
document.addEventListener('pointerover', event => {
  const mark = event.target.closest && event.target.closest('[data-tip]');
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.tip;
  const box = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
  const x = box.width > 60 || box.height > 60 ? event.clientX : box.left + box.width / 2;
  const y = box.width > 60 || box.height > 60 ? event.clientY : box.top;
  tip.style.left = Math.max(6, Math.min(document.documentElement.clientWidth - own.width - 6, x - own.width / 2)) + 'px';
  tip.style.top = (y - own.height - 8 < 4 ? y + 18 : y - own.height - 8) + 'px';
});
document.addEventListener('scroll', () => { tip.hidden = true; }, true);
for (const entry of all('.legend li[data-s]')) {
  const toggle = button('', () => {
    const off = entry.classList.toggle('off');
    toggle.setAttribute('aria-pressed', String(!off));
    for (const line of all('svg [data-s]', entry.closest('figure'))) {
      if (line.dataset.s === entry.dataset.s) line.classList.toggle('off', off);
    }
  });
  toggle.setAttribute('aria-pressed', 'true');
  toggle.append(...entry.childNodes);
  entry.append(toggle);
}

// Everything is open on paper.
let opened = [];
addEventListener('beforeprint', () => {
  opened = all('main details:not([open])');
  for (const card of opened) card.open = true;
  renderStatic(find('main'));
});
addEventListener('afterprint', () => { for (const card of opened) card.open = false; });

// The table of all problems.
const source = find('#problem-rows');
if (!source) return;
const data = JSON.parse(source.textContent);
const [Id, Split, Question, Answer, Origin, MinedRight, MinedAll, Attempts, Proposed, Working, Kept, Place, First] = [...Array(13).keys()];
for (const row of data.rows) row[Origin] = data.sources[row[Origin]];
const splitNames = { '-1': '–', 0: 'Train', 1: 'Held out', 2: 'Easy' };
const rightOf = cell => cell === null ? -1 : Array.isArray(cell) ? cell[0] : cell;
const samplesOf = (cell, policy) => cell === null ? 0 : Array.isArray(cell) ? cell[1] : data.samples[policy];
let pageSize = 25;
const state = { query: '', split: 'all', by: 'any', intervention: 'any', sort: 4, down: true, page: 0 };
const table = find('#problem-table'), body = table.tBodies[0], tools = find('#problem-tools');
let shown = data.rows;

const field = (label, control) => make('label', '', make('span', '', label), control);
const choose = (label, key, options) => {
  const select = make('select');
  for (const [value, text] of options) {
    const option = make('option', '', text);
    option.value = value;
    select.append(option);
  }
  select.addEventListener('change', () => { state[key] = select.value; state.page = 0; list(); });
  return field(label, select);
};
const search = make('input');
search.type = 'search';
search.placeholder = 'id, question, answer, source';
search.addEventListener('input', () => { state.query = search.value.toLowerCase().trim(); state.page = 0; list(); });
const status = make('p', 'meta count');
status.setAttribute('role', 'status');
const back = button('Previous', () => { state.page--; list(); }), on = button('Next', () => { state.page++; list(); });
const splits = [...new Set(data.rows.map(row => row[Split]))].sort();
tools.append(field('Search', search),
  choose('Split', 'split', [['all', 'all'], ...splits.map(split => [String(split), splitNames[split]])]),
  choose('Solved by', 'by', [['any', 'any or none'], ['someone', 'at least one policy'], ['nobody', 'no policy'],
    ...data.policies.flatMap((policy, i) => [['+' + i, policy], ['-' + i, 'not ' + policy]])]),
  choose('Intervention', 'intervention', [['any', 'any or none'], ['kept', 'kept'], ['working', 'with a right continuation'],
    ['proposed', 'proposed'], ['failed', 'proposed, none works'], ['none', 'none']]), status);
tools.hidden = false;
const pager = make('div', 'pager', back, on);
table.closest('figure').querySelector('.scroll').after(pager);
for (const note of all('.nojs', table.closest('figure'))) note.firstChild.textContent = '';

const keys = [row => row[Id], row => row[Split], row => row[MinedAll] ? row[MinedRight] / row[MinedAll] : -1, row => row[Attempts],
  row => row[Kept] * 1e8 + row[Working] * 1e4 + row[Proposed],
  ...data.policies.map((_, i) => row => samplesOf(row[First + i], i) ? rightOf(row[First + i]) / samplesOf(row[First + i], i) : -1)];
all('th', table.tHead).forEach((head, i) => {
  const sort = button(head.textContent, () => {
    state.down = state.sort === i ? !state.down : i > 1;
    state.sort = i;
    state.page = 0;
    all('th', table.tHead).forEach((other, j) => {
      if (j === i) other.setAttribute('aria-sort', state.down ? 'descending' : 'ascending'); else other.removeAttribute('aria-sort');
    });
    list();
  }, 'sort');
  head.replaceChildren(sort);
  if (i === state.sort) head.setAttribute('aria-sort', 'descending');
});

function matches(row) {
  if (state.split !== 'all' && String(row[Split]) !== state.split) return false;
  const solved = i => rightOf(row[First + i]) > 0;
  if (state.by === 'someone' && !data.policies.some((_, i) => solved(i))) return false;
  if (state.by === 'nobody' && data.policies.some((_, i) => solved(i))) return false;
  if (state.by[0] === '+' && !solved(+state.by.slice(1))) return false;
  if (state.by[0] === '-' && (solved(+state.by.slice(1)) || row[First + +state.by.slice(1)] === null)) return false;
  const wanted = { any: true, kept: row[Kept] > 0, working: row[Working] > 0, proposed: row[Proposed] > 0,
    failed: row[Proposed] > 0 && row[Working] === 0, none: row[Proposed] === 0 };
  return wanted[state.intervention] && (!state.query
    || [row[Id], row[Question], row[Answer], row[Origin]].some(text => text.toLowerCase().includes(state.query)));
}
function cell(text, cls, share) {
  if (share === undefined) return make('td', cls, text);
  const bar = make('span', 'share', text);
  bar.style.setProperty('--share', (share * 100).toFixed(1) + '%');
  return make('td', cls, bar);
}
function list() {
  shown = data.rows.filter(matches);
  if (state.sort >= 0) {
    const key = keys[state.sort], sign = state.down ? -1 : 1;
    const order = new Map(data.rows.map((row, i) => [row, i]));
    shown.sort((one, other) => {
      const a = key(one), b = key(other);
      return (a < b ? -sign : a > b ? sign : 0) || order.get(one) - order.get(other);
    });
  }
  const pages = Math.max(1, Math.ceil(shown.length / pageSize));
  state.page = Math.max(0, Math.min(pages - 1, state.page));
  const first = state.page * pageSize;
  body.replaceChildren(...shown.slice(first, first + pageSize).map(rowOf));
  const count = shown.length.toLocaleString('en'), whole = data.rows.length.toLocaleString('en');
  status.textContent = shown.length === 0 ? 'No problem fits.' : (first + 1) + '–' + Math.min(first + pageSize, shown.length) + ' of ' + count
    + (shown.length < data.rows.length ? ' that fit, ' + whole + ' in all' : '');
  pager.hidden = pages === 1;
  back.disabled = state.page === 0;
  on.disabled = state.page === pages - 1;
}
function rowOf(row) {
  const head = make('th', '', button(row[Id], () => show(row[Id]), 'open'), make('span', 'question', row[Question]));
  head.scope = 'row';
  const interventions = row[Proposed] === 0 ? (row[Attempts] ? 'none' : '')
    : row[Kept] > 0 ? row[Kept] + ' kept of ' + row[Proposed] : row[Working] > 0 ? row[Working] + ' worked of ' + row[Proposed] : row[Proposed] + ', none works';
  const line = make('tr', '', head, cell(splitNames[row[Split]], 'nowrap'), cell(row[MinedAll] ? row[MinedRight] + '/' + row[MinedAll] : '', 'n'),
    cell(row[Attempts] || '', 'n'), cell(interventions, 'nowrap'),
    ...data.policies.map((_, i) => {
      const samples = samplesOf(row[First + i], i), right = rightOf(row[First + i]);
      return samples ? cell(right + '/' + samples, 'n', right / samples) : cell('–', 'n');
    }));
  line.addEventListener('click', event => { if (!event.target.closest('button') && !String(getSelection())) show(row[Id]); });
  return line;
}

// One problem: attempt, intervention and continuation side by side.
let embedded = null;
const files = new Map();
async function reading(row) {
  if (row[Place] < 0) return { fault: 'There is nothing to read of this problem.' };
  if (row[Place] === 0) {
    embedded = embedded || JSON.parse(find('#readings').textContent);
    return { value: embedded[row[Id]] };
  }
  if (location.protocol === 'file:') {
    return { fault: 'The texts of this problem are not in this file, but in 09-samples/ beside it. They open where the run directory is served over'
      + ' HTTP, e.g. by “python3 -m http.server” within it.' };
  }
  const name = '09-samples/' + String(row[Place]).padStart(5, '0') + '.json';
  try {
    if (!files.has(name)) files.set(name, fetch(name).then(answer => answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));
    const file = await files.get(name);
    return Object.hasOwn(file, row[Id]) ? { value: file[row[Id]] }
      : { fault: name + ' does not hold this problem any more: the report was written anew. Load the page again.' };
  } catch (fault) {
    files.delete(name);
    return { fault: name + ' could not be loaded: ' + fault.message };
  }
}
const dialog = make('dialog', 'reader');
dialog.setAttribute('aria-label', 'A problem');
document.body.append(dialog);
dialog.addEventListener('close', () => { if (location.hash.startsWith('#problem=')) history.replaceState(null, '', location.pathname + location.search + '#problems'); });
dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
let current = null;
async function show(id) {
  const row = data.rows.find(one => one[Id] === id);
  if (!row) return;
  const answer = await reading(row);
  current = { row, value: answer.value, fault: answer.fault, attempt: 0, proposal: 0, continuation: 0 };
  if (answer.value) {
    const best = answer.value.attempts.findIndex(attempt => attempt.proposals.some(proposal => proposal.outcome === 'kept'));
    current.attempt = Math.max(0, best >= 0 ? best : answer.value.attempts.findIndex(attempt => attempt.proposals.some(proposal => proposal.content)));
    current.proposal = bestProposal();
  }
  history.replaceState(null, '', '#problem=' + encodeURIComponent(id));
  draw();
  if (!dialog.open) dialog.showModal();
  find('h2', dialog).focus({ preventScroll: true });
  dialog.scrollTop = 0;
}
function bestProposal() {
  const proposals = (current.value.attempts[current.attempt] || { proposals: [] }).proposals;
  const kept = proposals.findIndex(proposal => proposal.outcome === 'kept');
  return Math.max(0, kept >= 0 ? kept : proposals.findIndex(proposal => proposal.content));
}
const verdict = text => make('span', 'tag ' + (text === 'correct' ? 'right' : 'false'), text.replaceAll('_', ' '));
const tokens = count => count.toLocaleString('en') + (count === 1 ? ' token' : ' tokens');
const prose = (text, cls) => write(make('div', 'text ' + (cls || '')), text);
function choice(label, options, chosen, act) {
  if (options.length < 2) return null;
  const group = make('div', 'choice');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', label);
  options.forEach((option, i) => {
    const one = button(option, () => act(i));
    one.setAttribute('aria-pressed', String(i === chosen));
    group.append(one);
  });
  return group;
}
function draw() {
  const { row, value, fault } = current;
  const place = shown.indexOf(row);
  const step = by => () => { const next = shown[place + by]; if (next) show(next[Id]); };
  const before = button('← Previous', step(-1)), after = button('Next →', step(1)), close = button('Close', () => dialog.close());
  before.disabled = place <= 0;
  after.disabled = place < 0 || place >= shown.length - 1;
  const raw = button(rawText ? 'Show formulas' : 'Show source', () => { rawText = !rawText; draw(); });
  const title = make('h2', '', row[Id]);
  title.tabIndex = -1;
  const head = make('div', 'head', title, make('div', 'buttons', before, after, raw, close));
  const facts = make('p', 'meta', splitNames[row[Split]] + ' · ' + row[Origin] + (row[MinedAll] ? ' · mining ' + row[MinedRight] + '/' + row[MinedAll] : ''));
  const policies = make('ul', 'policies', ...data.policies.map((policy, i) => {
    const samples = samplesOf(row[First + i], i), right = rightOf(row[First + i]);
    return samples ? make('li', right > 0 ? 'solved' : '', make('span', '', policy), make('b', '', right + '/' + samples)) : null;
  }));
  const parts = [head, facts, policies];
  if (!value) parts.push(make('p', 'none', fault));
  else parts.push(...bodyOf(value));
  dialog.setAttribute('aria-label', 'Problem ' + row[Id]);
  dialog.replaceChildren(...parts);
}
function bodyOf(value) {
  const gold = make('p', 'meta', 'Gold answer ');
  value.answers.forEach((answer, i) => gold.append(i ? ' or ' : '', write(make('span', 'gold'), answer)));
  const parts = [make('h3', '', 'Problem'), prose(value.question), gold];
  if (value.reference) parts.push(make('details', 'inner', make('summary', '', 'Reference solution'), prose(value.reference)));
  if (value.attempts.length > 0) parts.push(...attemptOf(value));
  else parts.push(make('p', 'none', 'The base model made no attempt at it after mining.'));
  if (value.samples.length > 0) {
    parts.push(make('h3', '', 'What the policies wrote'));
    const groups = new Map();
    for (const sample of value.samples) groups.set(sample.title, [...(groups.get(sample.title) || []), sample]);
    const columns = make('div', 'beside samples');
    for (const [policy, samples] of groups) {
      const column = make('div', '', make('h4', '', policy));
      samples.forEach((sample, i) => {
        column.append(sampleOf(sample, samples.length > 1));
        if (i === 0 && samples.length > 1) column.lastChild.open = true;
      });
      columns.append(column);
    }
    parts.push(columns);
  }
  return parts;
}
function sampleOf(sample, folded) {
  const text = sample.text === undefined ? make('p', 'none', 'The tokenizer is not here, so its tokens cannot be read.') : prose(sample.text);
  const why = make('p', 'meta', [sample.why, tokens(sample.tokens)].filter(Boolean).join(' · '));
  if (!folded) return make('div', '', make('p', '', verdict(sample.verdict)), why, text);
  return make('details', 'inner', make('summary', '', 'Sample ' + sample.sample + ' ', verdict(sample.verdict)), why, text);
}
function attemptOf(value) {
  const attempt = value.attempts[current.attempt];
  const proposal = attempt.proposals[current.proposal];
  const at = proposal && proposal.location ? proposal.location : 0;
  const steps = make('ol', 'steps');
  attempt.steps.forEach((step, i) => {
    const kind = !at || i + 1 < at ? '' : i + 1 === at ? 'wrong' : 'after';
    steps.append(make('li', kind || 'kept', make('span', 'no', String(i + 1)), prose(step),
      kind ? make('span', 'tag', kind === 'wrong' ? 'first error' : 'discarded') : null));
  });
  const left = make('div', '', make('h4', '', 'Attempt ', verdict(attempt.verdict)),
    choice('Attempts', value.attempts.map(one => 'Attempt ' + one.sample), current.attempt, i => {
      current.attempt = i; current.proposal = bestProposal(); current.continuation = 0; draw();
    }), make('p', 'meta', [attempt.why, tokens(attempt.tokens)].filter(Boolean).join(' · ')), steps,
    value.attempts_left_out ? make('p', 'meta', value.attempts_left_out + ' more attempts are in 02-rollouts.jsonl.') : null);
  const middle = make('div', '', make('h4', '', 'Intervention ', proposal && proposal.outcome ? make('span', 'tag ' + (proposal.outcome === 'kept' ? 'right' : ''), proposal.outcome) : null));
  const right = make('div', '', make('h4', '', 'Continuation'));
  if (!proposal) {
    middle.append(make('p', 'none', attempt.verdict === 'correct' ? 'The attempt is right: there is nothing to correct.' : 'No oracle was asked about this attempt.'));
    right.append(make('p', 'none', 'Without an intervention there is none.'));
  } else {
    const chosen = choice('Interventions', attempt.proposals.map((one, i) => (i + 1) + ': ' + one.oracle), current.proposal,
      i => { current.proposal = i; current.continuation = 0; draw(); });
    if (chosen) middle.append(chosen);
    middle.append(make('p', 'meta', 'by ' + proposal.oracle + (at ? ', step ' + at + ' of ' + attempt.steps.length : '') + (proposal.note ? ' · ' + proposal.note : '')));
    if (proposal.content === undefined) {
      middle.append(make('p', 'none', 'None: ' + (proposal.refusal || 'refused')));
      right.append(make('p', 'none', 'Without an intervention there is none.'));
    } else {
      middle.append(make('ol', 'steps', make('li', 'patch', make('span', 'no', String(at)), prose(proposal.content))));
      if (proposal.arms.length > 0) {
        middle.append(make('h5', '', 'Right continuations'));
        middle.append(make('ul', 'arms', ...proposal.arms.map(arm => {
          const line = make('li', arm.start.includes('intervention') ? 'own' : '', make('span', '', arm.start), make('b', '', arm.correct + '/' + arm.tries));
          line.style.setProperty('--share', (arm.tries ? 100 * arm.correct / arm.tries : 0).toFixed(1) + '%');
          return line;
        })));
      }
      const continuation = proposal.continuations[current.continuation];
      if (!continuation) right.append(make('p', 'none', 'Nothing was sampled after it.'));
      else {
        const names = proposal.continuations.map(one => one.title + ', ' + one.verdict.replaceAll('_', ' '));
        const kinds = choice('Continuations', names, current.continuation, i => { current.continuation = i; draw(); });
        if (kinds) right.append(kinds);
        right.firstChild.append(' ', verdict(continuation.verdict));
        right.append(make('p', 'meta', [continuation.title, continuation.why, tokens(continuation.tokens)].filter(Boolean).join(' · ')), prose(continuation.text));
      }
    }
  }
  return [make('div', 'beside reading', left, middle, right)];
}
addEventListener('keydown', event => {
  if (!dialog.open || event.target.closest('input, select') || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = event.key === 'j' || event.key === 'ArrowRight' ? 1 : event.key === 'k' || event.key === 'ArrowLeft' ? -1 : 0;
  const next = by && shown[shown.indexOf(current.row) + by];
  if (next) { event.preventDefault(); show(next[Id]); }
});
addEventListener('beforeprint', () => {
  if (dialog.open) dialog.close();
  pageSize = 500;
  list();
});
addEventListener('afterprint', () => { pageSize = 25; list(); });
const linked = () => {
  if (!location.hash.startsWith('#problem=')) return;
  try { show(decodeURIComponent(location.hash.slice(9))); } catch { /* no id */ }
};
addEventListener('hashchange', linked);
list();
linked();
})();
