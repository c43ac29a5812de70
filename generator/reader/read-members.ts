import type { ts } from "ts-morph";
import { readField } from "./read-field.js";
import type { FieldDraft, Members, Place, Reader } from "./reader.js";
import { syntax } from "./syntax.js";

const MEMBER_NAMES: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [syntax.SyntaxKind.MethodDeclaration, "A method"],
  [syntax.SyntaxKind.MethodSignature, "A method"],
  [syntax.SyntaxKind.Constructor, "A constructor"],
  [syntax.SyntaxKind.ConstructSignature, "A constructor"],
  [syntax.SyntaxKind.CallSignature, "A call signature"],
  [syntax.SyntaxKind.GetAccessor, "A getter"],
  [syntax.SyntaxKind.SetAccessor, "A setter"],
  [syntax.SyntaxKind.IndexSignature, "An index signature"],
  [syntax.SyntaxKind.ClassStaticBlockDeclaration, "A static block"],
]);

/** Reads the fields of a class or an object type, in the order of the source. Members that are no fields are reported. */
export function readMembers(nodes: readonly (ts.ClassElement | ts.TypeElement)[], place: Place, reader: Reader): Members {
  const fields: FieldDraft[] = [];
  const names = new Set<string>();
  for (const node of nodes) {
    if (syntax.isPropertyDeclaration(node) || syntax.isPropertySignature(node)) {
      const field = readField(node, place, names, reader);
      if (field !== null) fields.push(field);
    } else if (!syntax.isSemicolonClassElement(node)) {
      const what = MEMBER_NAMES.get(node.kind) ?? "This";
      reader.reports.add(
        "SPEC1202",
        { source: place.source, node },
        `${what} is not a field.`,
        "A model holds data alone: move it out, into a function.",
      );
    }
  }
  return { fields, names };
}
