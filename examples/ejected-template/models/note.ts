import { schema } from "@specstar/runtime/spec";

/** Something to remember. */
export class Note {
  text!: string;
}

export default schema(Note, "v1");
