/** How a model's name becomes the names of everything made from it. The one place that decides; emitters and checks only ask. */

import { pluralise } from "./plural.js";
import { isSqlKeyword } from "./sql-keywords.js";

/** Longest name that PostgreSQL keeps whole, in bytes; all names here are ASCII. */
export const MAX_IDENTIFIER_LENGTH = 63;

/** The first part of resource ids and the name of the folder: `BlogPost` gives `blog-post`. */
export function modelLabel(model: string): string {
  return words(model).join("-");
}

/** The first segment of the URLs of a model that names its own plural: `oldPeople` gives `old-people`. */
export function pathOfPlural(plural: string): string {
  return words(plural).join("-");
}

/** The first segment of the model's URLs: `BlogPost` gives `blog-posts`. */
export function modelPath(model: string): string {
  return pluralWords(model).join("-");
}

/** The model's key among the managers and routers: `BlogPost` gives `blogPosts`. */
export function managersKey(model: string): string {
  return camelCase(pluralWords(model));
}

/** How names in generated code begin: `BlogPost` gives `blogPost`, as in `blogPostSpec`. Alone it may be a word of the language. */
export function variableName(model: string): string {
  return camelCase(words(model));
}

/** An object type without a name of its own, from the declaration and the fields on the way: `Issue`, `location` give `IssueLocation`. */
export function anonymousName([declaration, ...fields]: readonly [string, ...string[]]): string {
  return declaration + fields.flatMap(safeWords).map(capitalise).join("");
}

/** A name that is made up as the name of a type: beginning with a capital. */
export function asTypeName(name: string): string {
  return /^\d/.test(name) ? `Type${name}` : capitalise(name);
}

/** The meta table: `BlogPost` gives `blog_post`. A word of SQL gets an underscore behind it: `Order` gives `order_`. */
export function tableName(model: string): string {
  const name = words(model).join("_");
  return isSqlKeyword(name) ? `${name}_` : name;
}

/** The table of the revisions: `blog_post_revision`. */
export function revisionTableName(model: string): string {
  return `${tableName(model)}_revision`;
}

/**
 * The column of an indexed field: `address.city` gives `data_address_city`. The prefix keeps it apart from the meta's columns.
 * One that would be too long is cut as `indexName` does.
 */
export function columnName(path: string): string {
  return shortened(["data", ...path.split(".").flatMap(safeWords)].join("_"));
}

/** An index over columns: `issue_data_status`. One that would be too long is cut, and told apart by a hash of the whole name. */
export function indexName(table: string, columns: readonly string[]): string {
  return shortened([table, ...columns].join("_"));
}

/** A unique index over columns: `issue_unique_data_email`. Cut as `indexName` is. */
export function uniqueIndexName(table: string, columns: readonly string[]): string {
  return shortened([table, "unique", ...columns].join("_"));
}

/** `HTTPLog2Entry` gives `http`, `log2`, `entry`: a digit belongs to the word before it. */
const words = once((name) =>
  name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_-]/)
    .filter((word) => word !== ""),
);

/** The words of a field's name in letters and digits alone. A name that loses anything by that gets a hash, so that it stays itself. */
const safeWords = once((name) => {
  const safe = words(name.replaceAll(/[^A-Za-z0-9_-]+/g, "_"));
  return /^[A-Za-z0-9_-]*$/.test(name) && safe.length > 0 ? safe : [...safe, fnv1a(name)];
});

/** Takes each name apart once: the same few are asked for all the time. */
function once(take: (name: string) => readonly string[]): (name: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (name) => {
    const made = known.get(name) ?? take(name);
    known.set(name, made);
    return made;
  };
}

function pluralWords(model: string): string[] {
  const all = words(model);
  return all.map((word, at) => (at === all.length - 1 ? pluralise(word) : word));
}

function camelCase(all: readonly string[]): string {
  return all.map((word, at) => (at === 0 ? word : capitalise(word))).join("");
}

/** `issue` gives `Issue`. */
export function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function shortened(name: string): string {
  if (name.length <= MAX_IDENTIFIER_LENGTH) return name;
  const hash = fnv1a(name);
  return `${name.slice(0, MAX_IDENTIFIER_LENGTH - hash.length - 1)}_${hash}`;
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: stable for ever, and needs no import. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
