/** `npm run build`, also before packing: compiles both packages. */

import { build, runScript } from "./steps.js";

await runScript(build);
