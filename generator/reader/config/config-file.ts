/** The file's name, in the project's folder. */
export const CONFIG_FILE = "specstar.config.ts";
