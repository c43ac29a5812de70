import { resolve } from "node:path";
import type { StoreConnection } from "./backend-config.js";

/** The same connection with its paths, which are relative to a folder, made absolute. */
export function locate(connection: StoreConnection, folder: string): StoreConnection {
  switch (connection.type) {
    case "sqlite":
      return { ...connection, options: { rootdir: resolve(folder, connection.options.rootdir) } };
    case "disk":
      return { ...connection, options: { rootdir: resolve(folder, connection.options.rootdir) } };
    case "postgres": {
      const { sslRootCert, ...options } = connection.options;
      return sslRootCert === undefined ? connection : { ...connection, options: { ...options, sslRootCert: resolve(folder, sslRootCert) } };
    }
    default:
      return connection;
  }
}
