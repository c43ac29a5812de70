/** Statements that belong together, under a comment. */
export interface Block {
  readonly about: string;
  /** Each with its semicolon. */
  readonly statements: readonly string[];
}

export function createTable(table: string, definitions: readonly string[]): string {
  return `CREATE TABLE ${identifier(table)} (\n${definitions.map((definition) => `  ${definition}`).join(",\n")}\n);`;
}

/** The generator makes plain names; any other is quoted. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
