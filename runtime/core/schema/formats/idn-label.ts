/** RFC 5892 section 2.6: code points that the properties alone would get wrong. */
const ALSO_VALID = /[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]/u;
const NOT_VALID = /[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/u;
const LETTER_OR_DIGIT = /^[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}-]$/u;
/** RFC 5892 sections 2.3 and 2.5 to 2.9, as far as letters, digits and marks are concerned. */
const IGNORED = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}]/u;
const OLD_HANGUL = /[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/u;
const MARK = /^\p{M}/u;
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}]$/u;

/** What must stand around some letters (RFC 5892 appendix A); none of them is valid in any other place. */
const CONTEXTS: Readonly<Record<string, (before: string, after: string) => boolean>> = {
  // A.1, A.2. The joining types of A.1 are not looked at: Arabic and other cursive scripts have no letter that needs more.
  "\u200c": (before, after) => VIRAMA.test(before) || joins(before, after),
  "\u200d": (before) => VIRAMA.test(before),
  "\u00b7": (before, after) => before.endsWith("l") && after.startsWith("l"),
  "\u0375": (_, after) => /^\p{Script=Greek}/u.test(after),
  "\u05f3": (before) => /\p{Script=Hebrew}$/u.test(before),
  "\u05f4": (before) => /\p{Script=Hebrew}$/u.test(before),
  "\u30fb": (before, after) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test((before + after).replaceAll("\u30fb", "")),
};

/** RFC 5891 section 4.2: whether the label that an A-label stands for is one. */
export function isIdnLabel(points: readonly number[]): boolean {
  const label = String.fromCodePoint(...points);
  const letters = Array.from(label);
  if (label.slice(2, 4) === "--" || label.startsWith("-") || label.endsWith("-") || MARK.test(label)) return false;
  if (/[\u0660-\u0669]/u.test(label) && /[\u06f0-\u06f9]/u.test(label)) return false;
  return /[^\0-\x7f]/u.test(label) && letters.every((letter, place) => isLetter(letter, letters, place));
}

function isLetter(letter: string, letters: readonly string[], place: number): boolean {
  const fits = CONTEXTS[letter];
  if (fits !== undefined) return fits(letters.slice(0, place).join(""), letters.slice(place + 1).join(""));
  if (ALSO_VALID.test(letter)) return true;
  // RFC 5892 section 2.2: what changes when case and compatibility are folded is no letter of its own.
  const isStable = letter.normalize("NFKC").toLowerCase().normalize("NFKC") === letter;
  return isStable && LETTER_OR_DIGIT.test(letter) && !NOT_VALID.test(letter) && !IGNORED.test(letter) && !OLD_HANGUL.test(letter);
}

/** RFC 5892 appendix A.1: between two letters that are written joined, marks apart. */
function joins(before: string, after: string): boolean {
  const joined = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Phags_Pa}]/u;
  const left = before.replace(/\p{Mn}+$/u, "").at(-1) ?? "";
  const right = after.replace(/^\p{Mn}+/u, "").at(0) ?? "";
  return joined.test(left) && joined.test(right);
}
