import { InvalidArgumentError } from "commander";

/** A flag's whole number, from 1 on. */
export function toCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 1 or more.");
  return Number(text);
}
