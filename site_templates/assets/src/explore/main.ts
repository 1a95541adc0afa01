/** The explorer: the script of its page, which no other page loads. */

import { ownAddress } from "../lib/root.ts";
import { explore } from "./page.ts";

void explore(ownAddress());
