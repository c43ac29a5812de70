import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Doc } from "../ir/model.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

const TAGS = ["@deprecated", "@example"];

const NO_DOC: Doc = { text: "", deprecated: null, examples: [] };

interface Block {
  /** Null for the prose before the first tag. */
  readonly tag: string | null;
  readonly pos: number;
  readonly lines: string[];
}

/** The doc comment right before a declaration or a field, as text: line by line, without its stars. Unknown tags are reported. */
export function readDoc(node: ts.Node, source: Source, reader: Reader): Doc {
  const comment = docComment(node, source);
  if (comment === null) return NO_DOC;
  const [prose, ...tags] = readBlocks(source.tree.text, comment);
  let { deprecated } = NO_DOC;
  const examples: string[] = [];
  for (const block of tags) {
    if (block.tag === "deprecated") deprecated = textOf(block);
    else if (block.tag === "example") examples.push(textOf(block));
    else reportTag(block, source, reader);
  }
  return { text: prose === undefined ? "" : textOf(prose), deprecated, examples };
}

/** The text of the comment of an object type, which can't carry tags: one that is there is reported. */
export function readDocText(node: ts.Node, source: Source, reader: Reader): string {
  const { text, deprecated, examples } = readDoc(node, source, reader);
  if (deprecated !== null || examples.length > 0) {
    const spot = { source, node: docComment(node, source) ?? node };
    reader.reports.add("SPEC1302", spot, "Tags on an object type are not carried over.", "Put the tag on a field, or say it in prose.");
  }
  return text;
}

function reportTag({ tag, pos }: Block, source: Source, reader: Reader): void {
  const name = `@${tag}`;
  const help = `Tags are ${TAGS.join(" and ")}; constraints are types, such as \`string & MaxLength<5>\`.${didYouMean(name, TAGS)}`;
  reader.reports.add("SPEC1301", { source, node: { pos, end: pos + name.length } }, `The tag \`${name}\` is not known.`, help);
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
