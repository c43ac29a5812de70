/** Names that generated code, the server or an operating system has taken. */

/**
 * What the generated files import or take from the language. A model or an object type of such a name would hide it, as the
 * manager of a `Resource` would the ResourceManager, and the router of a `RESOURCE` the runtime's resourceRouter.
 */
export const RESERVED_TYPE_NAMES: ReadonlySet<string> = new Set(
  `Array Boolean Date Error Function JSON Map Math Number Object Promise Proxy ReadonlyArray
  Record Partial Pick Omit Readonly Required RegExp Set String Symbol Uint8Array BigInt Infinity NaN
  AppOptions Express InSync JobHandlers Managers Request RESOURCE Resource ResourceManager ResourceSpec Response Router Storage
  Binary BinaryInput InlineBinary Problem RevisionInfo RevisionInfoPage ResourceMeta PartialResource MetaSort
  TextFilter IntegerFilter NumberFilter BooleanFilter DateFilter
  TextListFilter IntegerListFilter NumberListFilter BooleanListFilter DateListFilter
  MergePatch JsonPatch BulkBody RerunBody BatchBody SearchBody SearchCondition ResourceChange StatusOfJob`.split(/\s+/),
);

/** Suffixes of the names of the types that are emitted for a model. */
export const MODEL_SUFFIXES = ["", "Input", "Indexed", "Manager", "Model"] as const;

/** Names of devices, which Windows takes for a folder of any case. */
export const DEVICE_NAMES: ReadonlySet<string> = new Set(
  "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9".split(" "),
);

/** First segments of paths that the server answers itself. */
export const RESERVED_PATHS: ReadonlySet<string> = new Set([
  "docs",
  "livez",
  "readyz",
  "openapi.json",
  "metrics",
  "changes",
  "changesets",
  "batch",
  "blobs",
  "export",
  "import",
]);

/** Facts of every resource that can be searched beside a model's own fields. */
export const META_FIELDS: ReadonlySet<string> = new Set(
  `resourceId createdTime createdBy updatedTime updatedBy totalRevisionCount schemaVersion`.split(/\s+/),
);

/** Parameters and words of a search. */
export const SEARCH_WORDS: ReadonlySet<string> = new Set(`and or not field sort limit cursor offset count includeDeleted filter returns fields`.split(/\s+/));

/** How tables and indexes of the database, or of SpecStar's own, begin. */
export const RESERVED_TABLE_PREFIXES: readonly string[] = ["sqlite_", "specstar_"];
