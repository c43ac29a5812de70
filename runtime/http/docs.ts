import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Router, type Request, type RequestHandler, type Response } from "express";
import { SpecstarError } from "../core/errors.js";

/** The page calls no host but its own, and nothing may frame it. Swagger UI's own images are data URLs. */
const SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Of the package's files, those that the page needs. */
const ASSETS = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"];

const PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API reference</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({ url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
`;

/**
 * Serves the API reference at `/docs`, with the files of swagger-ui-dist. Its addresses are relative, so that it works wherever the
 * app is mounted.
 *
 * @param assets the folder of the package; null when it is not installed, which gives a 501 that says what to install.
 */
export function docsRouter(assets: string | null = findSwaggerUi()): Router {
  const router = Router({ strict: true });
  if (assets === null) {
    router.get(["/docs", "/docs/"], refuse);
    return router;
  }
  router.get("/docs", (_req, res) => sendPart(res, "text/html; charset=utf-8", PAGE));
  router.get("/docs/", (req, res) => res.redirect(308, `${req.baseUrl}/docs`));
  router.get("/docs/start.js", (_req, res) => sendPart(res, "text/javascript; charset=utf-8", START));
  for (const name of ASSETS) router.get(`/docs/${name}`, sendAsset(assets, name));
  return router;
}

/** The folder of the installed swagger-ui-dist. */
function findSwaggerUi(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  } catch {
    return null;
  }
}

function sendPart(res: Response, type: string, text: string): void {
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Security-Policy", SECURITY_POLICY);
  res.setHeader("Referrer-Policy", "no-referrer");
  res.setHeader("Cache-Control", "no-cache");
  res.end(text);
}

function sendAsset(folder: string, name: string): RequestHandler {
  return (_req, res, next) => {
    res.sendFile(name, { root: folder, cacheControl: false, headers: { "Cache-Control": "no-cache" } }, (error) => {
      // A client that went away in the middle is no failure.
      if (error && !res.headersSent) next(error);
    });
  };
}

function refuse(_req: Request, _res: Response): never {
  throw new SpecstarError("NOT_SUPPORTED", "The API reference is shown by a package that is not installed: run `npm install swagger-ui-dist`.");
}
