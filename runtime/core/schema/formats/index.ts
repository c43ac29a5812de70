import { isDate, isDateTime, isTime } from "../../date-time.js";
import { isDuration } from "./duration.js";
import { isEmail } from "./email.js";
import { isHostname } from "./hostname.js";
import { isIpv4, isIpv6 } from "./ip.js";
import { isJsonPointer, isRelativeJsonPointer } from "./json-pointers.js";
import { isRegex } from "./regex.js";
import { isUriTemplate } from "./uri-template.js";
import { isUri, isUriReference } from "./uri.js";
import { isUuid } from "./uuid.js";

export type TextFormat =
  | "date-time"
  | "date"
  | "time"
  | "duration"
  | "email"
  | "hostname"
  | "ipv4"
  | "ipv6"
  | "uri"
  | "uri-reference"
  | "uri-template"
  | "uuid"
  | "json-pointer"
  | "relative-json-pointer"
  | "regex";

/** The formats of JSON Schema 2020-12 (validation, section 7.3) that text can have. */
export const FORMATS: Readonly<Record<TextFormat, (text: string) => boolean>> = {
  "date-time": isDateTime,
  date: isDate,
  time: isTime,
  duration: isDuration,
  email: isEmail,
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  uri: isUri,
  "uri-reference": isUriReference,
  "uri-template": isUriTemplate,
  uuid: isUuid,
  "json-pointer": isJsonPointer,
  "relative-json-pointer": isRelativeJsonPointer,
  regex: isRegex,
};
