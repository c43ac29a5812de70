import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Reader } from "./reader.js";
import type { Spot } from "./reports.js";

/** A name that something of the user's needs for itself. */
export interface Claim {
  /** Told when somebody else has the name. */
  readonly code: DiagnosticCode;
  /** What the name is a name of, in the message; names in two spaces never clash. */
  readonly space: "folder" | "path" | "manager" | "table or index" | "type";
  readonly name: string;
  /** The model or object type that needs it. */
  readonly owner: string;
  readonly spot: Spot;
}

/** Who has which name. */
export interface Claims {
  /** Takes the name, or reports who has it. */
  readonly claim: (claim: Claim) => void;
}

export function createClaims(reader: Reader): Claims {
  const holders = new Map<string, Claim>();
  return {
    claim: (claim) => {
      const { code, space, name, owner, spot } = claim;
      const key = `${space} ${name}`;
      const holder = holders.get(key);
      if (holder === undefined) {
        holders.set(key, claim);
      } else if (holder.spot.node !== spot.node) {
        const place = `\`${holder.owner}\` (\`${holder.spot.source.path}\`)`;
        const message = `\`${owner}\` and ${place} would share the ${space} \`${name}\`.`;
        const related = [{ spot: holder.spot, message: `\`${holder.owner}\` is declared here` }];
        reader.reports.add(code, { ...spot, related }, message, "Rename one of them.");
      }
    },
  };
}
