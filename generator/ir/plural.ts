const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["person", "people"],
  ["child", "children"],
  ["man", "men"],
  ["woman", "women"],
  ["foot", "feet"],
  ["tooth", "teeth"],
  ["goose", "geese"],
  ["mouse", "mice"],
  ["ox", "oxen"],
  ["quiz", "quizzes"],
  ["matrix", "matrices"],
  ["vertex", "vertices"],
  ["axis", "axes"],
  ["criterion", "criteria"],
  ["phenomenon", "phenomena"],
  ["medium", "media"],
  ["leaf", "leaves"],
  ["shelf", "shelves"],
  ["half", "halves"],
  ["wolf", "wolves"],
  ["life", "lives"],
  ["knife", "knives"],
  ["wife", "wives"],
  ["hero", "heroes"],
  ["echo", "echoes"],
  ["potato", "potatoes"],
  ["tomato", "tomatoes"],
]);

/** Words without a plural, and words that are one already. */
const UNCHANGED: ReadonlySet<string> = new Set(
  `advice aircraft analytics credentials data deer equipment evidence feedback fish furniture goods hardware information knowledge
  logistics luggage metadata money news people preferences research series settings sheep software species staff statistics traffic
  weather`.split(/\s+/),
);

/** The plural of an English noun in lower case, by rule and by a short list of exceptions: `category` gives `categories`. */
export function pluralise(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (UNCHANGED.has(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (word.endsWith("sis")) return `${word.slice(0, -2)}es`;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}
