// zlib's bytes (RFC 1950, RFC 1951) → what was compressed, where a browser has no DecompressionStream;
// find.js loads it then. Files are small, so codes are read bit by bit.

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const FAR = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15; // bits of a code

// How many codes there are of each length, and their symbols in order: all that a prefix code needs.
function code(lengths) {
  const counts = Array(LONGEST + 1).fill(0);
  const symbols = [];
  for (let length = 1; length <= LONGEST; length += 1) {
    lengths.forEach((own, symbol) => {
      if (own === length) symbols.push(symbol), (counts[length] += 1);
    });
  }
  return { counts, symbols };
}

const FIXED = [
  code(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
  code(Array(30).fill(5)),
];

export function inflate(bytes) {
  let at = 2, held = 0, holds = 0; // the first two bytes are zlib's own
  let out = new Uint8Array(4 * bytes.length), end = 0;

  function bits(count) {
    for (; holds < count; holds += 8) {
      if (at >= bytes.length) throw new RangeError("a compressed file is cut short");
      held |= bytes[at++] << holds;
    }
    const value = held & ((1 << count) - 1);
    held >>>= count;
    holds -= count;
    return value;
  }

  function symbol({ counts, symbols }) {
    let value = 0, first = 0, before = 0;
    for (let length = 1; length <= LONGEST; length += 1) {
      value |= bits(1);
      if (value - first < counts[length]) return symbols[before + value - first];
      before += counts[length];
      first = (first + counts[length]) << 1;
      value <<= 1;
    }
    throw new RangeError("a compressed file is damaged");
  }

  function put(byte) {
    if (end === out.length) {
      const more = new Uint8Array(2 * end + 1);
      more.set(out);
      out = more;
    }
    out[end++] = byte;
  }

  // The codes of a block that brings its own.
  function codes() {
    const words = bits(5) + 257, distances = bits(5) + 1, told = bits(4) + 4;
    const own = Array(19).fill(0);
    for (let place = 0; place < told; place += 1) own[ORDER[place]] = bits(3);
    const by = code(own);
    const lengths = [];
    while (lengths.length < words + distances) {
      const next = symbol(by);
      if (next < 16) lengths.push(next);
      else if (next === 16) lengths.push(...Array(3 + bits(2)).fill(lengths[lengths.length - 1]));
      else lengths.push(...Array(next === 17 ? 3 + bits(3) : 11 + bits(7)).fill(0));
    }
    return [code(lengths.slice(0, words)), code(lengths.slice(words))];
  }

  function block([words, distances]) {
    for (let next = symbol(words); next !== 256; next = symbol(words)) {
      if (next < 256) {
        put(next);
        continue;
      }
      const step = next - 257;
      let left = LENGTHS[step] + (step < 8 || step === 28 ? 0 : bits((step >> 2) - 1));
      const far = symbol(distances);
      const back = FAR[far] + (far < 4 ? 0 : bits((far >> 1) - 1));
      if (!(back <= end)) throw new RangeError("a compressed file is damaged");
      for (; left; left -= 1) put(out[end - back]);
    }
  }

  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = holds = 0;
      const size = bytes[at] | (bytes[at + 1] << 8);
      if (!(at + 4 + size <= bytes.length)) throw new RangeError("a compressed file is cut short");
      for (let from = at + 4; from < at + 4 + size; from += 1) put(bytes[from]);
      at += 4 + size;
    } else block(kind === 1 ? FIXED : codes());
  }
  return out.subarray(0, end);
}
