/**
 * The search form of a text: the twin of gongkai/core/search_form.py.
 *
 * NFKC, lower case, Han characters to simplified ones by one table, nothing but letters and digits.
 * The table is fetched only for a text that may need it: the Han characters of GB 2312 are
 * simplified already, but for sixteen, and the browser can list them itself.
 */

const SEARCHED = /[\p{L}\p{N}\u{20000}-\u{3ffff}]/u;
const HAN = /[\p{Script=Han}\u{20000}-\u{3ffff}]/gu;
const MAPPED_IN_GB2312 = "乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽"; // 不作转换
const TABLE = new URL("han-simplified.json", import.meta.url);

let settled = null;
let simplified = new Map();
let loading = null;

/** The characters that the table leaves alone, as far as can be told without it. */
function settledCharacters() {
  if (settled === null) {
    const bytes = [];
    for (let row = 0xb0; row <= 0xf7; row += 1) {
      for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
    }
    settled = new Set(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
    for (const character of MAPPED_IN_GB2312) settled.delete(character);
    settled.add("〇");
  }
  return settled;
}

async function loadTable() {
  const answer = await fetch(TABLE);
  if (!answer.ok) throw new Error(`${TABLE}: ${answer.status}`);
  const pairs = [...(await answer.json())];
  const table = new Map();
  for (let i = 0; i < pairs.length; i += 2) table.set(pairs[i], pairs[i + 1]);
  simplified = table;
}

/** Whether the table might change the text; false once the table is there. */
export function needsTable(text) {
  if (simplified.size > 0) return false;
  const known = settledCharacters();
  return (text.normalize("NFKC").match(HAN) ?? []).some((character) => !known.has(character));
}

/** Makes formOf right for the text. Rejects when the table cannot be loaded; may be tried again. */
export async function prepare(text) {
  if (!needsTable(text)) return;
  loading ??= loadTable().finally(() => {
    loading = null;
  });
  await loading;
}

/** The text in simplified characters, by the table as far as it is loaded. */
export function simplify(text) {
  if (simplified.size === 0) return text;
  return text.replace(HAN, (character) => simplified.get(character) ?? character);
}

/** The search form, by the table as far as it is loaded. */
export function formOf(text) {
  let form = "";
  for (const character of text.normalize("NFKC")) {
    for (const lowered of character.toLowerCase()) {
      if (SEARCHED.test(lowered)) form += simplified.get(lowered) ?? lowered;
    }
  }
  return form.normalize("NFKC");
}

/** The search form, exactly. */
export async function searchForm(text) {
  await prepare(text);
  return formOf(text);
}
