import { createHash } from "node:crypto";

/** What the comment on top of a generated migration says. */
export interface Header {
  /** Undefined when it says nothing: the file was written by hand, or long ago. */
  readonly parent: string | null | undefined;
  readonly risks: readonly string[];
  /** Whether the text still has the checksum that it was written with. */
  readonly isWhole: boolean;
}

/** @param sql with `\n` line ends. */
export function readHeader(sql: string): Header {
  const lines = sql.split("\n\n", 1).join().split("\n");
  const values = (key: string) => lines.filter((line) => line.startsWith(`-- ${key}: `)).map((line) => line.slice(key.length + 5));
  const [parent] = values("parent");
  const [checksum] = values("checksum");
  return {
    parent: parent === "none" ? null : parent,
    risks: values("needs consent"),
    isWhole: checksum === undefined || checksum === hashOf(sql.replace(`\n-- checksum: ${checksum}`, "")),
  };
}

function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
