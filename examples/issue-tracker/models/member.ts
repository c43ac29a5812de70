import { schema, type Index, type Int, type Max, type MaxLength, type Min, type Unique } from "@specstar/runtime/spec";

/** When to write to a member. */
export interface Notifications {
  assigned: boolean;
  digest: "never" | "daily" | "weekly";
}

/** Somebody who works on issues. */
export class Member {
  name!: string & MaxLength<100>;
  email!: string & Unique & MaxLength<254>;
  role: ("reporter" | "developer" | "maintainer") & Index = "reporter";
  /** In hours. */
  weeklyCapacity: Int & Min<0> & Max<60> = 40;
  notifications: Notifications = { assigned: true, digest: "weekly" };
  /** How the name is to be spoken. */
  pronunciation?: string;
}

export default schema(Member, "v1");
