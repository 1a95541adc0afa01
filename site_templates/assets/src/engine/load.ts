import { loadData } from "../lib/load.ts";
import { type Catalogue, VERSION } from "./catalogue.ts";

/** The catalogue at an address; `run` runs the script that it is. */
export function loadCatalogue(address: string, run?: (address: string) => Promise<void>): Promise<Catalogue> {
  return loadData<Catalogue>(address, "kbgenCatalogue", VERSION, run);
}
