/** The search page: its script, which no other page loads. */

import { ownAddress, siteRoot } from "../lib/root.ts";
import { searchPage } from "./page.ts";

searchPage(siteRoot(ownAddress()));
