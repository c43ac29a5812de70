/**
 * Takes away what a write has left over. The write itself is decided by then: what can't be taken away now must not make it look as if it
 * had ended otherwise. The doctor finds and removes it later, and a warning of the process says so.
 */
export async function cleanUp(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.emitWarning(`What a write has left over could not be removed: ${reason} Run \`specstar doctor --repair\` and \`specstar gc\` to remove it.`, {
      type: "SpecstarWarning",
      code: "SPECSTAR_LEFTOVERS",
    });
  }
}
