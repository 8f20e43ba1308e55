"use strict";
// Everything of the page is in this file and in the data below it. It asks for nothing and sends nothing.
const data = JSON.parse(document.getElementById("data").textContent);
const {words, questions, articles, coder} = data;
const store = `analytics-coding:${data.sample}:${data.codebook}:${coder}`;
const id = name => document.getElementById(name);
const say = (text, bad = false) => {
  id("said").textContent = text;
  id("said").className = bad ? "bad" : "";
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const make = (tag, text = "", attributes = {}) => {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

let answers = {};  // by article, then by question
let history = [];  // articles as they were before each change
let at = 0;        // the article shown
let active = 0;    // the question that keys answer
let sentence = 0;  // the sentence that the keyboard marks
let kept = true;

const own = () => answers[articles[at].id] ??= {};
const applies = (question, given) =>
  Object.entries(question.only_if).every(([key, wanted]) => wanted.includes(given[key]));
const asked = given => {
  const known = {};
  return questions.filter(question => {
    const yes = applies(question, known);
    if (yes && given[question.key] !== undefined) known[question.key] = given[question.key];
    return yes;
  });
};
const done = given => given !== undefined && asked(given).every(question => given[question.key] !== undefined);
const count = () => articles.filter(article => done(answers[article.id])).length;

function read() {
  try {
    const written = localStorage.getItem(store);
    if (written) ({answers, at} = JSON.parse(written));
    at = Math.min(Math.max(Number(at) || 0, 0), articles.length - 1);
  } catch {
    kept = false;
    answers = {};
    at = 0;
  }
}

function keep() {
  try {
    localStorage.setItem(store, JSON.stringify({answers, at}));
  } catch {
    kept = false;
  }
  if (!kept) say(words.not_kept, true);
}

function change(key, value) {
  history.push({article: articles[at].id, before: structuredClone(own())});
  if (value === undefined) delete own()[key];
  else own()[key] = value;
  keep();
}

function undo() {
  const last = history.pop();
  if (!last) return say(words.nothing_to_undo);
  answers[last.article] = last.before;
  at = articles.findIndex(article => article.id === last.article);
  keep();
  show();
  say(words.undone);
}

function choose(question, value) {
  change(question.key, value);
  say("");
  forward(question);
}

// To the next question that is open; behind the last to the next article that is open.
function forward(question) {
  const open = asked(own()).filter(each => own()[each.key] === undefined);
  if (open.length) {
    const later = open.find(each => questions.indexOf(each) > questions.indexOf(question)) ?? open[0];
    active = questions.indexOf(later);
    show();
    return reveal();
  }
  const next = [...articles.keys()].map(n => (at + 1 + n) % articles.length).find(n => !done(answers[articles[n].id]));
  if (next === undefined) {
    show();
    return say(words.all_done);
  }
  go(next);
}

function go(place) {
  at = Math.min(Math.max(place, 0), articles.length - 1);
  sentence = 0;
  const open = asked(own()).find(question => own()[question.key] === undefined);
  active = open ? questions.indexOf(open) : 0;
  keep();
  show();
  id("article").scrollIntoView({block: "nearest"});
}

function step(direction) {
  const open = asked(own()).map(question => questions.indexOf(question));
  const place = open.indexOf(active) + direction;
  active = open[Math.min(Math.max(place, 0), open.length - 1)] ?? 0;
  show();
  reveal();
}

function reveal() {
  id("questions").querySelector(".active")?.scrollIntoView({block: "nearest"});
}

// --- the article

// Places are counted in code points, as Python counts them.
const points = text => Array.from(text).length;

function pieces(text, field) {
  const marks = [];
  for (const [name, start, end] of articles[at].marks) if (name === field) marks.push({start, end, kind: "mark"});
  for (const question of questions) {
    if (question.kind !== "spans") continue;
    for (const [name, start, end] of own()[question.key] ?? [])
      if (name === field) marks.push({start, end, kind: "span"});
  }
  if (questions[active]?.kind === "spans" && articles[at].sentences[sentence]?.[0] === field) {
    const [, start, end] = articles[at].sentences[sentence];
    marks.push({start, end, kind: "here"});
  }
  const cuts = [...new Set([0, text.length, ...marks.flatMap(mark => [mark.start, mark.end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, n) => {
    const start = cuts[n];
    const kinds = marks.filter(mark => mark.start <= start && mark.end >= end).map(mark => mark.kind);
    return {text: text.slice(start, end).join(""), kinds};
  });
}

function write(node, text, field) {
  node.replaceChildren();
  node.dataset.field = field;
  for (const piece of pieces(Array.from(text), field)) {
    let child = document.createTextNode(piece.text);
    for (const [kind, tag] of [["mark", "mark"], ["span", "span"], ["here", "span"]]) {
      if (!piece.kinds.includes(kind)) continue;
      const around = make(tag);
      if (tag !== "mark") around.className = kind;
      around.append(child);
      child = around;
    }
    node.append(child);
  }
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const holder = [id("title"), id("body")].find(node => node.contains(range.startContainer));
  if (!holder?.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(holder);
  before.setEnd(range.startContainer, range.startOffset);
  const start = points(before.toString());
  return [holder.dataset.field, start, start + points(range.toString())];
}

function toggle(question, span) {
  const spans = [...(own()[question.key] ?? [])];
  const place = spans.findIndex(each => each.join() === span.join());
  if (place >= 0) spans.splice(place, 1);
  else spans.push(span);
  spans.sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] === "title" ? -1 : 1));
  change(question.key, spans);
  show();
}

// --- the questions

function options(question, box, place) {
  question.values.forEach((value, number) => {
    const label = make("label", "", {class: "choice"});
    const input = make("input", "", {type: "radio", name: question.key, value: value.value});
    input.checked = own()[question.key] === value.value;
    input.addEventListener("click", () => { active = place; choose(question, value.value); });
    label.append(input, make("kbd", String(number + 1), {"aria-hidden": "true"}), make("span", value.label));
    if (value.instructions) label.append(make("span", value.instructions, {class: "help"}));
    box.append(label);
  });
}

function number(question, box, place) {
  const input = make("input", "", {type: "number", step: "any", "aria-label": question.ask, name: question.key});
  if (question.low !== null) input.min = question.low;
  if (question.high !== null) input.max = question.high;
  input.value = own()[question.key] ?? "";
  input.addEventListener("focus", () => { active = place; });
  input.addEventListener("change", () => {
    if (input.value === "") return change(question.key, undefined);
    if (!input.checkValidity()) return say(fill(words.number, {ask: question.ask, low: question.low ?? "−∞", high: question.high ?? "∞"}), true);
    choose(question, Number(input.value));
  });
  box.append(input);
}

function spans(question, box, place) {
  const list = make("ul", "", {class: "spans"});
  for (const span of own()[question.key] ?? []) {
    const [field, start, end] = span;
    const text = Array.from(articles[at][field]).slice(start, end).join("");
    const item = make("li", text.length > 40 ? `${text.slice(0, 40)}…` : text);
    const remove = make("button", words.remove, {type: "button", "aria-label": `${words.remove}: ${text}`});
    remove.addEventListener("click", () => { active = place; toggle(question, span); });
    item.append(remove);
    list.append(item);
  }
  const row = make("div", "", {class: "row"});
  const mark = make("button", words.mark_selection, {type: "button"});
  mark.addEventListener("mousedown", event => event.preventDefault());  // keeps the selection
  mark.addEventListener("click", () => {
    active = place;
    const span = selected();
    if (span) toggle(question, span);
    else say(words.nothing_selected, true);
  });
  const ready = make("button", words.spans_done, {type: "button", class: "main"});
  ready.addEventListener("click", () => { active = place; choose(question, own()[question.key] ?? []); });
  row.append(mark, ready);
  box.append(make("p", words.spans_help, {class: "help"}), list, row);
}

function show() {
  const article = articles[at], given = own(), shown = asked(given);
  if (!shown.includes(questions[active])) active = questions.indexOf(shown[0]);
  id("place").textContent = fill(words.place, {number: at + 1, total: articles.length, done: count()});
  id("progress").value = count();
  id("meta").textContent = article.meta;
  write(id("title"), article.title, "title");
  write(id("body"), article.body, "body");
  const form = id("questions");
  const focused = form.contains(document.activeElement) ? document.activeElement.name : null;
  form.replaceChildren();
  questions.forEach((question, place) => {
    if (!shown.includes(question)) return;
    const box = make("fieldset", "", place === active ? {class: "active"} : {});
    box.append(make("legend", question.ask));
    if (question.instructions) box.append(make("p", question.instructions, {class: "help"}));
    if (question.kind === "spans") spans(question, box, place);
    else if (question.values.length) options(question, box, place);
    else number(question, box, place);
    form.append(box);
  });
  const current = questions[active];
  if (focused && current && !current.values.length && current.kind !== "spans") form.elements[current.key]?.focus();
  id("before").disabled = at === 0;
  id("after").disabled = at === articles.length - 1;
  id("undo").disabled = !history.length;
}

// --- files

function exported() {
  const written = articles.filter(article => Object.keys(answers[article.id] ?? {}).length).map(article => {
    const given = answers[article.id], valid = asked(given);
    return {
      id: article.id, digest: article.digest, stratum: article.stratum, cluster: article.cluster,
      probability: article.probability,
      answers: Object.fromEntries(valid.filter(q => given[q.key] !== undefined).map(q => [q.key, given[q.key]])),
    };
  });
  return {
    format: "analytics-codes", version: 1, coder, sample: data.sample, codebook: data.codebook, blind: data.blind,
    note: data.note, saved: new Date().toISOString(), done: count(), total: articles.length, articles: written,
  };
}

function save() {
  const file = new Blob([JSON.stringify(exported(), null, 1)], {type: "application/json"});
  const link = make("a", "", {download: data.file});
  link.href = URL.createObjectURL(file);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(fill(words.exported, {file: data.file, done: count(), total: articles.length}));
}

async function take(file) {
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch {
    return say(words.not_codes, true);
  }
  if (content?.format !== "analytics-codes" || !Array.isArray(content.articles)) return say(words.not_codes, true);
  if (content.coder !== coder) return say(fill(words.other_coder, {other: content.coder, coder}), true);
  if (content.sample !== data.sample || content.codebook !== data.codebook) return say(words.other_sample, true);
  const known = new Set(articles.map(article => article.id));
  for (const each of content.articles) if (known.has(each.id)) answers[each.id] = each.answers;
  history = [];
  keep();
  const open = articles.findIndex(article => !done(answers[article.id]));
  go(open < 0 ? at : open);
  say(fill(words.imported, {count: content.articles.length}));
}

// --- keys

addEventListener("keydown", event => {
  const typing = event.target.matches("input[type=number]");
  if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return undo();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === "Enter") { event.preventDefault(); event.target.blur(); }
    return;
  }
  const question = questions[active], digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
  const moves = {ArrowLeft: () => go(at - 1), ArrowRight: () => go(at + 1), ArrowUp: () => step(-1),
    ArrowDown: () => step(1), u: undo, e: save};
  if (digit >= 0 && question?.values[digit]) {
    event.preventDefault();
    return choose(question, question.values[digit].value);
  }
  if (question && !question.values.length && question.kind !== "spans" && /^[-0-9.]$/.test(event.key)) {
    id("questions").elements[question.key].focus();  // the key itself then goes into the field
    return;
  }
  if (question?.kind === "spans") {
    const sentences = articles[at].sentences;
    const own_moves = {
      "[": () => { sentence = Math.max(sentence - 1, 0); show(); },
      "]": () => { sentence = Math.min(sentence + 1, sentences.length - 1); show(); },
      m: () => { const span = selected() ?? sentences[sentence]; if (span) toggle(question, span); },
      0: () => choose(question, []),
    };
    if (own_moves[event.key]) { event.preventDefault(); return own_moves[event.key](); }
    if (event.key === "Enter" && !event.target.matches("button, input, summary")) {
      event.preventDefault();
      return choose(question, own()[question.key] ?? []);
    }
  }
  const move = moves[event.key] ?? moves[event.key.toLowerCase()];
  if (move) { event.preventDefault(); move(); }
});

id("before").addEventListener("click", () => go(at - 1));
id("after").addEventListener("click", () => go(at + 1));
id("undo").addEventListener("click", undo);
id("export").addEventListener("click", save);
id("import").addEventListener("change", event => {
  if (event.target.files[0]) take(event.target.files[0]);
  event.target.value = "";
});
read();
go(at);
if (!kept) say(words.not_kept, true);
