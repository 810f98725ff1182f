/** The search page: fragments/search.html comes to life. */

import { excerpt, find, loadBlocks, markText } from "./search-index.js";
import { needsTable, prepare } from "./search-form.js";

const PAGE_SIZE = 10;

const root = document.querySelector("[data-gk-search]");
const form = root.querySelector("form");
const status = root.querySelector("output");
const list = root.querySelector("ol");
const more = root.querySelector("[data-gk-more]");
const notices = {
  empty: root.querySelector("[data-gk-empty]"),
  failed: root.querySelector("[data-gk-failed]"),
};

let forms = [];
let waiting = [];
let turn = 0;

function readAddress() {
  const given = new URLSearchParams(location.search);
  for (const field of ["q", "column", "sort"]) {
    const control = form.elements[field];
    control.value = given.get(field) ?? control.dataset.gkDefault ?? "";
    if (control.selectedIndex === -1) control.selectedIndex = 0;
  }
}

function writeAddress() {
  const address = new URL(location.href);
  for (const field of ["q", "column", "sort"]) {
    const { value, dataset } = form.elements[field];
    if (value === (dataset.gkDefault ?? "")) address.searchParams.delete(field);
    else address.searchParams.set(field, value);
  }
  if (address.href !== location.href) history.pushState(null, "", address);
}

function show(message, notice = null) {
  status.textContent = message;
  for (const [name, element] of Object.entries(notices)) element.hidden = name !== notice;
}

function count(exact, pinyin) {
  const found = `找到 ${exact.length} 条结果`;
  return pinyin.length === 0 ? found : `${found}，另有 ${pinyin.length} 条标题读音相符`;
}

async function run() {
  const own = (turn += 1);
  const query = form.elements.q.value;
  list.replaceChildren();
  more.hidden = true;
  root.removeAttribute("data-gk-done");
  if (query.trim() === "") {
    show("请输入要查找的内容。");
    return;
  }
  show("正在查找……");
  try {
    const column = form.elements.column.value;
    const result = await find(query, { column, sort: form.elements.sort.value });
    if (own !== turn) return;
    forms = result.forms;
    const sounded = result.pinyin.map((hit) => ({ ...hit, sounded: true }));
    waiting = [...result.exact, ...sounded];
    if (forms.length === 0) show("请输入文字、字母或数字，标点符号不参与查找。");
    else if (waiting.length === 0) show("没有找到相符的内容。", "empty");
    else show(`${count(result.exact, result.pinyin)}。`);
    await showMore();
  } catch (error) {
    if (own === turn) fail(error);
  }
}

function fail(error) {
  console.error(error);
  more.hidden = true;
  show("检索暂时无法使用。", "failed");
}

/** Shows the next results; the first new one is returned. */
async function showMore() {
  const own = turn;
  const items = await Promise.all(waiting.splice(0, PAGE_SIZE).map(draw));
  if (own !== turn) return null;
  list.append(...items);
  more.hidden = waiting.length === 0;
  more.textContent = `显示更多（还有 ${waiting.length} 条）`;
  root.setAttribute("data-gk-done", "");
  return items[0] ?? null;
}

async function draw(hit) {
  const record = await hit.load();
  const blocks = await loadBlocks(record, hit.place);
  const item = document.createElement("li");
  const title = element("a", "gk-search__title");
  title.href = record.url;
  item.append(title, describe(record, hit));
  title.append(...(await mark(record.title)));
  const text = excerpt(blocks, forms);
  if (text !== "") {
    const paragraph = element("p", "gk-search__excerpt");
    paragraph.append(...(await mark(text)));
    item.append(paragraph);
  }
  return item;
}

function describe(record, hit) {
  const line = element("p", "gk-search__about");
  const column = element("span", "gk-search__column");
  column.textContent = record.columnName;
  const date = element("time", "gk-search__date");
  date.dateTime = record.published;
  date.textContent = record.published;
  line.append(column, date);
  if (hit.sounded) {
    const tag = element("span", "gk-search__sounded");
    tag.textContent = "标题读音相符";
    line.append(tag);
  }
  return line;
}

/** Marks by the table as far as it is loaded; loads it only for a text that shows nothing else. */
async function mark(text) {
  let runs = markText(text, forms);
  if (!runs.some((run) => run.mark) && needsTable(text)) {
    await prepare(text);
    runs = markText(text, forms);
  }
  return runs.map((run) => {
    if (!run.mark) return document.createTextNode(run.text);
    const marked = document.createElement("mark");
    marked.textContent = run.text;
    return marked;
  });
}

function element(name, style) {
  const made = document.createElement(name);
  made.className = style;
  return made;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  writeAddress();
  run();
});
for (const field of ["column", "sort"]) {
  form.elements[field].addEventListener("change", () => {
    writeAddress();
    if (form.elements.q.value.trim() !== "") run();
  });
}
more.addEventListener("click", async () => {
  try {
    const first = await showMore();
    first?.querySelector("a").focus();
  } catch (error) {
    fail(error);
  }
});
addEventListener("popstate", () => {
  readAddress();
  run();
});

readAddress();
if (form.elements.q.value !== "") run();
