/**
 * Emoji by their shortcodes. The playground may hand the page every name it writes (`emoji_names`); the ones a social media
 * team meets most are known without. An unknown one stays as it was written.
 */

const TABLE = `
tada🎉 rocket🚀 star⭐ star2🌟 sparkles✨ fire🔥 heart❤️ hearts♥️ blue_heart💙 green_heart💚 yellow_heart💛 purple_heart💜 broken_heart💔
smile😄 smiley😃 grinning😀 grin😁 joy😂 rofl🤣 wink😉 blush😊 heart_eyes😍 sunglasses😎 thinking_face🤔 neutral_face😐 slightly_smiling_face🙂
slightly_frowning_face🙁 cry😢 sob😭 angry😠 rage😡 scream😱 sweat_smile😅 relieved😌 sleeping😴 tired_face😫 hugging_face🤗 partying_face🥳
wave👋 +1👍 thumbsup👍 -1👎 thumbsdown👎 clap👏 raised_hands🙌 pray🙏 muscle💪 ok_hand👌 point_right👉 point_left👈 point_up☝️ point_down👇 handshake🤝 v✌️ eyes👀 brain🧠
white_check_mark✅ heavy_check_mark✔️ ballot_box_with_check☑️ x❌ negative_squared_cross_mark❎ warning⚠️ no_entry⛔ no_entry_sign🚫 octagonal_sign🛑 exclamation❗ question❓ bangbang‼️
bell🔔 no_bell🔕 mega📣 loudspeaker📢 speech_balloon💬 left_speech_bubble🗨️ thought_balloon💭 envelope✉️ email📧 inbox_tray📥 outbox_tray📤 package📦 incoming_envelope📨
calendar📆 date📅 spiral_calendar_pad🗓️ alarm_clock⏰ clock9🕘 stopwatch⏱️ hourglass⌛ hourglass_flowing_sand⏳ timer_clock⏲️
memo📝 pencil📝 pencil2✏️ pushpin📌 round_pushpin📍 paperclip📎 link🔗 bookmark🔖 clipboard📋 page_facing_up📄 scissors✂️ wastebasket🗑️ lock🔒 unlock🔓 key🔑 mag🔍 bulb💡
chart_with_upwards_trend📈 chart_with_downwards_trend📉 bar_chart📊 moneybag💰 euro💶 dollar💵 trophy🏆 first_place_medal🥇 medal🏅 dart🎯 gift🎁 balloon🎈 confetti_ball🎊 birthday🎂 cake🍰 champagne🍾
coffee☕ beer🍺 pizza🍕 cookie🍪 apple🍎 seedling🌱 herb🌿 sunflower🌻 rose🌹 christmas_tree🎄 jack_o_lantern🎃 sunny☀️ sun_with_face🌞 partly_sunny⛅ cloud☁️ rainbow🌈 umbrella☔ snowflake❄️ zap⚡ ocean🌊 earth_africa🌍 earth_americas🌎 earth_asia🌏
camera📷 camera_with_flash📸 movie_camera🎥 film_frames🎞️ frame_with_picture🖼️ art🎨 musical_note🎵 microphone🎤 headphones🎧 video_game🎮 iphone📱 computer💻 keyboard⌨️ printer🖨️ tv📺 radio📻 newspaper📰 books📚 book📖
robot_face🤖 ghost👻 alien👽 skull💀 dog🐶 cat🐱 unicorn_face🦄 bee🐝 turtle🐢 whale🐳 bird🐦
red_circle🔴 large_orange_circle🟠 large_yellow_circle🟡 large_green_circle🟢 large_blue_circle🔵 large_purple_circle🟣 white_circle⚪ black_circle⚫ arrow_right➡️ arrow_left⬅️ arrow_up⬆️ arrow_down⬇️ arrows_counterclockwise🔄 repeat🔁 fast_forward⏩ double_vertical_bar⏸️ arrow_forward▶️ heavy_plus_sign➕ heavy_minus_sign➖ new🆕 soon🔜 100💯 recycle♻️ sos🆘 information_sourceℹ️ hammer_and_wrench🛠️ gear⚙️ construction🚧 ambulance🚑 airplane✈️ car🚗 bike🚲 house🏠 office🏢 checkered_flag🏁 rainbow_flag🏳️‍🌈`;

const emoji = new Map();
for (const entry of TABLE.trim().split(/\s+/)) {
  const [, name, sign] = /^((?:100|[+-]1|[a-z][a-z_]*\d*))(.+)$/u.exec(entry);
  emoji.set(name, sign);
}
for (const [name, sign] of Object.entries(JSON.parse(document.getElementById("emoji-names").textContent))) emoji.set(name, sign);

/** What a shortcode's name is made of; a pattern for regular expressions with the flag u. */
export const EMOJI_NAME = "[\\p{L}\\p{N}_+'’-]+";

/** The emoji called `name`, if we know it; Slack names flags and skin tones by rule. */
export function emojiFor(name) {
  const [, country] = /^flag-([a-z]{2})$/.exec(name) ?? [];
  if (country) return String.fromCodePoint(...[...country].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 97));
  const [, tone] = /^skin-tone-([2-6])$/.exec(name) ?? [];
  return tone ? String.fromCodePoint(0x1f3f9 + Number(tone)) : emoji.get(name);
}

/** [name, emoji] of names that hold `typed`, each emoji once; those that begin with it first. */
export function emojiLike(typed, most) {
  const wanted = typed.toLowerCase().replaceAll(/[\s:]+/g, "_");
  const found = [...emoji].filter(([name]) => name.includes(wanted));
  const rank = ([name]) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  const best = new Map(found.sort((a, b) => rank(b) - rank(a)).map(([name, sign]) => [sign, name]));
  return [...best].reverse().slice(0, most).map(([sign, name]) => [name, sign]);
}
