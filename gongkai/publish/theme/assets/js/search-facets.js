/** The conditions of the search page: groups of check boxes, and chips of those that hold. */

import { listConditions } from "./search-state.js";
import { copy, nameOf, root, say, translate } from "./search-texts.js";

const SHORT = 8;

const groups = new Map(
  [...root.querySelectorAll("[data-gk-facet]")].map((group) => [group.dataset.gkFacet, group]),
);
const chips = root.querySelector("[data-gk-chips]");
const known = new Map();
const unfolded = new Set();

export const facetNames = [...groups.keys()];

/** Draws all groups; `onToggle` is called with a condition that a reader turns on or off. */
export function drawFacets(facets, state, onToggle) {
  const focused = document.activeElement;
  for (const [name, group] of groups) {
    const chosen = state.filters[name] ?? [];
    const options = listOptions(name, facets[name] ?? [], chosen);
    const items = options.map((option) => drawOption(name, option, chosen, onToggle));
    group.hidden = items.length === 0;
    group.querySelector("ul").replaceChildren(...items);
    fold(group, name, items);
  }
  keepFocus(focused);
}

/** The values with hits, and those chosen without any; years newest first. */
function listOptions(name, found, chosen) {
  for (const { value, label } of found) known.set(`${name}=${value}`, label);
  const lost = chosen.filter((value) => !found.some((option) => String(option.value) === value));
  const options = [...found.filter((option) => option.count > 0 || chosen.includes(option.value))];
  options.push(...lost.map((value) => ({ value, label: labelOf(name, value), count: 0 })));
  if (name === "year") options.sort((a, b) => Number(b.value) - Number(a.value));
  return options;
}

function labelOf(name, value) {
  return known.get(`${name}=${value}`) ?? nameOf(name, value) ?? value;
}

function drawOption(name, option, chosen, onToggle) {
  const item = copy("data-gk-option");
  const [input, label, count] = item.querySelector("label").children;
  input.name = name;
  input.value = option.value;
  input.checked = chosen.includes(String(option.value));
  label.textContent = translate(String(option.label));
  count.textContent = option.count;
  input.addEventListener("change", () => onToggle({ name, value: input.value }));
  return item;
}

/** Long groups show their first values and those chosen, until the reader asks for all. */
function fold(group, name, items) {
  const button = group.querySelector("button");
  const rest = items.filter((item, i) => i >= SHORT && !item.querySelector("input").checked);
  const open = unfolded.has(name);
  for (const item of rest) item.hidden = !open;
  button.hidden = rest.length === 0;
  button.textContent = open ? say("facet-less") : say("facet-more", { n: rest.length });
  button.setAttribute("aria-expanded", String(open));
  button.onclick = () => {
    if (open) unfolded.delete(name);
    else unfolded.add(name);
    fold(group, name, items);
    if (!open) rest[0].querySelector("input").focus();
  };
}

/** A drawn group has new check boxes; the one with the reader's focus keeps it. */
function keepFocus(focused) {
  if (focused?.isConnected || !facetNames.includes(focused?.name)) return;
  const inputs = [...groups.get(focused.name).querySelectorAll("input")];
  inputs.find((input) => input.value === focused.value)?.focus();
}

/** What a condition is called: 栏目：规范性文件. */
export function nameCondition({ name, value }) {
  if (!groups.has(name)) return say(name, { date: value });
  const facet = groups.get(name).querySelector("summary").textContent;
  return say("named", { facet, value: translate(labelOf(name, value)) });
}

/** Draws the chips; `onRemove` is called with a condition and the chip's place. */
export function drawChips(state, onRemove) {
  const conditions = listConditions(state);
  const items = conditions.map((condition, place) => {
    const item = copy("data-gk-chip");
    const button = item.querySelector("button");
    const name = nameCondition(condition);
    button.firstElementChild.textContent = name;
    button.setAttribute("aria-label", say("remove", { name }));
    button.addEventListener("click", () => onRemove(condition, place));
    return item;
  });
  chips.hidden = items.length === 0;
  chips.querySelector("ul").replaceChildren(...items);
}
