/** What else a reader might ask who has found nothing. */

import { nameCondition } from "./search-facets.js";
import { find } from "./search-index.js";
import { clear, listConditions, toggle } from "./search-state.js";
import { say } from "./search-texts.js";

const MOST_WORDS = 4;
const MOST_CUTS = 5;
const SHORTEST_PART = 2;
const ENOUGH = 2;

/** States that find something, with what is said of them: without a condition, or other words. */
export async function listProposals(state) {
  const narrowed = await keepFruitful(listWider(state));
  if (narrowed.length > 0) return narrowed;
  const words = state.q.split(/\s+/u).filter((word) => word !== "");
  if (words.length > 1) return keepFruitful(words.slice(0, MOST_WORDS).map((q) => ask(state, q)));
  return keepFruitful(
    listCuts(Array.from(words[0] ?? "")).map((q) => ask(state, q)),
    ENOUGH,
  );
}

function ask(state, q) {
  return { state: { ...state, q }, say: (n) => say("instead", { q, n }) };
}

function listWider(state) {
  const conditions = listConditions(state);
  const wider = conditions.map((condition) => ({
    state: toggle(state, condition),
    say: (n) => say("without", { name: nameCondition(condition), n }),
  }));
  const all = { state: clear(state), say: (n) => say("without-all", { n }) };
  return conditions.length > 1 ? [...wider, all] : wider;
}

/** The words cut in two, from the middle outwards. */
function listCuts(letters) {
  const places = letters.map((_, i) => i).slice(SHORTEST_PART, 1 - SHORTEST_PART);
  const middle = letters.length / 2;
  places.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const cut = (at) => `${letters.slice(0, at).join("")} ${letters.slice(at).join("")}`;
  return places.slice(0, MOST_CUTS).map(cut);
}

/** Those that find something, one asked after the other until there are enough. */
async function keepFruitful(proposals, enough = Infinity) {
  const fruitful = [];
  for (const proposal of proposals) {
    if (fruitful.length === enough) break;
    const { hits } = await find(proposal.state.q, proposal.state);
    if (hits.length > 0) {
      fruitful.push({ state: proposal.state, text: proposal.say(hits.length) });
    }
  }
  return fruitful;
}
