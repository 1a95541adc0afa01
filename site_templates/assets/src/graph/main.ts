/** The map of all papers: the script of the graph's page, which no other page loads. */

import { ownAddress } from "../lib/root.ts";
import { graphPage } from "./page.ts";

graphPage(ownAddress());
