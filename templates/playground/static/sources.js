/** What a picker offers: entries {key, label, detail?, group?, value}, from the element, the workspace or the bot. */

import { api } from "./api.js";
import { plain } from "./mrkdwn.js";
import { channel, person, state } from "./state.js";

export const valueOf = (entry) => entry.value;

/** The entries of `element` that match what was typed. */
export async function entriesFor(element, field, typed) {
  if (element.type.includes("external")) return fromBot(element, field, typed);
  const wanted = typed.trim().toLocaleLowerCase();
  return local(element).filter((entry) => `${entry.label} ${entry.detail ?? ""}`.toLocaleLowerCase().includes(wanted));
}

/** The entry that stands for a value that is already chosen. */
export function chosenFrom(element, value) {
  if (element.type.includes("users")) return personEntry(person(value) ?? { id: value, real_name: value });
  if (element.type.includes("conversations") || element.type.includes("channels"))
    return channelEntry(channel(value) ?? known(value) ?? { id: value, name: value });
  return optionEntry(value);
}

function local(element) {
  const { type } = element;
  if (type.includes("users")) return state.world.people.filter((one) => !one.deleted).map(personEntry);
  if (type.includes("channels")) return open().map(channelEntry);
  if (type.includes("conversations"))
    return [...open(), ...mine()].filter((one) => passes(one, element.filter?.include)).map(channelEntry);
  return offered(element);
}

const known = (id) => state.world.channels.find((one) => one.id === id);

/** Public channels are offered to everybody, also to those who are not in them. */
const open = () => state.world.channels.filter((one) => !one.is_private && !one.is_archived);

const mine = () => state.view.channels.filter((one) => (one.is_dm || one.is_private) && !one.is_archived);

const kindOf = (one) => (one.is_dm ? "im" : one.is_private ? "private" : "public");
const passes = (one, include) => !include || include.includes(kindOf(one));

async function fromBot(element, field, query) {
  const { target } = field.surface;
  const question = { as: state.me, ...target, block_id: field.block.block_id, action_id: element.action_id, query };
  return offered(await api.options(question));
}

const offered = ({ options, option_groups: groups }) => [
  ...(options ?? []).map((option) => optionEntry(option)),
  ...(groups ?? []).flatMap((group) => group.options.map((option) => optionEntry(option, plain(group.label.text)))),
];

const optionEntry = (option, group) => ({
  key: option.value,
  label: plain(option.text.text),
  detail: option.description && plain(option.description.text),
  group,
  value: option,
});

const personEntry = (one) => ({ key: one.id, label: one.real_name, detail: one.title, person: one, value: one.id });

const channelEntry = (one) => ({
  key: one.id,
  label: one.is_dm ? (one.with?.real_name ?? one.with?.name ?? one.name) : `#${one.name}`,
  value: one.id,
});
