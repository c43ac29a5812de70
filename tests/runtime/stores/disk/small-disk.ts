import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { injectFaults } from "./inject-faults.js";

/** A disk of its own that can be filled and made read-only. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves room for so many blocks of 4 KiB. */
  fill(blocksLeft: number): void;
  empty(): void;
  setReadOnly(readOnly: boolean): void;
  release(): void;
}

/** A real one where this process may mount, faults injected into the calls on files where not; it says which. */
export async function openSmallDisk(): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], { stdio: "pipe" });
  } catch {
    console.warn("Faults of the disk are INJECTED: this process may not mount a file system of its own.");
    return openInjected(folder);
  }
  console.warn(`Faults of the disk are REAL, on a file system mounted at ${folder}.`);
  return openMounted(folder);
}

const BLOCK = 4096;

function openMounted(folder: string): SmallDisk {
  const filler = join(folder, "filler");
  const empty = () => rmSync(filler, { force: true });
  return {
    folder,
    empty,
    fill(blocksLeft) {
      empty();
      writeFileSync(filler, Buffer.alloc(Math.max(0, statfsSync(folder).bavail - blocksLeft) * BLOCK));
    },
    setReadOnly: (readOnly) => void execFileSync("mount", ["-o", `remount,${readOnly ? "ro" : "rw"}`, folder]),
    release() {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Each call that writes takes a block. */
function openInjected(folder: string): SmallDisk {
  const faults = injectFaults();
  return {
    folder,
    fill: (blocksLeft) => faults.set("ENOSPC", blocksLeft),
    empty: () => faults.clear(),
    setReadOnly: (readOnly) => (readOnly ? faults.set("EROFS", 0) : faults.clear()),
    release() {
      faults.release();
      rmSync(folder, { recursive: true });
    },
  };
}
