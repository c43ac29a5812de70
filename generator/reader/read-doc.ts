import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Doc } from "../ir/model.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

const TAGS = ["@deprecated", "@example", "@renamedFrom", "@internal"];

/** What the comment of a field says, the orders to the generator included. */
export interface FieldDoc {
  readonly doc: Doc;
  readonly renamedFrom: Tag | null;
  readonly internal: Tag | null;
}

/** A tag in the text of a file, with what stands behind it. */
export interface Tag extends ts.TextRange {
  readonly text: string;
}

const NO_DOC: FieldDoc = { doc: { text: "", deprecated: null, examples: [] }, renamedFrom: null, internal: null };

interface Block {
  /** Null for the prose before the first tag. */
  readonly tag: string | null;
  readonly pos: number;
  readonly lines: string[];
}

/** The doc comment right before a model or an object type. A tag that only fields can have is reported. */
export function readDoc(node: ts.Node, source: Source, reader: Reader): Doc {
  const { doc, renamedFrom, internal } = readFieldDoc(node, source, reader);
  for (const [name, tag] of [["@renamedFrom", renamedFrom], ["@internal", internal]] as const) {
    if (tag === null) continue;
    reader.reports.add("SPEC1303", { source, node: tag }, `\`${name}\` says something of a field, and stands elsewhere.`, "Put it on the field.");
  }
  return doc;
}

/** The doc comment right before a field, as text: line by line, without its stars. Unknown tags are reported. */
export function readFieldDoc(node: ts.Node, source: Source, reader: Reader): FieldDoc {
  const comment = docComment(node, source);
  if (comment === null) return NO_DOC;
  const [prose, ...tags] = readBlocks(source.tree.text, comment);
  let { doc: { deprecated }, renamedFrom, internal } = NO_DOC;
  const examples: string[] = [];
  for (const block of tags) {
    if (block.tag === "deprecated") deprecated = textOf(block);
    else if (block.tag === "example") examples.push(textOf(block));
    else if (block.tag === "renamedFrom") renamedFrom = toTag(block);
    else if (block.tag === "internal") internal = toTag(block);
    else reportTag(block, source, reader);
  }
  return { doc: { text: prose === undefined ? "" : textOf(prose), deprecated, examples }, renamedFrom, internal };
}

/** The text of the comment of an object type, which can't carry tags: one that is there is reported. */
export function readDocText(node: ts.Node, source: Source, reader: Reader): string {
  const { text, deprecated, examples } = readDoc(node, source, reader);
  if ((deprecated !== null || examples.length > 0) && !isForeign(source)) {
    const spot = { source, node: docComment(node, source) ?? node };
    reader.reports.add("SPEC1302", spot, "Tags on an object type are not carried over.", "Put the tag on a field, or say it in prose.");
  }
  return text;
}

function toTag(block: Block): Tag {
  return { pos: block.pos, end: block.pos + `@${block.tag}`.length, text: textOf(block) };
}

function reportTag(block: Block, source: Source, reader: Reader): void {
  if (isForeign(source)) return;
  const name = `@${block.tag}`;
  const help = `Tags are ${TAGS.join(", ")}; constraints are types, such as \`string & MaxLength<5>\`.${didYouMean(name, TAGS)}`;
  reader.reports.add("SPEC1301", { source, node: toTag(block) }, `The tag \`${name}\` is not known.`, help);
}

/** Whether a file belongs to a package. Its author didn't write for us: tags that mean nothing here are prose there. */
function isForeign({ path }: Source): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}

/** The last doc comment before the node; one that ends the line of what comes before belongs to that. */
function docComment(node: ts.Node, { tree }: Source): ts.TextRange | null {
  const { text } = tree;
  const start = node.getStart(tree);
  if (!text.slice(node.pos, start).includes("/**")) return null;
  const sameLine = (syntax.getTrailingCommentRanges(text, node.pos) ?? []).filter(({ end }) => !text.slice(end, start).includes("\n"));
  const comments = [...sameLine, ...(syntax.getLeadingCommentRanges(text, node.pos) ?? [])];
  return comments.findLast(({ pos, end }) => text.startsWith("/**", pos) && end - pos > 4) ?? null;
}

/** The prose and the tagged blocks of a comment. An at sign starts a block at the beginning of a line, but not inside of a code fence. */
function readBlocks(text: string, { pos, end }: ts.TextRange): readonly Block[] {
  const blocks: Block[] = [{ tag: null, pos, lines: [] }];
  let at = pos + 3;
  let fenced = false;
  for (const raw of text.slice(at, end - 2).split("\n")) {
    const [lead = ""] = /^[ \t]*(?:\* ?)?/.exec(raw) ?? [];
    const line = (at === pos + 3 ? raw.trimStart() : raw.slice(lead.length)).trimEnd();
    if (/^\s*```/.test(line)) fenced = !fenced;
    const tag = fenced ? null : /^\s*@([A-Za-z]\w*)\s?/.exec(line);
    if (tag === null) blocks.at(-1)?.lines.push(line);
    else blocks.push({ tag: tag[1] ?? "", pos: at + raw.indexOf("@"), lines: [line.slice(tag[0].length)] });
    at += raw.length + 1;
  }
  return blocks;
}

function textOf({ lines }: Block): string {
  return lines.join("\n").trim();
}
