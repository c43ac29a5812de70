/** A model file with every kind of type, as its author would write it. Text, because an enum is more than types. */
export const SAMPLE_SOURCE = `
import { now, schema, schemaOf, uuid, type Binary, type Decimal, type Index, type Int, type Ref, type RevisionRef, type Schema } from "@specstar/runtime/spec";

export enum Tier { Free = "free", Pro = "pro", "odd-name" = "odd" }
export enum Level { Low, High = 10 }

export interface Node { label: string; children: Node[]; parent: Sample | null }
export interface Card { kind: "card"; last4: string; limit: bigint }
export interface Iban { kind: "iban"; iban: string }
export type Payment = Card | Iban;
export type Tree = string | Tree[] | { [key: string]: Tree };
export interface Named { name: string }
export interface Dated { at: Date; note?: string }
export type Entry = Named & Dated;
export class Address { city: string & Index = "Bonn"; street!: string; readonly tags: readonly string[] = [] }
export interface Open { id: number; [key: string]: number }
export interface Extended { id: string; [key: \`x-\${string}\`]: string | null }

export class Sample {
  title: string = "";
  open!: "red" | "green" | (string & {});
  count!: Int;
  big: bigint = 12n;
  price!: Decimal;
  created: Date = now();
  key: string = uuid();
  logo: Binary | null = null;
  free: unknown;
  tier: Tier = Tier.Free;
  onlyPro!: Tier.Pro;
  odd!: (typeof Tier)["odd-name"];
  levels: Level[] = [Level.Low];
  code!: \`ORD-\${number}\`;
  pair!: [number, string | null];
  labelled!: [x: number, y?: string | null, ...boolean[]];
  frozen!: readonly [Date, ...Address[]];
  counts: Record<string, number> = {};
  flags!: Readonly<Record<\`\${"is" | "has"}-\${string}\`, boolean>>;
  mixed!: string | number | Address[];
  payment: Payment | null = null;
  tree!: Tree;
  node?: Node;
  entry!: Entry;
  address!: Address;
  others: Address[] = [];
  bag!: Open;
  extended?: Extended | null;
  owner!: Ref<Sample> & Index;
  pinned: RevisionRef<Sample, { onDelete: "dangling" }>[] = [];
  words!: (string & Index)[];
  "first-name"!: string;
  readonly type: boolean = true;
}

const made: Schema<Sample> = schema(Sample, "v2", {
  newId: () => "x",
  validate: (value) => (value.title === "" ? [{ path: "title", message: "Is empty." }] : []),
}).step("v1", (old: Sample) => old);
export default made;

export interface Cat { kind: "cat"; lives: Int & Index; name: string & Index }
export class Dog { kind: "dog" = "dog"; name: "Rex" | "Ada" = "Rex"; toString!: string }
export type Pet = Cat | Dog;
export const pets: Schema<Pet> = schemaOf<Pet>("Pet", "v1", { newId: () => "y" });
`;
