/** The longest line of emitted text: the print width of prettier that it is a fixed point of. */
export const MAX_WIDTH = 120;

/** Scripts whose characters take two columns, as `[first, last]` code points; the blocks of UAX #11, coarsely. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Whether a text without line ends fits behind `column` others. */
export function fits(text: string, column = 0): boolean {
  return column + textWidth(text) <= MAX_WIDTH;
}

/** How many columns a text takes. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0);
  return width;
}

function characterWidth(point: number): number {
  if (point < 0x20 || (point >= 0x7f && point <= 0x9f) || (point >= 0x300 && point <= 0x36f)) return 0;
  return WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}
