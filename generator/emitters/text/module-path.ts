/** What `import` takes in file `from` to mean file `to`; both are paths from the project's root: `../../models/issue.js`. */
export function modulePath(from: string, to: string): string {
  const folder = from.split("/").slice(0, -1);
  const target = to.split("/");
  let shared = 0;
  while (shared < folder.length && folder[shared] === target[shared]) shared++;
  const up = folder.slice(shared).map(() => "..");
  const path = [...(up.length === 0 ? ["."] : up), ...target.slice(shared)].join("/");
  return path.replace(/\.([cm]?)tsx?$/, ".$1js");
}
