/** `name`, or the name with the first number behind it that nobody has taken; it is taken from then on. */
export function uniqueName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
  taken.add(free);
  return free;
}
