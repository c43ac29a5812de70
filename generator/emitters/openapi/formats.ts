import type { StringFormat } from "../../ir/type.js";

/** A text of each format to show, and what is surely of it. Not all that is: a rarer text is no example then, and nothing worse. */
export const FORMATS: Readonly<Record<StringFormat, { readonly sample: string; readonly pattern: RegExp }>> = {
  "date-time": { sample: "2026-01-31T09:30:00Z", pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$|^2026-01-31T09:30:00Z$/ },
  date: { sample: "2026-01-31", pattern: /^\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13578]|1[02])-31)$/ },
  time: { sample: "09:30:00Z", pattern: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/ },
  duration: { sample: "P1DT12H", pattern: /^P(\d+W|(\d+Y)?(\d+M)?(\d+D)(T\d+H|T\d+M|T\d+S)?|T(\d+H|\d+M|\d+S))$/ },
  email: { sample: "ada@example.org", pattern: /^[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9]+)+$/ },
  hostname: { sample: "www.example.org", pattern: /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/ },
  ipv4: { sample: "192.0.2.1", pattern: /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/ },
  ipv6: { sample: "2001:db8::1", pattern: /^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$|^([0-9a-f]{1,4}:){1,3}(:[0-9a-f]{1,4}){1,4}$|^::1$/ },
  uri: { sample: "https://example.org/", pattern: /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&-]*)?$/ },
  "uri-reference": { sample: "/issues/1", pattern: /^(https?:\/\/[A-Za-z0-9.-]+)?[A-Za-z0-9._~/-]*$/ },
  "uri-template": { sample: "/issues/{id}", pattern: /^([A-Za-z0-9._~/:-]|\{[A-Za-z0-9_]+\})*$/ },
  uuid: { sample: "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e", pattern: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/ },
  "json-pointer": { sample: "/title", pattern: /^(\/([^~/]|~[01])*)*$/ },
  "relative-json-pointer": { sample: "1/title", pattern: /^(0|[1-9]\d*)(#|(\/([^~/]|~[01])*)*)$/ },
  regex: { sample: "^[a-z]+$", pattern: /^\^?[A-Za-z0-9 -]*(\[[a-z]-[a-z]\]\+?)?\$?$/ },
};
