/** `specstar` straight from the sources, as a process. */

import { main } from "../../../generator/cli/main.js";

process.exitCode = await main(process.argv.slice(2));
