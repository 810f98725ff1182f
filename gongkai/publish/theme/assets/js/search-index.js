/**
 * Queries against the index that gongkai/publish/search_shard.py writes.
 *
 * A query finds exactly the documents of which one block contains its search form; blanks mean AND.
 */

import { PINYIN, TITLE, forgetShards, openShards } from "./search-files.js";
import { formOf, needsTable, prepare, searchForm } from "./search-form.js";
import { findNumbers, parseNumber } from "./search-numbers.js";

const FEW = 3;
const SHORTEST_PINYIN = 3;
const MS_PER_DAY = 86400000;
const DAY_ONE = 719163;
const KINDS = ["exact", "number", "pinyin"];
const ENDED = new Set(["失效", "废止"]); // 不作转换
const dates = new Map();
const FACETS = ["column", "disclosure", "year", "issuer", "subject", "genre", "validity", "unit"];

/** The search forms of the parts of a query; parts of punctuation only fall away. */
export async function formsOf(query) {
  const forms = await Promise.all(query.split(/\s+/u).map(searchForm));
  return [...new Set(forms)].filter((form) => form !== "");
}

/** Loads what every query needs, as soon as one is likely; a query that fails tells why. */
export function prepareToFind() {
  openShards().catch(() => {});
  needsTable("");
}

/**
 * What the query finds: hits that contain it ("exact"), then further ones whose own number it
 * names ("number"), then further ones of which some part sounds like their title ("pinyin").
 * Filters: any value within a facet, all facets; days from and to as YYYY-MM-DD. Within a kind,
 * newest first, or by "relevance": own numbers, then titles, then what is in force first.
 */
export async function find(query, options = {}) {
  const { filters = {}, from = "", to = "", sort = "relevance" } = options;
  if (query.trim() !== "") prepareToFind();
  const forms = await formsOf(query);
  const found = forms.length === 0 ? [] : await askAll(query, forms);
  const chosen = { filters, from, to };
  const hits = found.filter((hit) => fits(hit, chosen)).sort(sort === "time" ? byTime : byRelevance);
  const counts = Object.fromEntries(
    KINDS.map((kind) => [kind, hits.filter((hit) => hit.kind === kind).length]),
  );
  return { forms, hits, counts, facets: countFacets(found, chosen) };
}

/** Asks every shard; once more from the beginning if the site was built again meanwhile. */
async function askAll(query, forms) {
  const number = await parseNumber(query);
  const ask = async () => {
    const shards = await openShards();
    const numbered = await findNumbers(shards, number);
    const parts = await Promise.all(
      shards.map((shard) => askShard(shard, forms, numbered.get(shard) ?? new Set())),
    );
    return parts.flat();
  };
  try {
    return await ask();
  } catch {
    forgetShards();
    return ask();
  }
}

async function askShard(shard, forms, numbered) {
  const sounded = forms.map((form) => soundsLike(form));
  const answers = await Promise.all(forms.map((form) => shard.look(form)));
  const possible = answers.map((answer, i) => {
    const documents = new Set();
    for (const id of [...answer.sure, ...answer.maybe]) {
      if (sounded[i] || shard.kindOf(id) !== PINYIN) documents.add(shard.documentOf(id));
    }
    return documents;
  });
  const within = possible.reduce((left, right) => left.intersection?.(right) ?? meet(left, right));
  const parts = await Promise.all(
    answers.map((answer, i) => settle(shard, forms[i], answer, within, sounded[i])),
  );
  const candidates = new Set([...within, ...numbered]);
  return [...candidates].flatMap((document) => {
    const hit = makeHit(shard, document, parts, numbered.has(document));
    return hit === null ? [] : [hit];
  });
}

function meet(left, right) {
  return new Set([...left].filter((value) => right.has(value)));
}

function soundsLike(form) {
  return form.length >= SHORTEST_PINYIN && /^[a-z0-9]*[a-z][a-z0-9]*$/.test(form);
}

