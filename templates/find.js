// A query → hits, from index files that lie beside the pages; search.js loads this at the first query.
// digest/render/search.py makes the files; `runs` cuts texts as digest/markup/tokens.py does, and
// tests/markup/tokens.json holds both together. Engines of older WeChat read these scripts (Chromium 77,
// iOS 14): no lookbehind, no `?.` and `??`.

const HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const COMMON = new Set("a an and are as at be by for from has in is it its of on or s that the to was will with".split(" "));
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]+/gu;
const RUN = new RegExp(`([${HAN}]+)|([0-9]+|(?:[a-z]+|(?![0-9${HAN}])[\\p{L}\\p{N}\\u0300-\\u036f])+)|([ \\t\\n\\f\\v\\r\\u1680\\u2028\\u2029]+)|([-'’.,:/&_](?=[a-z0-9]))|.`, "gsu");
const SPACE_IN_HAN = new RegExp(`([${HAN}])\\s+(?=[${HAN}])`, "gu");
const HEADLINE = 256; // places below it are the headline's
const SOME = 4; // tokens, or texts, that are few
const WIDTH = 150; // of an excerpt, in halves of an ideograph

// Text ---------------------------------------------------------------------------------------

export const normal = (text) => text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "");

export function runs(text) {
  const found = [];
  let place = 0, before = "";
  for (const match of text.matchAll(RUN)) {
    const [run, han, word, space, mark] = match;
    if (space || (mark && match.index && /[a-z0-9]/.test(text[match.index - 1]))) continue;
    const kind = han ? "han" : word ? "word" : "";
    if (kind ? kind === "han" && before === "han" : before) place += 1;
    if (kind) {
      const parts = han ? [...run] : [run];
      found.push({ kind, run, parts, place, start: match.index });
      place += parts.length;
    }
    before = kind;
  }
  return found;
}

// What must be looked up for these runs to stand one after the other: as few tokens with their
// places as cover all, and tokens that have none. `loaded`: words are looked up in any case.
export function needs(found, loaded = false) {
  const places = [], lists = [];
  let held = -1; // the last run that a pair of words covers
  found.forEach(({ kind, run, parts, place }, index) => {
    const before = found[index - 1], after = found[index + 1];
    const follows = before && before.kind === "word" && before.place + 1 === place;
    const leads = after && after.kind === "word" && place + parts.length === after.place;
    if (kind === "han" && parts.length > 1) {
      for (let at = 0; at < parts.length; at += 2) {
        const first = Math.min(at, parts.length - 2);
        places.push([parts[first] + parts[first + 1], place + first]);
      }
    } else if (kind === "han") {
      if (follows || leads) places.push([run, place]);
      else lists.push(run);
    } else if (held < index || (loaded && !COMMON.has(run))) {
      if (leads && (COMMON.has(run) || (COMMON.has(after.run) && !loaded))) places.push([`${run} ${after.run}`, place]), (held = index + 1);
      else if (!COMMON.has(run)) places.push([run, place]);
      else if (follows) places.push([`${before.run} ${run}`, place - 1]);
      else lists.push(run);
    }
  });
  return { places, lists };
}

