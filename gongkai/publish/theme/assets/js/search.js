/** The search page: fragments/search.html comes to life. */

import { drawChips, drawFacets, facetNames } from "./search-facets.js";
import { find, prepareToFind } from "./search-index.js";
import { listProposals } from "./search-proposals.js";
import { drawHit } from "./search-results.js";
import { clear, listConditions, readState, setDates, toggle, writeState } from "./search-state.js";
import { copy, root, say } from "./search-texts.js";
import { watchKeys } from "./search-keys.js";

const PAGE_SIZE = 10;
const TITLE = document.title;

const part = (name) => root.querySelector(`[data-gk-${name}]`);
const box = root.querySelector("input[name=q]");
const status = root.querySelector("output");
const list = root.querySelector("ol");
const dates = part("dates");
const order = root.querySelector("select[name=sort]");

let state = readState("", facetNames);
let forms = [];
let waiting = [];
let turn = 0;

/** Shows the controls as the state has them. */
function showState() {
  box.value = state.q;
  order.value = state.sort;
  for (const name of ["from", "to"]) dates.elements[name].value = state[name];
  drawChips(state, removeChip);
  document.title = state.q.trim() === "" ? TITLE : `${state.q.trim()}_${TITLE}`;
}

function go(next) {
  const search = writeState(next);
  if (search !== location.search) history.pushState(null, "", location.pathname + search);
  return ask(next);
}

function tell(message, notice = "") {
  status.textContent = message;
  for (const name of ["empty", "failed"]) part(name).hidden = name !== notice;
}

/** Asks for what the state says, and shows it unless something else was asked meanwhile. */
async function ask(next) {
  const own = (turn += 1);
  state = next;
  showState();
  root.removeAttribute("data-gk-done");
  if (state.q.trim() === "") {
    showNothing(say("ask"));
    return;
  }
  tell(say("searching"));
  try {
    const answer = await find(state.q, state);
    const items = await drawHits(answer.hits, answer.forms);
    if (own !== turn) return;
    if (answer.forms.length === 0) showNothing(say("signs"));
    else show(answer, items);
    if (answer.forms.length > 0 && items.length === 0) await propose(own);
    if (own === turn) root.setAttribute("data-gk-done", "");
  } catch (error) {
    if (own === turn) fail(error);
  }
}

function show(answer, items) {
  forms = answer.forms;
  waiting = answer.hits.slice(PAGE_SIZE);
  list.replaceChildren(...items);
  const found = items.length > 0;
  tell(found ? count(answer.counts) : say("none"), found ? "" : "empty");
  part("heading").hidden = !found;
  part("sort").hidden = answer.hits.length < 2;
  part("panel").hidden = !found && listConditions(state).length === 0;
  drawFacets(answer.facets, state, (condition) => go(toggle(state, condition)));
  drawChips(state, removeChip);
  showMoreButton();
}

function count({ exact, number, pinyin }) {
  return [
    exact > 0 ? say("exact", { n: exact }) : say("inexact"),
    number > 0 ? say("number", { n: number }) : "",
    pinyin > 0 ? say("pinyin", { n: pinyin }) : "",
    say("stop"),
  ].join("");
}

function showNothing(message, notice) {
  waiting = [];
  list.replaceChildren();
  for (const name of ["heading", "sort", "panel", "more"]) part(name).hidden = true;
  tell(message, notice);
}

function fail(error) {
  console.error(error);
  showNothing(say("failed"), "failed");
}

/** What finds something instead: links, so that they can be kept or opened elsewhere. */
async function propose(own) {
  part("proposals").hidden = true;
  const proposals = await listProposals(state);
  if (own !== turn) return;
  const items = proposals.map((proposal) => {
    const item = copy("data-gk-proposal");
    const link = item.querySelector("a");
    link.href = location.pathname + writeState(proposal.state);
    link.textContent = proposal.text;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(proposal.state);
      status.focus();
    });
    return item;
  });
  part("proposals").querySelector("ul").replaceChildren(...items);
  part("proposals").hidden = items.length === 0;
}

function drawHits(hits, wanted) {
  return Promise.all(hits.slice(0, PAGE_SIZE).map((hit) => drawHit(hit, wanted)));
}

function showMoreButton() {
  part("more").hidden = waiting.length === 0;
  part("more").textContent = say("more", { n: waiting.length });
}

async function showMore() {
  const own = turn;
  try {
    const items = await drawHits(waiting, forms);
    if (own !== turn) return;
    waiting = waiting.slice(PAGE_SIZE);
    list.append(...items);
    items[0].querySelector("a").focus();
    showMoreButton();
  } catch (error) {
    if (own === turn) fail(error);
  }
}

async function removeChip(condition, place) {
  await go(toggle(state, condition));
  const left = part("chips").querySelectorAll("li button");
  (left[Math.min(place, left.length - 1)] ?? status).focus();
}

function start() {
  root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...state, q: box.value });
  });
  box.addEventListener("input", prepareToFind, { once: true });
  dates.addEventListener("submit", (event) => {
    event.preventDefault();
    go(setDates(state, dates.elements.from.value, dates.elements.to.value));
  });
  order.addEventListener("change", () => go({ ...state, sort: order.value }));
  part("clear").addEventListener("click", () => {
    go(clear(state));
    status.focus();
  });
  part("more").addEventListener("click", showMore);
  addEventListener("popstate", () => {
    if (location.search !== writeState(state)) ask(readState(location.search, facetNames));
  });
  openPanelOnWideScreens();
  watchKeys(box, list, part("more"));
}

/** Beside the results the conditions are always in sight; on a phone they fold away. */
function openPanelOnWideScreens() {
  const wide = matchMedia("(min-width: 64rem)");
  const fit = () => {
    part("panel").open = wide.matches;
  };
  wide.addEventListener("change", fit);
  fit();
}

start();
if (location.search !== "") {
  part("help").open = false;
  ask(readState(location.search, facetNames));
}
