import type { Position } from "./segment.js";

const digits = 16;
const segmentPattern = /^(\d{16})\.ndjson$/;
const snapshotPattern = /^(\d{16})-([0-9a-f]{64})-([0-9a-f]{64})\.db$/;

/** What the name of a snapshot says: the state that it is of, and the SHA-256 of the file. */
export interface SnapshotName {
  readonly key: string;
  readonly position: Position;
  readonly fileHash: string;
}

/** Where the log and its snapshots are. Keys sort by number. */
export class LogKeys {
  readonly segments: string;
  readonly snapshots: string;

  /** @param prefix of all keys: empty, or with a slash at its end. */
  constructor(prefix: string) {
    this.segments = `${prefix}meta/log/`;
    this.snapshots = `${prefix}meta/snapshots/`;
  }

  segment(number: number): string {
    return `${this.segments}${padded(number)}.ndjson`;
  }

  /** Undefined for an object that is none of ours. */
  segmentNumber(key: string): number | undefined {
    const [, number] = segmentPattern.exec(key.slice(this.segments.length)) ?? [];
    return number === undefined ? undefined : Number(number);
  }

  /** The hashes are part of the name, so that a snapshot is one object: there is no moment at which only half of it is there. */
  snapshot({ number, hash }: Position, fileHash: string): string {
    return `${this.snapshots}${padded(number)}-${hash}-${fileHash}.db`;
  }

  /** Before the snapshots of this segment, and after those of the ones before it. */
  beforeSnapshots(number: number): string {
    return `${this.snapshots}${padded(number)}`;
  }

  /** Undefined for an object that is none of ours. */
  snapshotName(key: string): SnapshotName | undefined {
    const [, number, hash, fileHash] = snapshotPattern.exec(key.slice(this.snapshots.length)) ?? [];
    if (number === undefined || hash === undefined || fileHash === undefined) return undefined;
    return { key, position: { number: Number(number), hash }, fileHash };
  }
}

function padded(number: number): string {
  return String(number).padStart(digits, "0");
}
