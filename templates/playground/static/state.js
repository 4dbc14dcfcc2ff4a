/** What the page knows: who we are, where we look, and the last answers of the control API. */

export const state = {
  me: "", // the person we act as
  place: "", // a channel's id, or "home"
  world: null, // answer of /control/world
  view: null, // answer of /control/view for `me`
  skew: 0, // team time minus this machine's, in milliseconds
};

const listeners = [];

/** Runs `listener` whenever something here changed. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Takes over new values and lets everybody draw. */
export function update(values) {
  Object.assign(state, values);
  for (const listener of listeners) listener(state);
}

export const person = (id) => state.world?.people.find((one) => one.id === id);
export const me = () => person(state.me);
export const channel = (id) => state.view?.channels.find((one) => one.id === id);

/** The direct messages with the app, once they exist. */
export const appChannel = () =>
  state.view?.channels.find((one) => one.is_dm && one.with?.id === state.world?.bot.user_id);

/** The team's moment, now. */
export const teamNow = () => new Date(Date.now() + state.skew);
