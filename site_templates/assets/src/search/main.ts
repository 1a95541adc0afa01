/** Full-text search, a script of its own: the search page, and on every other page what opens below the header's box. */

import { ownAddress, siteRoot } from "../lib/root.ts";
import { searchPage } from "./page.ts";
import { searchPanel } from "./panel.ts";

const root = siteRoot(ownAddress());
if (document.getElementById("kb-search")) searchPage(root);
else searchPanel(root);
