import type { DiffOperation } from "./diff.js";

/** The patch that leads back from where a difference leads to. */
export function invert(operations: readonly DiffOperation[]): readonly DiffOperation[] {
  return operations.map(invertOperation).reverse();
}

function invertOperation(operation: DiffOperation): DiffOperation {
  const { op, path } = operation;
  switch (op) {
    case "add":
      return { op: "remove", path, oldValue: operation.value };
    case "remove":
      return { op: "add", path, value: operation.oldValue };
    case "replace":
      return { op: "replace", path, value: operation.oldValue, oldValue: operation.value };
  }
}
