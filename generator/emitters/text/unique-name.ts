/** `name`, or the name with the first number behind it that nobody has taken; it is taken from then on. */
export function uniqueName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
  taken.add(free);
  return free;
}

/** How to import `name` into a file where some names are taken: `Storage`, or `Storage as Storage2`. */
export function importName(name: string, taken: Set<string>): { readonly local: string; readonly clause: string } {
  const local = uniqueName(name, taken);
  return { local, clause: local === name ? name : `${name} as ${local}` };
}
