/**
 * Document numbers as people write them: agency, year and serial, in whatever brackets.
 * What a number is, gongkai/core/document_number.py tells. Search forms are simplified on
 * traditional pages, too.
 */

import { searchForm } from "./search-form.js";

const YEAR = "(?<year>(?:19|20)[0-9]{2}|[二一][〇零一二三四五六七八九]{3})"; // 不作转换
const SERIAL = "(?<serial>[0-9]{1,8}|[〇零一二三四五六七八九十百千]{1,8})"; // 不作转换
const AGENCY = "(?<agency>[^0-9 ][^0-9]*?)";
const PATTERNS = [
  `${AGENCY} ?${YEAR} ?年? ?第? ?号? ?${SERIAL} ?号?`, // 不作转换
  `(?<agency>)${YEAR}(?: | ?年 ?)第? ?${SERIAL} ?号?`, // 不作转换
  `(?<agency>)${YEAR}${SERIAL} ?号`, // 不作转换
  `${AGENCY} ?(?:${YEAR} ?年?)? ?第 ?${SERIAL} ?号 ?(?<kind>令|公告)`, // 不作转换
  `(?<agency>[^0-9]*(?:令|公告)) ?(?:${YEAR} ?年?)? ?第? ?${SERIAL} ?号?`, // 不作转换
  `${AGENCY} ?第? ?(?<serial>[0-9]{1,8}) ?号`, // 不作转换
  `${AGENCY} ?${YEAR} ?年?`, // 不作转换
].map((pattern) => new RegExp(`^${pattern}$`, "u"));
const LABEL = /^(?:发文字号|发文文号|公文文号|文件编号|文件号|发文号|文号) ?/u; // 不作转换
const DIGITS = "〇一二三四五六七八九"; // 不作转换
const UNITS = { 十: 10, 百: 100, 千: 1000 }; // 不作转换

/** The parts that the query names, 0 or "" for those that it does not; null if it is no number. */
export async function parseNumber(query) {
  const pieces = query.replaceAll("○", "〇").split(/[^\p{L}\p{N}]+/u);
  const forms = await Promise.all(pieces.map(searchForm));
  const text = forms.filter((form) => form !== "").join(" ").replace(LABEL, "");
  for (const pattern of PATTERNS) {
    const parts = pattern.exec(text)?.groups;
    if (parts === undefined) continue;
    const serial = readNumeral(parts.serial ?? "");
    const agency = parts.agency.replaceAll(" ", "") + (parts.kind ?? "");
    if (parts.serial === undefined || serial > 0) {
      return { agency, year: readNumeral(parts.year ?? ""), serial };
    }
  }
  return null;
}

/** The value of digits or Chinese numerals up to 千; 0 if they make none. */
function readNumeral(text) {
  if (/^[0-9]*$/.test(text)) return Number(text);
  if (!/[十百千]/.test(text)) { // 不作转换
    return Number(Array.from(text, (c) => Math.max(0, DIGITS.indexOf(c))).join(""));
  }
  let total = 0;
  let digit = null;
  for (const character of text) {
    if (character in UNITS) {
      total += (digit ?? 1) * UNITS[character];
      digit = null;
    } else digit = Math.max(0, DIGITS.indexOf(character)) || null;
  }
  return total + (digit ?? 0);
}

/**
 * By shard the documents whose number has the parts: the agency as named or part of it. When none
 * in any shard has, the agency may stand at the end of what is named: people copy words before it,
 * too. Nothing is found of null.
 */
export async function findNumbers(shards, wanted) {
  if (wanted === null) return new Map();
  const placed = await Promise.all(shards.map((shard) => listNumbers(shard, wanted)));
  const tests = [
    (agency) => wanted.agency === "" || agency === wanted.agency,
    (agency) => agency.includes(wanted.agency),
    (agency) => wanted.serial && wanted.year && agency && wanted.agency.endsWith(agency),
  ];
  for (const test of tests) {
    const found = placed.map((rows) => rows.filter(({ agency }) => test(agency)));
    if (found.some((rows) => rows.length > 0)) {
      return new Map(
        shards.map((shard, i) => [shard, new Set(found[i].map(({ document }) => document))]),
      );
    }
  }
  return new Map();
}

/** The documents of a shard with the serial and the year, as far as they are named. */
async function listNumbers(shard, wanted) {
  const table = await shard.loadNumbers();
  return table.serial.flatMap((serial, document) =>
    serial > 0 && fits(serial, wanted.serial) && fits(table.year[document], wanted.year)
      ? [{ document, agency: table.agencies[table.agency[document]] }]
      : [],
  );
}

function fits(value, wanted) {
  return wanted === 0 || value === wanted;
}
