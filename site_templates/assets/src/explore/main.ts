/** The explorer. The same file is the page's script and its worker's. */

import { ownAddress } from "../lib/root.ts";
import { explore } from "./page.ts";
import { serveAsWorker } from "./service.ts";

if (typeof document === "undefined") serveAsWorker();
else explore(ownAddress());
