import path from "node:path";
import type { ts } from "ts-morph";
import type { ProjectConfig } from "../../config.js";
import type { PropertyReading } from "../read-constant.js";
import type { Reports } from "../reports.js";
import type { Source } from "../source.js";
import { refuse, type Decode } from "./decode.js";

type Folder = "models" | "output" | "migrations" | "templates";

/** A folder inside of the project. */
export function folder(key: Folder, example: string): Decode<string> {
  return (place) => {
    const { reading } = place;
    if (reading.kind !== "scalar" || typeof reading.value !== "string" || reading.value === "") {
      return refuse(place, "SPEC4003", `\`${key}\` is not the path of a folder.`, `Write it as text: \`${key}: "${example}"\`.`);
    }
    const help = `Name a folder inside of the project, with forward slashes, such as "${example}".`;
    return toFolder(reading.value) ?? refuse(place, "SPEC4004", `\`${key}\` is not a folder inside of the project.`, help);
  };
}

/** A path from the root in its shortest form; null when it leaves the root, is the root, or is not written with forward slashes. */
function toFolder(text: string): string | null {
  if (path.posix.isAbsolute(text) || /[\\:\0]/.test(text)) return null;
  const shortest = path.posix.normalize(text).replace(/\/$/, "");
  return shortest === "." || shortest === ".." || shortest.startsWith("../") ? null : shortest;
}

/** What is within the first must not be the second: files are written and removed there. */
const PAIRS: readonly (readonly [Folder, Folder])[] = [
  ["output", "models"],
  ["models", "output"],
  ["output", "migrations"],
  ["models", "migrations"],
  ["output", "templates"],
  ["migrations", "templates"],
];

/** Reports folders that are inside of each other, at the one that the config names. */
export function checkOverlaps(config: ProjectConfig, properties: readonly PropertyReading[], { source, reports }: { source: Source; reports: Reports }): void {
  const nodeOf = (key: Folder): ts.Node | undefined => properties.find(({ name }) => name === key)?.value.node;
  for (const [outer, inner] of PAIRS) {
    const node = nodeOf(inner) ?? nodeOf(outer);
    const within = config[inner];
    if (node === undefined || within === null || !isWithin(within, config[outer] ?? "")) continue;
    const message = `The folder \`${inner}\` (\`${within}\`) is inside of \`${outer}\` (\`${config[outer]}\`).`;
    const help = "Give each a folder of its own: files in one of them may be written or removed on every run.";
    reports.add("SPEC4005", { source, node }, message, help);
  }
}

/** Without regard to case, as some file systems have none. */
function isWithin(inner: string, outer: string): boolean {
  return `${inner.toLowerCase()}/`.startsWith(`${outer.toLowerCase()}/`);
}
