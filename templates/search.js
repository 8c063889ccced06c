// The search page: what its address asks → a list of hits. find.js does the finding.

const STEP = 10; // hits shown at once
const form = document.querySelector("[role=search]");
const status = document.querySelector("[role=status]");
const list = document.querySelector(".results");
const more = document.querySelector(".more");
const title = document.title;
const index = JSON.parse(form.dataset.index);
index.inflate = form.dataset.inflate;
const dates = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
const FIELDS = ["q", "topic", "source", "year", "sort"];

// Loaded once somebody types, or the address asks.
let engine;
function find() {
  if (!engine) (engine = import(new URL(form.dataset.engine, location.href))).catch(() => (engine = null));
  return engine;
}

let first = 0;
for (const one of index.segments) {
  one.at = form.dataset.root + one.at;
  one.first = first;
  first += one.texts;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// A part of a text with its marks, as nodes. Blocks of Chinese follow without a space.
function marked(text, spans, from = 0, to = text.length) {
  const part = (start, end) => text.slice(start, end).replace(/([\u3000-\uffef])\n/g, "$1");
  const nodes = [from > 0 ? "…" : ""];
  let at = from;
  for (const [start, end] of spans) {
    if (start < from || end > to) continue;
    nodes.push(part(at, start), element("mark", {}, part(start, end)));
    at = end;
  }
  return [...nodes, part(at, to), to < text.length ? "…" : ""];
}

function say(what, values = {}) {
  status.textContent = what ? status.dataset[what].replace(/\{(\w+)\}/g, (_, key) => values[key]) : "";
}

async function line(hit, query) {
  const { told, marks, excerpt } = await find();
  const { address, headline, body } = await told(hit);
  const day = address.match(/\d{4}-\d{2}-\d{2}/)[0];
  const spans = marks(body, query);
  const [from, to] = excerpt(body, spans[0]);
  return element(
    "li",
    {},
    element("p", { class: "headline" }, element("a", { href: form.dataset.root + address }, ...marked(headline, marks(headline, query)))),
    element("p", { class: "summary" }, ...marked(body, spans, from, to)),
    element("p", { class: "when" }, element("time", { datetime: day }, dates.format(new Date(day)))),
  );
}

// Hits are shown some at a time, none of an older question once there is a newer one.
let question = { turn: 0, search: "", query: null, hits: [] };

async function add(until) {
  const { turn, query, hits } = question;
  more.disabled = true;
  for (const made of hits.slice(list.children.length, until).map((hit) => line(hit, query))) {
    const next = await made; // in turn: the first need not wait for the last
    if (turn !== question.turn) return;
    list.append(next);
  }
  more.disabled = false;
  more.hidden = list.children.length >= hits.length;
}

// Answer what the address asks.
async function answer() {
  const turn = question.turn + 1;
  question = { turn, search: location.search, query: null, hits: [] };
  const given = new URLSearchParams(location.search);
  const asked = Object.fromEntries(FIELDS.map((name) => [name, (given.get(name) || "").trim()]));
  for (const name of FIELDS) form.elements[name].value = asked[name];
  document.title = asked.q ? `${asked.q} · ${title}` : title;
  list.textContent = "";
  delete list.dataset.total;
  more.hidden = true;
  if (FIELDS.every((name) => name === "sort" || !asked[name])) return say("");
  say("busy");
  try {
    const { query, hits } = await (await find()).find(index, asked);
    if (turn !== question.turn) return;
    question = { ...question, query, hits };
    say(hits.length > 1 ? "many" : hits.length ? "one" : "none", { ...asked, count: hits.length });
    await add((history.state || {}).shown || STEP);
    if (turn === question.turn) list.dataset.total = hits.length;
  } catch (error) {
    if (turn === question.turn) say("failed");
    console.error(error);
  }
}

function ask(change) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  history[change](null, "", `${asked}` ? `?${asked}` : location.pathname);
  answer();
}

form.addEventListener("submit", (event) => (event.preventDefault(), ask("pushState")));
form.addEventListener("input", () => find().catch(() => {}), { once: true });
form.addEventListener("change", ({ target }) => target.name !== "q" && ask("replaceState"));
more.addEventListener("click", async () => {
  const before = list.children.length;
  history.replaceState({ shown: before + STEP }, "");
  await add(before + STEP).catch(() => say("failed"));
  if (list.children[before]) list.children[before].querySelector("a").focus();
});
addEventListener("popstate", () => location.search === question.search || answer());
answer();
