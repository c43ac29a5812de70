import type { MigrationTarget } from "../migrations/migration-target.js";

/**
 * Two databases that get the same migrations: that of the meta, and one of its own for the data. A migration counts as applied when both
 * have it. The data's goes first and is taken back last, so that a meta never stands without it; what is cut short between the two is
 * finished by the next run. Should they be one and the same, it is applied once: the second time does nothing.
 */
export function combineMigrations(meta: MigrationTarget | null, data: MigrationTarget | null): MigrationTarget | null {
  if (meta === null || data === null) return meta ?? data;
  return {
    dialect: meta.dialect,
    // Two schemas of one database are called the same.
    name: meta.name === data.name ? meta.name : `${meta.name} and ${data.name}`,
    listApplied: async () => {
      const ofData = new Map((await data.listApplied()).map(({ id, checksum }) => [id, checksum]));
      return (await meta.listApplied()).filter(({ id, checksum }) => ofData.get(id) === checksum);
    },
    describe: () => meta.describe(),
    apply: async (migration) => {
      await data.apply(migration);
      await meta.apply(migration);
    },
    revert: async (migration) => {
      await meta.revert(migration);
      await data.revert(migration);
    },
  };
}
