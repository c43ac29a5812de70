import { didYouMean } from "../../diagnostics/did-you-mean.js";
import type { DiagnosticCode } from "../../diagnostics/catalogue.js";
import type { ConstantReading, PropertyReading } from "../read-constant.js";
import type { Reports } from "../reports.js";
import type { Source } from "../source.js";

/** A value of the config, and where it is. */
export interface Place {
  readonly source: Source;
  readonly reports: Reports;
  /** `openapi.servers[0].url`. */
  readonly path: string;
  readonly reading: ConstantReading;
}

/** Gives the value at a place; undefined, and a report, when it is none of the kind. */
export type Decode<Value> = (place: Place) => Value | undefined;

/** Reports what is wrong at a place. */
export function refuse({ source, reports, reading: { node } }: Place, code: DiagnosticCode, message: string, help: string): undefined {
  reports.add(code, { source, node }, message, help);
}

/** A text with something in it. */
export const text: Decode<string> = (place) => {
  const { path, reading } = place;
  if (reading.kind !== "scalar" || typeof reading.value !== "string") return refuse(place, "SPEC4003", `\`${path}\` is not text.`, 'Write it in quotes: `"…"`.');
  return reading.value === "" ? refuse(place, "SPEC4003", `\`${path}\` is empty.`, "Write a text, or leave the key out.") : reading.value;
};

/** An absolute URL. */
export const url: Decode<string> = (place) => {
  const value = text(place);
  if (value === undefined || URL.canParse(value)) return value;
  return refuse(place, "SPEC4003", `\`${place.path}\` is not a URL.`, "Write a whole one: `https://example.org/`.");
};

/** One of a few texts. */
export function oneOf<Choice extends string>(choices: readonly Choice[]): Decode<Choice> {
  return (place) => {
    const value = text(place);
    const choice = choices.find((each) => each === value);
    if (value === undefined || choice !== undefined) return choice;
    const help = `It can be ${choices.map((each) => `"${each}"`).join(", ")}.${didYouMean(value, choices)}`;
    return refuse(place, "SPEC4007", `\`${place.path}\` can't be \`${value}\`.`, help);
  };
}

/** A list, in which items that are wrong are left out. */
export function listOf<Item>(decode: Decode<Item>): Decode<readonly Item[]> {
  return (place) => {
    const { path, reading } = place;
    if (reading.kind !== "array") return refuse(place, "SPEC4003", `\`${path}\` is not a list.`, "Write it in brackets: `[…]`.");
    return reading.items.map((item, at) => decode({ ...place, path: `${path}[${at}]`, reading: item })).filter((item) => item !== undefined);
  };
}

/** A list of texts of which none is there twice. */
export function setOf<Item extends string>(decode: Decode<Item>): Decode<readonly Item[]> {
  const list = listOf<Item>((place) => decode(place));
  return (place) => {
    const seen = new Set<string>();
    if (place.reading.kind === "array") {
      for (const [at, reading] of place.reading.items.entries()) {
        if (reading.kind !== "scalar" || typeof reading.value !== "string") continue;
        if (seen.has(reading.value)) refuse({ ...place, reading }, "SPEC4008", `\`${place.path}[${at}]\` is there before.`, "Write it once.");
        seen.add(reading.value);
      }
    }
    return list(place);
  };
}

/** A property of an object, and the place of its value. */
export interface PlacedProperty extends Pick<PropertyReading, "name" | "nameNode"> {
  readonly place: Place;
}

/** The properties of an object, with their places. */
export function propertiesOf(place: Place): readonly PlacedProperty[] | undefined {
  const { path, reading } = place;
  if (reading.kind !== "object") return refuse(place, "SPEC4003", `\`${path}\` is not an object.`, "Write it in braces: `{ … }`.");
  const { source, reports } = place;
  return reading.properties.map(({ name, nameNode, value }) => ({ name, nameNode, place: { source, reports, path: keyPath(path, name), reading: value } }));
}

function keyPath(path: string, key: string): string {
  if (!/^[\w$]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