// A query: its parts, of which each must be found, and all of it as one phrase.
export function understood(text) {
  const parts = [];
  for (const [, quoted, bare] of normal(text).matchAll(/["“”]([^"“”]*)|([^\s"“”]+)/gu)) {
    const found = runs(quoted === undefined ? bare : quoted);
    if (found.length) parts.push(found);
  }
  const whole = runs(normal(text).replace(/["“”]/gu, " ").trim().replace(SPACE_IN_HAN, "$1"));
  return { parts, whole };
}

// Index files --------------------------------------------------------------------------------

const files = new Map();
let inflate; // where inflate.js lies

function load(address) {
  if (!files.has(address)) {
    const loading = fetched(address);
    loading.catch(() => files.delete(address));
    files.set(address, loading);
  }
  return files.get(address);
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  if (!self.DecompressionStream) return (await import(new URL(inflate, location.href))).inflate(new Uint8Array(await response.arrayBuffer()));
  const plain = response.body.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// Numbers one after the other; one that runs over the end is an error, not an endless loop.
function reader(bytes, at = 0, end = bytes.length) {
  return {
    more: () => at < end,
    take: (length) => bytes.subarray(at, (at += length)),
    number() {
      for (let value = 0, weight = 1; at < end; weight *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * weight;
        if (byte < 128) return value;
      }
      throw new RangeError("an index file is cut short");
    },
  };
}

async function postings(segment, kind, token) {
  const name = new TextEncoder().encode(token);
  const file = reader(await load(`${segment.at}${kind}${crc32(name) % segment[kind]}.bin`));
  while (file.more()) {
    const own = file.take(file.number());
    const found = file.take(file.number());
    if (own.length === name.length && own.every((byte, at) => byte === name[at])) return reader(found);
  }
  return reader(new Uint8Array());
}

// Text → the places of a token in it.
async function placesOf(segment, token) {
  const found = new Map();
  const posting = await postings(segment, "w", token);
  for (let text = -1; posting.more(); ) {
    const head = posting.number();
    text += head >>> 1;
    const places = [];
    let place = 0;
    for (let left = head & 1 ? posting.number() + 2 : 1; left; left -= 1) places.push((place += posting.number()));
    found.set(text, places);
  }
  return found;
}

// Text → whether a token is in its headline.
async function listOf(segment, token) {
  const found = new Map();
  const posting = await postings(segment, "l", token);
  for (let text = -1; posting.more(); ) {
    const head = posting.number();
    text += head >>> 1;
    found.set(text, Boolean(head & 1));
  }
  return found;
}

// Hits ---------------------------------------------------------------------------------------

// Text → whether in the headline, of the texts in which these runs stand one after the other. For
// many tokens some are looked up, and if few texts have them, these are read instead of the rest.
async function together(segment, found, loaded) {
  const { places, lists } = needs(found, loaded);
  if (places.length > SOME && !loaded) {
    const step = Math.ceil(places.length / SOME);
    const hits = await holding(segment, places.filter((_, at) => at % step === 0), []);
    if (hits.size <= SOME) return among(segment, [...hits.keys()], found);
  }
  return holding(segment, places, lists);
}

// The same of some texts, by reading them.
async function among(segment, texts, found) {
  const hits = new Map();
  for (const { text, headline, body } of await Promise.all(texts.map((text) => told({ segment, text })))) {
    const inHeadline = standing(unitsIn(headline), found).length > 0;
    if (inHeadline || standing(unitsIn(body), found).length) hits.set(text, inHeadline);
  }
  return hits;
}

// The same by what the index holds of these tokens.
async function holding(segment, places, lists) {
  const [placed, listed] = await Promise.all([
    Promise.all(places.map(async ([token, offset]) => ({ offset, texts: await placesOf(segment, token) }))),
    Promise.all(lists.map((token) => listOf(segment, token))),
  ]);
  const [rarest, ...others] = placed.sort((a, b) => a.texts.size - b.texts.size);
  const hits = new Map();
  for (const [text, own] of rarest ? rarest.texts : listed[0]) {
    if (!others.every((one) => one.texts.has(text)) || !listed.every((one) => one.has(text))) continue;
    if (!rarest) {
      hits.set(text, listed.every((one) => one.get(text)));
      continue;
    }
    const sets = others.map((one) => new Set(one.texts.get(text).map((place) => place - one.offset)));
    const starts = own.map((place) => place - rarest.offset).filter((start) => sets.every((set) => set.has(start)));
    if (starts.length) hits.set(text, starts[0] < HEADLINE);
  }
  return hits;
}

// The hits of a segment: its own number of the text, and how well it fits. A phrase is worth more
// than words apart, the headline more than the text.
async function search(segment, query, filters) {
  const several = query.parts.length > 1;
  const [parts, phrase, ...chosen] = await Promise.all([
    Promise.all(query.parts.map((part) => together(segment, part))),
    several ? together(segment, query.whole, true) : new Map(),
    ...filters.map((token) => listOf(segment, token)),
  ]);
  const hits = [];
  const [first, ...rest] = [...parts, ...chosen];
  for (const text of (first || Array(segment.texts)).keys()) {
    if (!rest.every((one) => one.has(text))) continue;
    const isPhrase = !several || phrase.has(text);
    const inHeadline = several && isPhrase ? phrase.get(text) : parts.every((one) => one.get(text));
    hits.push({ segment, text, fit: 2 * isPhrase + inHeadline });
  }
  return hits;
}

// The text of a hit.
export async function told({ segment, text }) {
  const file = Math.floor(text / segment.d);
  const texts = JSON.parse(new TextDecoder().decode(await load(`${segment.at}d${file}.bin`)));
  const [address, headline, body] = texts[text % segment.d];
  return { text, address, headline, body };
}

// The numbers of the texts of a year, of all segments together: from one to before another.
function spanOf(index, year) {
  let first = 0;
  for (const [one, texts] of index.years) {
    if (String(one) === year) return [first, first + texts];
    first += texts;
  }
  return year ? [0, 0] : [0, first];
}

// What is asked → the query and all its hits, the best or the newest first. `index` is the page's.
export async function find(index, asked) {
  inflate = index.inflate;
  const query = understood(asked.q);
  if (asked.q && !query.parts.length) return { query, hits: [] };
  const filters = ["topic", "source"].filter((name) => asked[name]).map((name) => `${name}:${asked[name]}`);
  const [from, to] = spanOf(index, asked.year);
  const within = index.segments.filter(({ first, texts }) => first < to && from < first + texts);
  const hits = (await Promise.all(within.map((segment) => search(segment, query, filters))))
    .flat()
    .map((hit) => ({ ...hit, number: hit.segment.first + hit.text }))
    .filter(({ number }) => from <= number && number < to)
    .sort((a, b) => (asked.sort ? 0 : b.fit - a.fit) || b.number - a.number);
  return { query, hits };
}

// Excerpts -----------------------------------------------------------------------------------

// The units of runs, ideographs and words, each with its place and where it begins and ends.
function unitsOf(found) {
  const units = [];
  for (const { parts, place, start } of found) {
    let at = start;
    parts.forEach((unit, step) => units.push({ unit, place: place + step, start: at, end: (at += unit.length) }));
  }
  return units;
}

// The same of a text as written: what is normalised may be longer or shorter.
function unitsIn(text) {
  const from = [], to = [];
  let plain = "";
  for (const { 0: piece, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const part = normal(piece);
    plain += part;
    for (let at = 0; at < part.length; at += 1) from.push(index), to.push(index + piece.length);
  }
  return unitsOf(runs(plain)).map((one) => ({ ...one, start: from[one.start], end: to[one.end - 1] }));
}

// Where runs stand in a text: beginnings and ends.
function standing(among, found) {
  const [first, ...rest] = unitsOf(found);
  const fits = (at) =>
    among[at].unit === first.unit &&
    rest.every(({ unit, place }, step) => {
      const other = among[at + step + 1];
      return other && other.unit === unit && other.place - among[at].place === place - first.place;
    });
  return [...among.keys()].filter(fits).map((at) => [among[at].start, among[at + rest.length].end]);
}

// Spans to mark, none within another: those of the phrase, else those of its parts.
export function marks(text, { parts, whole }) {
  if (!parts.length) return [];
  const among = unitsIn(text);
  let spans = standing(among, whole);
  if (!spans.length) spans = parts.flatMap((part) => standing(among, part)).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let end = 0;
  return spans.filter((span) => span[0] >= end && (end = span[1]));
}

const width = (letter) => (letter > "\u2e7f" ? 2 : 1);

// Whether a cut here would part a word or the halves of a character.
const holds = (text, at) => /[\udc00-\udfff]/.test(text[at]) || (/^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1)) && width(text[at]) === 1);

// Where an excerpt begins and ends: with the text if a span is near, else a little before the span,
// at its sentence if that begins there.
export function excerpt(text, [start, end] = [0, 0]) {
  let from = [...text.slice(0, end)].reduce((sum, letter) => sum + width(letter), 0) < WIDTH * 0.8 ? 0 : start;
  for (let room = WIDTH / 5; from > 0 && room > 0 && !/[\n。！？]/.test(text[from - 1]); from -= 1) room -= width(text[from - 1]);
  while (from > 0 && holds(text, from)) from -= 1;
  while (from > 0 && from < start && /[\s，、：；。！？,.;:!?）)”]/.test(text[from])) from += 1;
  let to = from;
  for (let room = WIDTH; to < text.length && (room > 0 || to < end); to += 1) room -= width(text[to]);
  while (to < text.length && holds(text, to)) to += 1;
  return [from, to];
}
