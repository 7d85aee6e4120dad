/**
 * One value for the whole process, made on first use. Two bundles of the same program (pages and routes, say) each
 * load modules of their own; what must exist once hangs on one global symbol.
 */
export function processWide<T>(name: string, make: () => T): T {
  const symbol = Symbol.for(`meterbook.${name}`);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return (holder[symbol] ??= make());
}
