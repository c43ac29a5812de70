import { schema, type Index, type MaxLength, type MinLength, type Unique } from "@specstar/runtime/spec";

/** Where to read on. */
export interface Link {
  title: string & MaxLength<100>;
  url: string;
}

/** What issues are filed under. */
export class Project {
  /** The short name that issues are filed under. */
  key!: string & Unique & MinLength<2> & MaxLength<10>;
  name!: string & MaxLength<100>;
  description: string | null = null;
  archived: boolean & Index = false;
  links: Link[] = [];
}

export default schema(Project, "v1");
