/** The control API of the playground: one function a route. */

export const token = new URLSearchParams(location.search).get("token") ?? "";

/** The page's token does not open this playground. */
export class Locked extends Error {}

/** The playground did not answer, or not in JSON. */
export class Unreachable extends Error {}

/** One call; what a person did is told to whoever listens for "acted". */
async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Unreachable(path);
  }
  if (response.status === 401 || response.status === 403) throw new Locked(path);
  try {
    const answer = await response.json();
    if (method === "POST") window.dispatchEvent(new CustomEvent("acted", { detail: { path, body, answer } }));
    return answer;
  } catch {
    throw new Unreachable(path);
  }
}

const query = (values) => new URLSearchParams(values).toString();

export const api = {
  world: () => call("GET", "/control/world"),
  view: (as) => call("GET", `/control/view?${query({ as })}`),
  traffic: (after) => call("GET", `/control/traffic?${query({ after })}`),
  square: () => call("GET", "/control/square"),
  type: (as, channel, text) => call("POST", "/control/type", { as, channel, text }),
  press: (action) => call("POST", "/control/press", action),
  submit: (as, viewId, values) => call("POST", "/control/submit", { as, view_id: viewId, values }),
  close: (as, viewId) => call("POST", "/control/close", { as, view_id: viewId }),
  options: (question) => call("POST", "/control/options", question),
  home: (as) => call("POST", "/control/home", { as }),
  dm: (as) => call("POST", "/control/dm", { as }),
  read: (as, channel) => call("POST", "/control/read", { as, channel }),
  time: (to) => call("POST", "/control/time", to),
  addPerson: (values) => call("POST", "/control/people", values),
  changePerson: (id, values) => call("POST", `/control/people/${id}`, values),
  addChannel: (values) => call("POST", "/control/channels", values),
  changeChannel: (id, values) => call("POST", `/control/channels/${id}`, values),
  addFault: (fault) => call("POST", "/control/faults", fault),
  endFault: (id) => call("DELETE", `/control/faults/${id}`),
  endFaults: () => call("DELETE", "/control/faults"),
  reset: () => call("POST", "/control/reset", {}),
};

/** Opens the stream of changes as `as` sees them; `changed` runs at each, `up` and `down` as the line comes and goes. */
export function openStream(as, { changed, up, down }) {
  const source = new EventSource(`/control/stream?${query({ as, token })}`);
  source.addEventListener("changed", changed);
  source.addEventListener("open", up);
  source.addEventListener("error", down);
  return source;
}
