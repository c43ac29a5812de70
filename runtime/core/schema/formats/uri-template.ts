/** RFC 6570 section 2.1: all but controls, space and `"<>\^`{|}`; a percent sign only before two hexadecimal digits. */
const LITERALS = /^(?:%[0-9a-f]{2}|[^\0-\x20"%<>\\^`{|}\x7f-\x9f])*$/iu;
/** RFC 6570 sections 2.2 to 2.4; `=,!@|` are operators that are reserved for later. */
const NAME = "(?:[a-z0-9_]|%[0-9a-f]{2})+(?:\\.(?:[a-z0-9_]|%[0-9a-f]{2})+)*";
const VARIABLE = `${NAME}(?:\\*|:[1-9][0-9]{0,3})?`;
const EXPRESSION = new RegExp(`^[+#./;?&]?${VARIABLE}(?:,${VARIABLE})*$`, "i");

/** RFC 6570 section 2. */
export function isUriTemplate(text: string): boolean {
  const [start = "", ...parts] = text.split("{");
  return LITERALS.test(start) && parts.every(isExpressionAndLiterals);
}

function isExpressionAndLiterals(text: string): boolean {
  const end = text.indexOf("}");
  return end !== -1 && EXPRESSION.test(text.slice(0, end)) && LITERALS.test(text.slice(end + 1));
}
