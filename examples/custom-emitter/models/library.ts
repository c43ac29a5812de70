import { schema, type Index } from "@specstar/runtime/spec";

/** Where a book stands. */
export interface Shelf {
  room: string;
  row: number;
}

/** A book that can be lent. */
export class Book {
  title!: string;
  isbn!: string & Index;
  shelf: Shelf | null = null;
  lentUntil: Date | null = null;
}

export default schema(Book, "v1");
