/**
 * The writer's room: compares files with the disk and makes the disk agree. The only room that touches the user's disk.
 * Knows nothing of models, templates or commands.
 */

/** Something that the user has to decide or mend. Printed as it is, without a stack trace. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** What to do about it. */
  readonly help: string;

  constructor(message: string, help: string, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}
