/** The results of the search page: one item of the list each. */

import { needsTable, prepare } from "./search-form.js";
import { excerpt, markText } from "./search-index.js";
import { copy, root, translate } from "./search-texts.js";

const EXCERPT_LENGTH = 120;
// As the index has them, on traditional pages, too.
const IN_FORCE = "现行有效"; // 不作转换
const OFF = ["失效", "废止"]; // 不作转换
const SITE = new URL("../../", import.meta.url);

/** The item of a hit, when all that it shows is loaded. */
export async function drawHit(hit, forms) {
  const record = await hit.load();
  const item = copy("data-gk-item");
  const find = (style) => item.querySelector(`.gk-search__${style}`);
  const link = item.querySelector("a");
  link.href = new URL(root.dataset.gkPrefix + record.url, SITE).href;
  link.append(...(await mark(record.title, forms)));
  fill(find("column"), [translate(record.columnName)]);
  fill(find("number"), await mark(record.documentNumber ?? "", forms));
  fill(find("issuer"), [translate(record.issuer ?? "")]);
  const text = excerpt(record.blocks, forms, EXCERPT_LENGTH);
  fill(find("excerpt"), await mark(text, forms));
  const date = document.createElement("time");
  date.dateTime = record.published;
  date.textContent = record.published;
  find("date").append(date);
  showValidity(item.querySelector("[data-gk-validity]"), record.validity);
  for (const kind of item.querySelectorAll("[data-gk-kind]")) {
    if (kind.dataset.gkKind !== hit.kind) kind.remove();
  }
  return item;
}

/** An element without text goes. */
function fill(element, parts) {
  element.append(...parts);
  if (element.textContent === "") element.remove();
}

function showValidity(tag, validity) {
  if (!validity || validity === IN_FORCE) {
    tag.remove();
    return;
  }
  tag.classList.add(OFF.includes(validity) ? "gk-tag--off" : "gk-tag--note");
  tag.textContent = translate(validity);
  tag.hidden = false;
}

/** Marks by the table as far as it is loaded; loads it only for a text that shows nothing else. */
async function mark(text, forms) {
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
