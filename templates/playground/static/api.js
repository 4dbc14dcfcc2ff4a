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
  type: (as, channel, written) => call("POST", "/control/type", { as, channel, ...written }),
  edit: (as, channel, ts, text) => call("POST", "/control/edit", { as, channel, ts, text }),
  remove: (as, channel, ts) => call("POST", "/control/delete", { as, channel, ts }),
  react: (as, channel, ts, name, on) => call("POST", "/control/react", { as, channel, ts, name, on }),
  shortcut: (as, callbackId, on) => call("POST", "/control/shortcut", { as, callback_id: callbackId, ...on }),
  upload,
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

/** Sends one file's bytes; `progressed(share)` runs on the way. Answers {answer, stop}: a promise, and how to give up. */
function upload(as, file, progressed) {
  const request = new XMLHttpRequest();
  const path = `/control/upload?${query({ as, name: file.name })}`;
  const answer = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => progressed(event.loaded / (event.total || 1)));
    request.addEventListener("load", () => {
      if (request.response && request.status !== 403) resolve(request.response);
      else reject(request.status === 403 ? new Locked(path) : new Unreachable(path));
    });
    request.addEventListener("error", () => reject(new Unreachable(path)));
    request.addEventListener("abort", () => resolve({ ok: false }));
  });
  request.open("POST", path);
  request.responseType = "json";
  request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
  request.send(file);
  return { answer, stop: () => request.abort() };
}

/** The address of a file's bytes, for pictures and downloads. */
export const fileUrl = (id, name) =>
  `/files/${[id, name].filter(Boolean).map(encodeURIComponent).join("/")}?${query({ token })}`;

/** Opens the stream of changes as `as` sees them; `changed` runs at each, `up` and `down` as the line comes and goes. */
export function openStream(as, { changed, up, down }) {
  const source = new EventSource(`/control/stream?${query({ as, token })}`);
  source.addEventListener("changed", changed);
  source.addEventListener("open", up);
  source.addEventListener("error", down);
  return source;
}
