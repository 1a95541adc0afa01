/** The page of the reading list. */

import { ownAddress } from "../lib/root.ts";
import { readingList } from "./page.ts";

readingList(ownAddress());
