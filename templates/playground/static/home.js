/** The app's Home, as the bot drew it for us. */

import { drawBlocks } from "./blocks.js";
import { byId, piece } from "./dom.js";
import { onChange, state } from "./state.js";
import { valuesOf } from "./values.js";

const home = byId("home");
let surface = { me: "" };

onChange(() => {
  if (!state.view) return;
  home.hidden = state.place !== "home";
  if (home.hidden) return;
  const view = state.view?.home;
  if (!view || surface.me !== state.me || home.querySelector(".empty")) {
    home.replaceChildren(...(view ? [] : [piece("empty-home")]));
    surface = { me: state.me };
  }
  if (view) draw(view);
});

function draw(view) {
  Object.assign(surface, { target: { home: true }, blocks: view.blocks, values: valuesOf(`${state.me} home`) });
  drawBlocks(home, surface);
}
