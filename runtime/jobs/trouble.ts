/** Told of what fails and is tried again. */
export type OnTrouble = (error: unknown) => void;

/** One that never throws: the caller's own, or a warning of the process. */
export function safeTrouble(onTrouble: OnTrouble = warn): OnTrouble {
  return (error) => {
    try {
      onTrouble(error);
    } catch (failure) {
      warn(failure);
    }
  };
}

function warn(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  process.emitWarning(`Jobs have trouble, and it is tried again: ${reason}`, { type: "SpecstarWarning", code: "SPECSTAR_JOBS" });
}
