// A modest table of Slack's shortcodes: those an app like this one writes, and the everyday ones.

const TABLE = `
smile 😄 grinning 😀 slightly_smiling_face 🙂 blush 😊 wink 😉 joy 😂 heart_eyes 😍 thinking_face 🤔 neutral_face 😐 cry 😢 sob 😭
angry 😠 rage 😡 sweat_smile 😅 sunglasses 😎 wave 👋 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪
ok_hand 👌 point_right 👉 point_left 👈 point_up ☝️ point_down 👇 eyes 👀 heart ❤️ green_heart 💚 blue_heart 💙 yellow_heart 💛
purple_heart 💜 orange_heart 🧡 broken_heart 💔 star ⭐ star2 🌟 sparkles ✨ fire 🔥 tada 🎉 confetti_ball 🎊 gift 🎁 trophy 🏆
rocket 🚀 bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ email 📧 envelope ✉️
inbox_tray 📥 outbox_tray 📤 memo 📝 pencil 📝 pencil2 ✏️ pushpin 📌 paperclip 📎 link 🔗 mag 🔍 lock 🔒 unlock 🔓 key 🔑 gear ⚙️
wrench 🔧 hammer_and_wrench 🛠️ calendar 📅 date 📅 clock1 🕐 clock3 🕒 alarm_clock ⏰ stopwatch ⏱️ hourglass ⌛
hourglass_flowing_sand ⏳ zzz 💤 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰 dollar 💵 credit_card 💳
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ heavy_multiplication_x ✖️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫
question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ information_source ℹ️ red_circle 🔴 large_orange_circle 🟠
large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫ small_blue_diamond 🔹
small_orange_diamond 🔸 arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ leftwards_arrow_with_hook ↩️
arrow_right_hook ↪️ arrows_counterclockwise 🔄 repeat 🔁 rewind ⏪ heavy_plus_sign ➕ heavy_minus_sign ➖ raising_hand 🙋
bust_in_silhouette 👤 busts_in_silhouette 👥 handshake 🤝 seedling 🌱 herb 🌿 four_leaf_clover 🍀 sunflower 🌻 coffee ☕ tea 🍵 cake 🍰
duck 🦆 bird 🐦 robot_face 🤖 ghost 👻 see_no_evil 🙈 ocean 🌊 sunny ☀️ cloud ☁️ crescent_moon 🌙 snowflake ❄️ zap ⚡ globe_with_meridians 🌐
earth_africa 🌍 house 🏠 office 🏢 package 📦 truck 🚚 telephone_receiver 📞 iphone 📱 computer 💻 camera 📷 newspaper 📰 books 📚
label 🏷️ bookmark 🔖 ticket 🎫 art 🎨 musical_note 🎵 checkered_flag 🏁 triangular_flag_on_post 🚩 rotating_light 🚨 sos 🆘 new 🆕 ok 🆗
one 1️⃣ two 2️⃣ three 3️⃣ hundred 💯 tumbler_glass 🥃 hatching_chick 🐣 broom 🧹 scroll 📜 compass 🧭 shield 🛡️ test_tube 🧪 ship 🚢 anchor ⚓
`;

const BY_NAME = new Map();
const words = TABLE.trim().split(/\s+/);
for (let index = 0; index < words.length; index += 2) BY_NAME.set(words[index], words[index + 1]);

/** The character of a shortcode without its colons, or undefined for one we do not know. */
export function emojiOf(name) {
  return BY_NAME.get(name);
}

/** Plain text with the shortcodes we know made characters. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => BY_NAME.get(name) ?? whole);
}
