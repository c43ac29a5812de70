/**
 * Draws the models as a class diagram of Mermaid: `generated/models.mmd`.
 *
 * @type {import("specstar").Emitter}
 */
export default function emitMermaid({ models }) {
  const objects = [models, models.flatMap(({ types }) => types.filter((type) => type.kind === "object"))].flat();
  const text = `classDiagram\n${objects.map(drawClass).join("")}`;
  return [{ path: "generated/models.mmd", text, kind: "generated" }];
}

/** @param {Pick<import("specstar").Model, "name" | "fields">} object */
function drawClass({ name, fields }) {
  const lines = fields.map((field) => `    +${describe(field.type)} ${field.name}${field.nullable ? "?" : ""}\n`);
  const arrows = fields.flatMap((field) => namesIn(field.type).map((other) => `  ${name} --> ${other} : ${field.name}\n`));
  return `  class ${name} {\n${lines.join("")}  }\n${arrows.join("")}`;
}

/** @param {import("specstar").FieldType} type */
function describe(type) {
  if (type.kind === "named") return type.name;
  return type.kind === "array" ? `${describe(type.items.type)}[]` : type.kind;
}

/** @param {import("specstar").FieldType} type @returns {string[]} */
function namesIn(type) {
  if (type.kind === "array") return namesIn(type.items.type);
  return type.kind === "named" ? [type.name] : [];
}
