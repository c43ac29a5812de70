/** Below the help of `specstar` itself. */
export const START = `
To start:
  npx specstar init && npm install && npm run dev

Exit codes:
  0 done   1 a bug in specstar   2 something to put right   3 declined
  4 --check, doctor or copy has found a difference, or jobs did not come to their end
  5 a breaking change   6 no consent to lose data

\`specstar <command> --help\` says more of each.`;

/** Lines to copy, below the help of a command. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  specstar ${line}`).join("\n")}`;
}
