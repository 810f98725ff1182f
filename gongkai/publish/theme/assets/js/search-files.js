/**
 * The files of the search index: the twin of gongkai/publish/search_reader.py.
 * handbook/search.md describes them.
 */

const DATA = new URL("../../search/data/", import.meta.url);
const ZERO = 0x5d;
const OWN = 2;
const MANY = 1000;
const STEM = 1;
const LIST = 2;
const AT_ONCE = 16;
export const TITLE = 0;
export const PINYIN = 1;

const loaded = new Map();
const waiting = [];
let running = 0;
let opened = null;

/** The bytes, unpacked here unless the server's answer was unpacked on its way. */
async function unpack(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function fetchFile(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

async function fetchBytes(url) {
  const answer = await fetchFile(url);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Runs it when fewer than `AT_ONCE` others run: browsers refuse thousands of requests at once. */
async function takeTurn(run) {
  if (running < AT_ONCE) running += 1;
  else await new Promise((go) => waiting.push(go));
  try {
    return await run();
  } finally {
    if (waiting.length > 0) waiting.shift()();
    else running -= 1;
  }
}

/** What `read` makes of a file, once; a file that could not be loaded is asked for again. */
function load(url, read) {
  if (!loaded.has(url.href)) {
    const reading = takeTurn(() => fetchBytes(url)).then(unpack).then(read);
    loaded.set(url.href, reading);
    reading.catch(() => loaded.delete(url.href));
  }
  return loaded.get(url.href);
}

function readJson(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function readRow(text) {
  return Array.from(text, (character) => character.codePointAt(0) - ZERO);
}

/** Where each begins and the last ends, when they stand one after the other. */
function sumUp(lengths) {
  const ends = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    ends[i + 1] = ends[i] + length;
  });
  return ends;
}

/** All shards of the index, as it is now. */
export function openShards() {
  opened ??= openAll();
  opened.catch(forgetShards);
  return opened;
}

/** Lets the next question begin anew: the site may have been built again meanwhile. */
export function forgetShards() {
  opened = null;
}

async function openAll() {
  const answer = await fetchFile(new URL("entry.json", DATA), { cache: "no-cache" });
  const { shards } = await answer.json();
  return Promise.all(shards.map((name, i) => new Shard(new URL(`${name}/`, DATA), i).open()));
}

class Shard {
  constructor(folder, place) {
    this.folder = folder;
    /** Among the shards, those of newer documents first. */
    this.place = place;
  }

  async open() {
    const table = await load(new URL("table.gk", this.folder), readJson);
    const segments = readRow(table.segments);
    this.size = segments.length;
    /** Where every `step`th page begins: the first of each block. */
    this.begins = table.pages === "" ? [] : table.pages.split("\n");
    this.step = table.step;
    this.facets = new Map(
      Object.entries(table.facets).map(([name, facet]) => [name, { ...facet, of: readRow(facet.of) }]),
    );
    this.days = this.readDays(table);
    this.firstSegments = sumUp(segments);
    this.universe = this.firstSegments[this.size] + OWN * this.size;
    this.filesOfSegments = readRow(table.files).flatMap((count, file) =>
      Array.from({ length: count }, (_, place) => ({ file, place })),
    );
    this.documents = new Int32Array(this.universe);
    for (let document = 0; document < this.size; document += 1) {
      this.documents.fill(document, this.firstNumber(document), this.firstNumber(document + 1));
    }
    return this;
  }

  readDays(table) {
    const days = Int32Array.from({ length: this.size }, () => table.days[0] ?? 0);
    readRow(table.earlier).forEach((earlier, i) => {
      days[i + 1] = days[i] - earlier;
    });
    return days;
  }

  /** The document that a number belongs to. */
  documentOf(number) {
    return this.documents[number];
  }

  firstNumber(document) {
    return this.firstSegments[document] + OWN * document;
  }

  /** TITLE, PINYIN or, for a segment of text, more. */
  kindOf(number) {
    return number - this.firstNumber(this.documentOf(number));
  }

  /** The text in which a number stands. */
  async loadText(number) {
    const document = this.documentOf(number);
    const further = Math.max(0, number - this.firstNumber(document) - OWN);
    const { file, place } = this.filesOfSegments[this.firstSegments[document] + further];
    const url = new URL(`text/${Math.floor(file / MANY)}/${file}.gk`, this.folder);
    return (await load(url, readJson))[place];
  }

  loadNumbers() {
    return load(new URL("numbers.gk", this.folder), (bytes) => {
      const table = readJson(bytes);
      return { ...table, agency: readRow(table.agency), year: readRow(table.year) };
    });
  }

  loadPage(page) {
    const url = new URL(`page/${Math.floor(page / MANY)}/${page}.gk`, this.folder);
    return load(url, (bytes) => readEntries(bytes, this.universe));
  }

  /** Where each page of a block begins. */
  async loadBegins(block) {
    if (this.step === 1) return [this.begins[block]];
    return load(new URL(`begin/${Math.floor(block / MANY)}/${block}.gk`, this.folder), readJson);
  }

  /** The last page that does not begin after the form, or -1; the last one that begins with it. */
  async findPages(form) {
    const first = findLast(this.begins, form);
    const end = findEnd(this.begins, form, first);
    if (end < 0) return { here: -1, last: -1 };
    const blocks = [Math.max(0, first), end];
    const [begins, ends] = await Promise.all(blocks.map((block) => this.loadBegins(block)));
    const place = first < 0 ? -1 : findLast(begins, form);
    const here = first < 0 ? -1 : first * this.step + place;
    const last = end * this.step + findEnd(ends, form, end === first ? place : -1);
    return { here, last };
  }

  /**
   * The numbers of texts that begin with the form somewhere: `sure` ones, and those which only
   * share the first `matched` units with it. Of a frequent form, `listed`, each document's first.
   */
  async look(form) {
    const { here, last } = await this.findPages(form);
    const isInside = (entry) => entry.stem.startsWith(form);
    const entries = here < 0 ? [] : [...(await this.loadPage(here))];
    let read = here;
    if (read < last && !entries.some(isInside)) {
      // What comes first may be the list, and then all that follows is in it.
      read += 1;
      entries.push(...(await this.loadPage(read)));
    }
    const head = entries.find(isInside);
    if (head?.kind === LIST) return { sure: head.numbers, maybe: [], matched: 0, listed: true };
    const rest = Array.from({ length: last - read }, (_, i) => this.loadPage(read + 1 + i));
    const inside = [...entries, ...(await Promise.all(rest)).flat()].filter(isInside);
    const sure = [...new Set(inside.flatMap((entry) => entry.numbers))].sort((a, b) => a - b);
    const before = entries.filter((entry) => entry.key <= form).pop();
    const partly =
      before !== undefined &&
      before.kind !== LIST &&
      before.stem.length < form.length &&
      form.startsWith(before.stem);
    const maybe = partly ? before.numbers : [];
    return { sure, maybe, matched: partly ? before.stem.length : 0, listed: false };
  }
}

/** The last of the sorted texts that is not after the form; -1 if all are. */
function findLast(texts, form) {
  let here = -1;
  for (let low = 0, high = texts.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (texts[middle] <= form) low = (here = middle) + 1;
    else high = middle;
  }
  return here;
}

/** From such a place on, the last of those that begin with the form. */
function findEnd(texts, form, from) {
  let last = from;
  while (last + 1 < texts.length && texts[last + 1].startsWith(form)) last += 1;
  return last;
}

function readEntries(bytes, universe) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  const units = view.getUint32(4, true);
  let keys = "";
  for (let i = 0; i < units; i += 1) keys += String.fromCharCode(view.getUint16(8 + 2 * i, true));
  const shared = 8 + 2 * units;
  const further = shared + count;
  const reader = new Reader(bytes, further + count);
  const heads = Array.from({ length: count }, () => reader.value());
  const entries = [];
  let key = "";
  let place = 0;
  reader.startBits();
  heads.forEach((head, i) => {
    const end = place + bytes[further + i];
    key = key.slice(0, bytes[shared + i]) + keys.slice(place, end);
    place = end;
    const kind = head & 3;
    const stem = kind === STEM ? key.slice(0, -1) : key;
    entries.push({ key, stem, kind, numbers: reader.numbers(head >>> 2, universe) });
  });
  return entries;
}

class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** A number in bytes of seven bits, the lowest first. */
  value() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  startBits() {
    this.at *= 8;
  }

  bit() {
    const bit = (this.bytes[this.at >> 3] >> (7 - (this.at & 7))) & 1;
    this.at += 1;
    return bit;
  }

  /** Ascending numbers below the universe, as Rice-coded gaps. */
  numbers(count, universe) {
    const mean = Math.floor((universe * 11) / (16 * count));
    const parameter = Math.max(0, 31 - Math.clz32(mean));
    const end = this.bytes.length * 8;
    const numbers = [];
    let last = -1;
    for (let i = 0; i < count; i += 1) {
      let gap = 0;
      while (this.bit() === 0) {
        gap += 1;
        if (this.at >= end) throw new Error("search index: a file is damaged");
      }
      for (let j = 0; j < parameter; j += 1) gap = gap * 2 + this.bit();
      last += 1 + gap;
      numbers.push(last);
    }
    return numbers;
  }
}
