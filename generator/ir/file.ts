/** What an emitter returns: a file's path from the project's root, with forward slashes, and its whole text. */
export interface File {
  readonly path: string;
  readonly text: string;
  /**
   * `generated` is rewritten on every run and signed; `scaffolded` is written once and then the user's;
   * `appended` is written once and never changed.
   */
  readonly kind: "generated" | "scaffolded" | "appended";
}
