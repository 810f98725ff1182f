/**
 * Queries against the index that gongkai/publish/search.py writes.
 *
 * A query finds exactly the documents of which one block contains its search form; blanks mean AND.
 * How words are spelled is told in gongkai/publish/search_words.py.
 */

import { formOf, searchForm } from "./search-form.js";

const BUNDLE = new URL("../../pagefind/", import.meta.url);
const LONG = "000";
const PRESENT = "001";
const PINYIN = "002";
const COLUMN = "003";
const TITLE_PLACES = 128;
const PINYIN_LENGTH = 3;
const SHORT_CODES = 36 ** 3;

let engine = null;
let failure = null;
let watching = false;

/** Pagefind only logs a file that it cannot load and answers without it: that must not pass. */
function watchLoading() {
  watching = true;
  const plain = globalThis.fetch;
  globalThis.fetch = async (resource, options) => {
    const inBundle = String(resource?.url ?? resource).includes(BUNDLE.pathname);
    try {
      const answer = await plain(resource, options);
      if (inBundle && !answer.ok) throw new Error(`${resource}: ${answer.status}`);
      return answer;
    } catch (error) {
      if (inBundle) failure = error;
      throw error;
    }
  };
}

async function start() {
  const { createInstance } = await import(new URL("pagefind.js", BUNDLE).href);
  if (!watching) watchLoading();
  return createInstance({ basePath: BUNDLE.href, noWorker: true });
}

/** The outcome of some work with the bundle. After a failure everything is loaded anew. */
async function guard(work) {
  try {
    const outcome = await work();
    if (failure !== null) throw failure;
    return outcome;
  } catch (error) {
    engine = null;
    failure = null;
    throw error;
  }
}

/** The pages that hold the words in this order, from the oldest to the newest. */
function look(words) {
  return guard(async () => {
    engine ??= start();
    return (await (await engine).search(`"${words.join(" ")}"`)).results;
  });
}

function codeOf(character) {
  const number = character.codePointAt(0);
  return number < SHORT_CODES
    ? number.toString(36).padStart(3, "0")
    : LONG + number.toString(36).padStart(4, "0");
}

function spell(form) {
  const codes = Array.from(form, codeOf);
  if (codes.length === 1) return [PRESENT + codes[0]];
  return codes.slice(1).map((code, i) => codes[i] + code);
}

function spellPinyin(form) {
  if (form.length < PINYIN_LENGTH || !/^[a-z0-9]*[a-z][a-z0-9]*$/.test(form)) return null;
  const pieces = form.length - PINYIN_LENGTH + 1;
  return Array.from({ length: pieces }, (_, i) => PINYIN + form.slice(i, i + PINYIN_LENGTH));
}

/** The search forms of the parts of a query; parts of punctuation only fall away. */
export async function formsOf(query) {
  const forms = await Promise.all(query.split(/\s+/u).map(searchForm));
  return [...new Set(forms)].filter((form) => form !== "");
}

function intersect(lists) {
  const [first, ...others] = lists.map((list) => new Map(list.map((r) => [r.id, r])));
  return [...first.keys()]
    .filter((id) => others.every((other) => other.has(id)))
    .map((id) => [first, ...others].map((list) => list.get(id)));
}

function toHit(results) {
  const places = results.map((result) => Math.min(...result.words));
  return {
    id: results[0].id,
    inTitle: places.filter((place) => place < TITLE_PLACES).length,
    place: Math.min(...places.filter((place) => place >= TITLE_PLACES)),
    load: () => loadRecord(results[0]),
  };
}

async function loadRecord(result) {
  const data = await guard(() => result.data());
  return {
    url: data.url,
    title: data.meta.title,
    columnName: data.meta.column_name,
    published: data.meta.published,
    blocks: data.content === "" ? [] : data.content.split("\n"),
    segments: data.segments,
  };
}

/** The blocks among which the place lies: those of the record, or of a further file of it. */
export async function loadBlocks(record, place) {
  const segment = record.segments
    .filter(([start]) => Number.isFinite(place) && start <= place)
    .pop();
  if (segment === undefined) return record.blocks;
  return guard(async () => (await fetch(new URL(segment[1], BUNDLE))).json());
}

/**
 * What the query finds: `exact` by its search form, `pinyin` further ones of which some part sounds
 * like their title. Newest first, or by "relevance": those with more of the query in their title
 * first.
 */
export async function find(query, { column = "", sort = "relevance" } = {}) {
  const forms = await formsOf(query);
  if (forms.length === 0) return { forms, exact: [], pinyin: [] };
  const within = column === "" ? [] : [await look([COLUMN + Array.from(column, codeOf).join("")])];
  const written = await Promise.all(forms.map((form) => look(spell(form))));
  const exact = intersect([...written, ...within]).map(toHit);
  const sounded = await Promise.all(
    forms.map(async (form, i) => {
      const words = spellPinyin(form);
      return words === null ? written[i] : [...written[i], ...(await look(words))];
    }),
  );
  const known = new Set(exact.map((hit) => hit.id));
  const pinyin = intersect([...sounded, ...within])
    .filter(([result]) => !known.has(result.id))
    .map(toHit);
  return { forms, exact: arrange(exact, sort), pinyin: arrange(pinyin, sort) };
}

/** Pages come from the oldest to the newest. */
function arrange(hits, sort) {
  const newest = [...hits].reverse();
  return sort === "time" ? newest : newest.sort((a, b) => b.inTitle - a.inTitle);
}

/** The text in runs, those that the query names with mark true. */
export function markText(text, forms) {
  const { form, spans } = locate(text);
  const marked = new Uint8Array(text.length);
  for (const wanted of forms) {
    for (let at = form.indexOf(wanted); at >= 0; at = form.indexOf(wanted, at + 1)) {
      marked.fill(1, spans[at][0], spans[at + wanted.length - 1][1]);
    }
  }
  const runs = [];
  for (let i = 0; i < text.length; i += 1) {
    const mark = marked[i] === 1;
    const last = runs[runs.length - 1];
    if (last?.mark === mark) last.text += text[i];
    else runs.push({ text: text[i], mark });
  }
  return runs;
}

/** The search form of a text, and for each unit of it the span of the text it came from. */
function locate(text) {
  let form = "";
  const spans = [];
  for (const cluster of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const piece = formOf(cluster[0]);
    form += piece;
    const span = [cluster.index, cluster.index + cluster[0].length];
    for (let i = 0; i < piece.length; i += 1) spans.push(span);
  }
  return { form, spans };
}

/** The stretch of the blocks that shows most of the query, at most `length` characters long. */
export function excerpt(blocks, forms, length = 120) {
  let best = { found: 0, at: 0, block: blocks[0] ?? "" };
  for (const block of blocks) {
    const { form, spans } = locate(block);
    const places = forms.map((wanted) => form.indexOf(wanted)).filter((at) => at >= 0);
    if (places.length > best.found) {
      best = { found: places.length, at: spans[Math.min(...places)][0], block };
      if (places.length === forms.length) break;
    }
  }
  const letters = Array.from(best.block);
  const at = Array.from(best.block.slice(0, best.at)).length;
  const begin = Math.max(0, Math.min(at - Math.floor(length / 4), letters.length - length));
  const end = begin + length;
  return [
    begin > 0 ? "…" : "",
    letters.slice(begin, end).join(""),
    end < letters.length ? "…" : "",
  ].join("");
}
