const FILE_ID = /^[0-9a-f]{64}$/;

/** Whether a text has the form of a file id: a SHA-256 in 64 lower-case hexadecimal digits. */
export function isFileId(text: string): boolean {
  return FILE_ID.test(text);
}
