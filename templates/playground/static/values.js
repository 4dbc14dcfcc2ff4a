/**
 * What stands in the fields of a surface, in Slack's own shape. Kept by block_id and action_id, so that a redraw, an
 * update by the bot or a refusal loses nothing that was typed.
 */

const TEXT = ["value", (element) => element.initial_value ?? null];
const many = (slot, initial) => [slot, (element) => element[initial] ?? []];
const one = (slot, initial) => [slot, (element) => element[initial] ?? null];

const SLOTS = {
  plain_text_input: TEXT,
  email_text_input: TEXT,
  url_text_input: TEXT,
  number_input: TEXT,
  static_select: one("selected_option", "initial_option"),
  external_select: one("selected_option", "initial_option"),
  multi_static_select: many("selected_options", "initial_options"),
  multi_external_select: many("selected_options", "initial_options"),
  users_select: one("selected_user", "initial_user"),
  multi_users_select: many("selected_users", "initial_users"),
  conversations_select: one("selected_conversation", "initial_conversation"),
  multi_conversations_select: many("selected_conversations", "initial_conversations"),
  channels_select: one("selected_channel", "initial_channel"),
  multi_channels_select: many("selected_channels", "initial_channels"),
  checkboxes: many("selected_options", "initial_options"),
  radio_buttons: one("selected_option", "initial_option"),
  datepicker: one("selected_date", "initial_date"),
  timepicker: one("selected_time", "initial_time"),
  file_input: ["files", () => []],
  datetimepicker: one("selected_date_time", "initial_date_time"),
};

/** Whether elements of this type hold a value. */
export const holdsValue = (type) => type in SLOTS;

/** The name under which Slack keeps the value of this type: "value", "selected_option", ... */
export const slotOf = (type) => SLOTS[type][0];

/** Every element of a block that holds a value. */
export function fieldsIn(block) {
  const elements = [block.element, block.accessory, ...(block.elements ?? [])];
  return elements.filter((element) => element && holdsValue(element.type));
}

const surfaces = new Map();

/** The values of the surface called `key`; the same object each time. */
export function valuesOf(key) {
  if (!surfaces.has(key)) surfaces.set(key, new Values());
  return surfaces.get(key);
}

/** Forgets the values of every surface whose key `isGone`. */
export function forget(isGone) {
  for (const key of surfaces.keys()) if (isGone(key)) surfaces.delete(key);
}

class Values {
  #touched = new Map();
  #kept = new Map();

  /** What stands in the field: what the person chose, or the initial value the bot gave. */
  get(block, element) {
    const [slot, initial] = SLOTS[element.type];
    const held = this.#touched.get(nameOf(block, element));
    return held?.type === element.type && stillOffered(element, held[slot]) ? held[slot] : initial(element);
  }

  set(block, element, value) {
    const state = { type: element.type, [slotOf(element.type)]: value };
    this.#touched.set(nameOf(block, element), state);
  }

  /** What belongs to a field and outlives its redraws; made once. It may have settled(), which collecting waits for. */
  kept(block, element, make) {
    const name = nameOf(block, element);
    if (!this.#kept.has(name)) this.#kept.set(name, make());
    return this.#kept.get(name);
  }

  /** Resolves when nothing kept here is on its way any more. */
  async settled() {
    await Promise.all([...this.#kept.values()].map((one) => one.settled()));
  }

  /** {block_id: {action_id: state}} of every field of these blocks. */
  collect(blocks) {
    const all = {};
    for (const block of blocks) {
      for (const element of fieldsIn(block)) {
        const state = { type: element.type, [slotOf(element.type)]: this.get(block, element) };
        (all[block.block_id] ??= {})[element.action_id] = state;
      }
    }
    return all;
  }
}

const nameOf = (block, element) => JSON.stringify([block.block_id, element.action_id]);

function stillOffered(element, value) {
  if (element.type !== "static_select" && element.type !== "radio_buttons") return true;
  return value === null || optionsOf(element).some((option) => option.value === value.value);
}

/** The options of an element, those inside groups included. */
export const optionsOf = (element) =>
  element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
