import type { Diagnostic } from "../diagnostics.js";

/** A problem as a workflow command, which GitHub shows at its place in the pull request. Ends without a newline. */
export function formatGithub({ code, severity, message, span, help }: Diagnostic): string {
  const place = span === null ? [] : [`file=${property(span.file)}`, `line=${span.line}`, `col=${span.column}`, `endColumn=${span.column + span.length}`];
  return `::${severity} ${[...place, `title=${property(code)}`].join(",")}::${data(`${message}\n${help}`)}`;
}

/** The same for a file as a whole. */
export function formatGithubFile(path: string, title: string, message: string): string {
  return `::error file=${property(path)},title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