/** By document within those given: which of its texts contain the form, by kind. */
async function settle(shard, form, answer, within, sounded) {
  const wanted = (id) =>
    within.has(shard.documentOf(id)) && (sounded || shard.kindOf(id) !== PINYIN);
  const maybe = await narrow(shard, form, answer, answer.maybe.filter(wanted));
  const checks = await Promise.all(maybe.map((id) => contains(shard, id, form)));
  const found = new Map();
  for (const id of [...answer.sure.filter(wanted), ...maybe.filter((_, i) => checks[i])]) {
    const document = shard.documentOf(id);
    if (!found.has(document)) found.set(document, { title: false, pinyin: false, texts: [] });
    const places = found.get(document);
    const kind = id - shard.firstNumber(document);
    if (kind === TITLE) places.title = true;
    else if (kind === PINYIN) places.pinyin = true;
    else places.texts.push(id);
  }
  return found;
}

/** Leaves out what the index knows not to contain the rest of the form either. */
async function narrow(shard, form, answer, given) {
  let left = given;
  let start = Math.max(1, answer.matched - 1);
  // A single letter tells little, unless nothing else is left.
  const last = Math.max(1, form.length - 2);
  while (left.length > FEW && start <= last && start < form.length) {
    const further = await shard.look(form.slice(start));
    if (!further.listed) {
      const known = new Set([...further.sure, ...further.maybe]);
      left = left.filter((id) => known.has(id));
    }
    if (further.matched === 0) break;
    start += Math.max(1, further.matched - 1);
  }
  return left;
}

/** Whether one block of the text contains the form. */
async function contains(shard, id, form) {
  const text = await shard.loadText(id);
  if (text.mapped) await prepare(text.mapped);
  const kind = shard.kindOf(id);
  const blocks =
    kind === TITLE ? [text.title] : kind === PINYIN ? text.pinyin.split(" ") : text.blocks;
  return blocks.some((block) => formOf(block).includes(form));
}

function makeHit(shard, document, parts, numbered) {
  const places = parts.map((part) => part.get(document));
  const written = places.every((place) => place && (place.title || place.texts.length > 0));
  const heard = places.every((place) => place);
  if (!written && !numbered && !heard) return null;
  return {
    id: `${shard.folder.pathname}#${document}`,
    kind: written ? "exact" : numbered ? "number" : "pinyin",
    inTitle: places.filter((place) => place?.title).length,
    numbered,
    day: shard.days[document],
    date: formatDay(shard.days[document]),
    ended: ENDED.has(valueOf(shard, "validity", document)),
    shard,
    document,
    load: () => shard.loadText(chooseText(shard, document, places)),
  };
}

/** The text that has most parts of the query, or the document's first. */
function chooseText(shard, document, places) {
  const counts = new Map([[shard.firstNumber(document) + 2, 0]]);
  for (const id of places.flatMap((place) => place?.texts ?? [])) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function formatDay(day) {
  if (!dates.has(day)) {
    dates.set(day, new Date((day - DAY_ONE) * MS_PER_DAY).toISOString().slice(0, 10));
  }
  return dates.get(day);
}

function valueOf(shard, facet, document) {
  const { values, of } = shard.facets.get(facet);
  return values[of[document]];
}

function facetOf(hit, facet) {
  return facet === "year" ? hit.date.slice(0, 4) : valueOf(hit.shard, facet, hit.document);
}

function labelOf(hit, facet) {
  if (facet === "year") return `${hit.date.slice(0, 4)}年`;
  const { values, labels, of } = hit.shard.facets.get(facet);
  return (labels ?? values)[of[hit.document]];
}

function fits(hit, { filters, from, to }, except = "") {
  if ((from !== "" && hit.date < from) || (to !== "" && hit.date > to)) return false;
  return Object.entries(filters).every(
    ([facet, values]) =>
      facet === except || values.length === 0 || values.includes(facetOf(hit, facet)),
  );
}

/** By facet the values that occur, the most frequent first; its own filter does not count. */
function countFacets(found, chosen) {
  return Object.fromEntries(
    FACETS.map((facet) => {
      const counted = new Map();
      for (const hit of found) {
        const value = facetOf(hit, facet);
        if (value === "" || !fits(hit, chosen, facet)) continue;
        if (!counted.has(value)) counted.set(value, { value, label: labelOf(hit, facet), count: 0 });
        counted.get(value).count += 1;
      }
      const order = (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1);
      return [facet, [...counted.values()].sort(order)];
    }),
  );
}

function byTime(a, b) {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    b.day - a.day ||
    a.shard.place - b.shard.place ||
    a.document - b.document
  );
}

function byRelevance(a, b) {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    b.numbered - a.numbered ||
    b.inTitle - a.inTitle ||
    a.ended - b.ended ||
    byTime(a, b)
  );
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
