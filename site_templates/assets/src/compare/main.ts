/** The comparison of papers: the script of its page, which no other page loads. */

import { ownAddress } from "../lib/root.ts";
import { comparePage } from "./page.ts";

void comparePage(ownAddress());
