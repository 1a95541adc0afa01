/** Run the script at an address on this page. */
export function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
}

/**
 * What a data file of the build holds: the file is a script, which a page from a file system may load too, and leaves
 * its value under a name in the global scope. `run` runs it.
 */
export async function loadData<Data extends { readonly version: number }>(
  address: string,
  name: string,
  version: Data["version"],
  run: (address: string) => Promise<void> = loadScript,
): Promise<Data> {
  await run(new URL(address, location.href).href);
  const data = (globalThis as Record<string, unknown>)[name] as Data | undefined;
  if (data?.version !== version) throw new Error(`${address} is of another version than this script`);
  return data;
}
