/**
 * What a back end must pass to be one: suites for vitest that know nothing of the store but its interface.
 * Public entry `@specstar/runtime/testing`; vitest is the caller's.
 */
export { blobStoreSuite } from "./blob-store.suite.js";
export { sampleIndex, specimenIndex, taskIndex } from "./conformance-models.js";
export { jobTableSuite } from "./job-table.suite.js";
export { metaStoreAgreesWithMemory } from "./meta-store-agreement.js";
export { messageQueueSuite, type NewQueuePlace } from "./message-queue.suite.js";
export { metaStoreSuite, type SuiteOptions } from "./meta-store.suite.js";
export type { NewPlace, OpenedStore, OpenStore } from "./open-store.js";
export { revisionStoreSuite } from "./revision-store.suite.js";
