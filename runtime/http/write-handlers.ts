import type { RequestHandler } from "express";
import { metaAnswer, NOTHING, revisionAnswer } from "./answer.js";
import { creationAnswer, parseOnDuplicate } from "./jobs/creation.js";
import { checkMediaType } from "./media-type.js";
import { parseChoice } from "./parameters.js";
import { checkPatchType, toPatch } from "./patch-type.js";
import { refuseProtected } from "./refuse-protected.js";
import type { ResourceParams, RevisionParams, ServedManager } from "./served-manager.js";
import { shownOf } from "./shown.js";
import { writeHandler, type WriteCall } from "./write-handler.js";
import { writeTo } from "./write-to.js";

/** `POST /issues`: 201 with the new resource's place. */
export function create(manager: ServedManager): RequestHandler {
  const { encodedJobs } = manager;
  return writeHandler(manager.storage, {
    takes: checkMediaType,
    parameters: ["id", "status", "validateOnly", "reason", ...(encodedJobs === undefined ? [] : (["onDuplicate"] as const))],
    requireIfMatch: false,
    run: async ({ parameters, body, options }) => {
      const status = parseStatus(parameters);
      refuseProtected(manager.spec, body);
      const given = { ...options, id: parameters.id, status };
      if (encodedJobs !== undefined) return encodedJobs.create(body, { ...given, onDuplicate: parseOnDuplicate(parameters.onDuplicate) });
      return manager.encoded.create(body, given);
    },
    answer: creationAnswer,
  });
}

/** `PUT /issues/:id`: a new revision, or the current one when the data is the same. What the server sets stays as it is. */
export function update(manager: ServedManager): RequestHandler<ResourceParams> {
  return writeTo(manager, {
    takes: checkMediaType,
    parameters: ["mode", "status", "validateOnly", "reason"],
    run: async ({ req, parameters, body, options }) => {
      const given = { ...options, mode: parseMode(parameters), status: parseStatus(parameters), keep: manager.spec.protected };
      refuseProtected(manager.spec, body);
      return manager.encoded.update(req.params.id, body, given);
    },
    answer: revisionAnswer,
  });
}

/** `PATCH /issues/:id`: a JSON Patch or a merge patch, which sees what answers show and leaves what the server sets as it is. */
export function patch(manager: ServedManager): RequestHandler<ResourceParams> {
  const { hidden, protected: sealed } = manager.spec;
  return writeTo(manager, {
    takes: checkPatchType,
    parameters: ["mode", "status", "validateOnly", "reason"],
    run: async ({ req, parameters, body, options }) => {
      const given = { ...options, mode: parseMode(parameters), status: parseStatus(parameters), hidden, sealed };
      return manager.encoded.patch(req.params.id, toPatch(req.headers, body), given);
    },
    answer: revisionAnswer,
  });
}

/** `POST /issues/:id/publish`: makes the current draft stable, in place. */
export function publish(manager: ServedManager): RequestHandler<ResourceParams> {
  return writeTo(manager, {
    takes: null,
    parameters: ["reason"],
    run: ({ req, options }) => manager.encoded.publish(req.params.id, options),
    answer: revisionAnswer,
  });
}

/** `DELETE /issues/:id`: marks the resource as deleted, by a new revision. */
export function remove(manager: ServedManager): RequestHandler<ResourceParams> {
  return writeTo(manager, {
    takes: null,
    parameters: ["validateOnly", "reason"],
    run: ({ req, options }) => manager.encoded.delete(req.params.id, options),
    answer: revisionAnswer,
  });
}

/** `POST /issues/:id/restore`: undoes a delete, by a new revision. */
export function restore(manager: ServedManager): RequestHandler<ResourceParams> {
  return writeTo(manager, {
    takes: null,
    parameters: ["validateOnly", "reason"],
    run: ({ req, options }) => manager.encoded.restore(req.params.id, options),
    answer: revisionAnswer,
  });
}

/** `POST /issues/:id/purge`: removes the resource for good. */
export function purge(manager: ServedManager): RequestHandler<ResourceParams> {
  return writeTo(manager, {
    takes: null,
    parameters: ["reason"],
    run: ({ req, options }) => manager.encoded.purge(req.params.id, options),
    answer: () => NOTHING,
  });
}

/** `POST /issues/:id/switch/:n`: makes another revision the current one. */
export function switchTo(manager: ServedManager): RequestHandler<RevisionParams> {
  const shown = shownOf(manager.spec);
  return writeTo(manager, {
    takes: null,
    parameters: ["reason"],
    run: ({ req, options }: WriteCall<RevisionParams>) => manager.encoded.switch(req.params.id, req.params.n, options),
    answer: ({ meta, etag }) => metaAnswer(shown.meta(meta), etag),
  });
}

/** `POST /issues/:id/revert/:n`: a new revision with the data, or chosen fields, of an earlier one. What the server sets stays as it is. */
export function revert(manager: ServedManager): RequestHandler<RevisionParams> {
  const { hidden, protected: keep } = manager.spec;
  return writeTo(manager, {
    takes: null,
    parameters: ["fields", "reason"],
    run: ({ req, parameters, options }: WriteCall<RevisionParams>) =>
      manager.encoded.revert(req.params.id, req.params.n, { ...options, fields: parameters.fields?.split(","), keep, hidden }),
    answer: revisionAnswer,
  });
}

type Parameters = WriteCall<ResourceParams>["parameters"];

function parseStatus({ status }: Parameters): "draft" | "stable" | undefined {
  return parseChoice("status", status, ["draft", "stable"]);
}

/** An update is made unless the draft is to be modified. */
function parseMode({ mode }: Parameters): "update" | "modify" | undefined {
  return parseChoice("mode", mode, ["update", "modify"]);
}
