/** The keyboard on the search page: arrows go from result to result, `/` leads to the box. */

import { root } from "./search-texts.js";

const SETTING = "gk-search-slash";

/** Lets the keys work; the one that is a character can be turned off (WCAG 2.2, 2.1.4). */
export function watchKeys(box, list, more) {
  const slash = readSetting();
  const choice = root.querySelector("[data-gk-shortcut]");
  const setting = choice.querySelector("input");
  setting.checked = slash;
  setting.addEventListener("change", () => keepSetting(setting.checked));
  choice.hidden = false;
  box.addEventListener("keydown", (event) => {
    // Chromium empties a search box on Escape.
    if (event.key === "Escape" && !event.isComposing) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && setting.checked && !isTyping(event.target)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (moveFocus([box, ...list.querySelectorAll("a"), more], event.target, step)) {
        event.preventDefault();
      }
    }
  });
}

/** Whether the focus went from one of the stops to the next or the one before. */
function moveFocus(stops, from, step) {
  const visible = stops.filter((stop) => !stop.hidden);
  const place = visible.indexOf(from);
  const next = visible[place + step];
  if (place < 0 || next === undefined) return false;
  next.focus();
  return true;
}

function isTyping(target) {
  return target.matches("input:not([type=checkbox]), select, textarea");
}

function readSetting() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

function keepSetting(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    /* Without storage the choice holds until the page is left. */
  }
}
