/** @typedef {{ method: string, path: string, headers?: Record<string, string>, body?: unknown }} Request */

/**
 * A request as HTTP/1.1 sends it.
 *
 * @param {Request} request a body goes as JSON
 */
export function toWire({ method, path, headers = {}, body }) {
  const lines = [`${method} ${path} HTTP/1.1`, "Host: 127.0.0.1", "Accept: application/json"];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body === undefined) return `${lines.join("\r\n")}\r\n\r\n`;
  const text = JSON.stringify(body);
  lines.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`);
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}
