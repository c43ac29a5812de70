import type { Binary, InSync } from "@specstar/runtime";
import type { Index, Int, MaxItems, MaxLength, Ref, UniqueItems, Unique } from "@specstar/runtime/spec";
import { describe, expect, it } from "vitest";

declare enum Tier {
  Free = "free",
  Pro = "pro",
}

declare namespace Written {
  export class Address {
    city: string & Index;
    readonly zip?: string & MaxLength<5>;
  }
  export interface Named {
    name: string;
  }
  export interface Aged {
    age: Int;
  }
  export type Person = Named & Aged;
  export interface Tree {
    value: string | number;
    children: Tree[];
  }
  export interface Deep extends Named {
    tree: Tree | null;
  }
  export type Json = string | Json[];
  export class Model {
    id: string & Unique;
    tier: Tier & Index;
    big: bigint;
    address: Address;
    pay: { kind: "card"; last4: string } | { kind: "iban"; iban: string & MaxLength<34> } | null;
    pair: readonly [x: number, y?: string, ...rest: boolean[]];
    labels: Record<string, number> & MaxItems<3>;
    codes: { [key: `x-${string}`]: Int };
    tags: (string & Index)[] & UniqueItems;
    person: Person;
    deep: Deep;
    json: Json;
    blob: Binary | null;
    owner: Ref<Address> | null;
    note?: string;
    readonly code: `ORD-${number}`;
    free: unknown;
  }
}

declare namespace Emitted {
  export interface Address {
    city: string;
    readonly zip?: string;
  }
  export interface Named {
    name: string;
  }
  export interface Aged {
    age: number;
  }
  export type Person = Named & Aged;
  export interface Tree {
    value: string | number;
    children: Tree[];
  }
  export interface Deep {
    name: string;
    tree: Tree | null;
  }
  export type Json = string | Json[];
  export interface Card {
    kind: "card";
    last4: string;
  }
  export interface Iban {
    kind: "iban";
    iban: string;
  }
  export interface Model {
    id: string;
    tier: Tier;
    big: bigint;
    address: Address;
    pay: Card | Iban | null;
    pair: readonly [x: number, y?: string, ...rest: boolean[]];
    labels: Record<string, number>;
    codes: { [key: `x-${string}`]: number };
    tags: string[];
    person: Person;
    deep: Deep;
    json: Json;
    blob: Binary | null;
    owner: string | null;
    note?: string;
    readonly code: `ORD-${number}`;
    free: unknown;
  }
}

type With<Change> = Omit<Emitted.Model, keyof Change> & Change;
type Flat<Type> = { [Name in keyof Type]: Type[Name] };
type IsOff<Change> = InSync<Flat<With<Change>>, Written.Model> extends true ? false : true;
type Tuple = Emitted.Model["pair"];

describe("InSync", () => {
  it("is true of the type that is the model's, of every kind of field", () => {
    expect(true satisfies InSync<Emitted.Model, Written.Model>).toBe(true);
    expect(true satisfies InSync<Emitted.Tree | Emitted.Deep, Written.Deep | Written.Tree>).toBe(true);
    expect(true satisfies InSync<Emitted.Person, Written.Person>).toBe(true);
  });

  it("is not true of one that differs anywhere", () => {
    const changes = [
      true satisfies IsOff<{ tier: "free" | "pro" }>,
      true satisfies IsOff<{ tier: Tier.Free }>,
      true satisfies IsOff<{ big: number }>,
      true satisfies IsOff<{ address: { city: string; zip?: string } }>,
      true satisfies IsOff<{ address: { city: string; readonly zip?: string | undefined } }>,
      true satisfies IsOff<{ address: { city: string; readonly zip: string } }>,
      true satisfies IsOff<{ pay: Emitted.Card | null }>,
      true satisfies IsOff<{ pair: [x: number, y?: string, ...rest: boolean[]] }>,
      true satisfies IsOff<{ pair: readonly [x: number, y: string, ...rest: boolean[]] }>,
      true satisfies IsOff<{ pair: readonly [...Tuple, string] }>,
      true satisfies IsOff<{ labels: Record<string, string> }>,
      true satisfies IsOff<{ codes: Record<string, number> }>,
      true satisfies IsOff<{ tags: readonly string[] }>,
      true satisfies IsOff<{ person: Emitted.Named }>,
      true satisfies IsOff<{ deep: Emitted.Named & { tree: null } }>,
      true satisfies IsOff<{ json: Emitted.Json[] }>,
      true satisfies IsOff<{ blob: { fileId: string; size: number } | null }>,
      true satisfies IsOff<{ owner: string }>,
      true satisfies IsOff<{ note: string }>,
      true satisfies IsOff<{ code: string }>,
      true satisfies IsOff<{ free: string }>,
      true satisfies IsOff<{ more: string }>,
    ];
    expect(changes).not.toContain(false);
  });
});
