/** How a command ends. 4 to 6 are findings: drift (of files, of what is stored, of a copy; jobs that have not come to their end), a breaking change, a destructive migration without consent. */
export const EXIT = { ok: 0, ourBug: 1, badInput: 2, declined: 3, drift: 4, breaking: 5, destructive: 6 } as const;
