/** What the search page says and is built of: the templates of fragments/search.html. */

export const root = document.querySelector("[data-gk-search]");

const texts = new Map(
  [...root.querySelectorAll("template[data-gk-text]")].map((template) => [
    template.dataset.gkText,
    template.content.textContent,
  ]),
);
const table = root.querySelector("template[data-gk-names]");
const written = table.content.textContent.split("\n");
const names = new Map(
  table.dataset.gkNames
    .split("\n")
    .flatMap((keys, line) => keys.split("\t").map((key) => [key, written[line]])),
);

/** A text of the page with values in place of `{n}` and the like. */
export function say(text, values = {}) {
  return texts.get(text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A name from the index as this version of the page writes it. */
export function translate(name) {
  return names.get(name) ?? name;
}

/** The name of a column or unit by its id, undefined for what has none. */
export function nameOf(facet, id) {
  return names.get(`${facet}=${id}`);
}

/** A new copy of the element in a template, by the template's attribute. */
export function copy(attribute) {
  const { content } = root.querySelector(`template[${attribute}]`);
  return document.importNode(content.firstElementChild, true);
}
