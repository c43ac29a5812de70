import type { OpenapiConfig, SecurityScheme } from "../../config.js";
import { listOf, oneOf, refuse, text, url, type Decode } from "./decode.js";
import { mapOf, object, variant } from "./decode-object.js";

type License = NonNullable<OpenapiConfig["license"]>;
type Scheme<Type extends SecurityScheme["type"]> = Extract<SecurityScheme, { type: Type }>;

const plainLicense = object<License>({ name: text, identifier: text, url }, ["name"]);

const license: Decode<License> = (place) => {
  const value = plainLicense(place);
  if (value?.identifier === undefined || value.url === undefined) return value;
  return refuse(place, "SPEC4009", `\`${place.path}\` has an \`identifier\` and a \`url\`.`, "Keep one of them: OpenAPI takes no more.");
};

const securityScheme = variant<SecurityScheme>("type", {
  http: object<Scheme<"http">>({ type: oneOf(["http"]), scheme: oneOf(["basic", "bearer"]), bearerFormat: text, description: text }, ["scheme"]),
  apiKey: object<Scheme<"apiKey">>({ type: oneOf(["apiKey"]), in: oneOf(["header", "query", "cookie"]), name: text, description: text }, ["in", "name"]),
  openIdConnect: object<Scheme<"openIdConnect">>({ type: oneOf(["openIdConnect"]), openIdConnectUrl: url, description: text }, ["openIdConnectUrl"]),
});

/** What the OpenAPI document says of the project. */
export const openapiConfig: Decode<OpenapiConfig> = object<OpenapiConfig>({
  title: text,
  version: text,
  description: text,
  license,
  contact: object<NonNullable<OpenapiConfig["contact"]>>({ name: text, url, email: text }),
  servers: listOf(object<{ url: string; description?: string }>({ url: text, description: text }, ["url"])),
  security: mapOf(securityScheme, (name) => /^[A-Za-z0-9._-]+$/.test(name), "Use letters, digits, `.`, `_` and `-` (OpenAPI 3.1, 4.8.7.1)."),
});
