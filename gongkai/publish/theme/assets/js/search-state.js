/** What is asked, as the address says it: a query, an order, dates, and conditions by facet. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DATES = ["from", "to"];
const ORDERS = ["relevance", "time"];

/** The state of an address; whatever is no value falls away. */
export function readState(search, facets) {
  const given = new URLSearchParams(search);
  const read = (name, good) => (good(given.get(name) ?? "") ? given.get(name) : "");
  const filters = facets.map((name) => [name, unique(given.getAll(name))]);
  const state = {
    q: given.get("q") ?? "",
    sort: read("sort", (value) => ORDERS.includes(value)) || ORDERS[0],
    filters: Object.fromEntries(filters.filter(([, values]) => values.length > 0)),
  };
  const [from, to] = DATES.map((name) => read(name, (value) => DAY.test(value)));
  return setDates(state, from, to);
}

/** The query part of the address, with its question mark; empty when nothing is asked. */
export function writeState(state) {
  const address = new URLSearchParams();
  if (state.q !== "") address.set("q", state.q);
  for (const [name, values] of Object.entries(state.filters)) {
    for (const value of values) address.append(name, value);
  }
  for (const name of DATES) if (state[name] !== "") address.set(name, state[name]);
  if (state.sort !== ORDERS[0]) address.set("sort", state.sort);
  const text = address.toString();
  return text === "" ? "" : `?${text}`;
}

/** Every condition besides the query: `{name, value}`. */
export function listConditions(state) {
  const chosen = Object.entries(state.filters).flatMap(([name, values]) =>
    values.map((value) => ({ name, value })),
  );
  const dates = DATES.filter((name) => state[name] !== "");
  return [...chosen, ...dates.map((name) => ({ name, value: state[name] }))];
}

/** The state with a condition more, or without one that it has. */
export function toggle(state, { name, value }) {
  if (DATES.includes(name)) return { ...state, [name]: state[name] === value ? "" : value };
  const old = state.filters[name] ?? [];
  const values = old.includes(value) ? old.filter((one) => one !== value) : [...old, value];
  const filters = { ...state.filters, [name]: values };
  if (values.length === 0) delete filters[name];
  return { ...state, filters };
}

/** The state with nothing but its query and order. */
export function clear(state) {
  return { ...state, from: "", to: "", filters: {} };
}

/** The state between two days, whichever was given first. */
export function setDates(state, from, to) {
  const turned = from !== "" && to !== "" && from > to;
  return { ...state, from: turned ? to : from, to: turned ? from : to };
}

function unique(values) {
  return [...new Set(values)].filter((value) => value !== "");
}
