const LONGEST = 255;

/** Of characters that a header and a file system can say: no control characters, no halves of a character, no separators of folders. */
const FILE_NAME = /^[^\p{Cc}\p{Cs}/\\]+$/u;

/** Whether a text can be the name of a file: of a file alone, not of a folder or a path. */
export function isFileName(text: string): boolean {
  return text.length <= LONGEST * 2 && [...text].length <= LONGEST && FILE_NAME.test(text) && text !== "." && text !== "..";
}
