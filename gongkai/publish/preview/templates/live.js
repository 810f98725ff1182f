// Loads the page anew as soon as the preview has changed.
"use strict";

(() => {
  const loaded = new URL(document.currentScript.src).searchParams.get("version");
  const PAUSE = 1000;

  const ask = async () => {
    try {
      const answer = await fetch(`/_preview/wait?version=${loaded}`, { cache: "no-store" });
      return answer.ok ? await answer.text() : loaded;
    } catch {
      // The preview has ended, or is about to start again.
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return loaded;
    }
  };

  const follow = async () => {
    while ((await ask()) === loaded);
    location.reload();
  };

  window.addEventListener("load", follow);
})();
